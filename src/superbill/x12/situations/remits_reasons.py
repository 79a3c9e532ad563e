"""Level 4 of an 835: adjustment reasons that call for a remark, for one group only, or that say nothing.

The lists below are codes whose meaning in code source 139 (X12) says so; they may move three times a year, so all is a warning.
Sources: CAQH CORE rule 360 (reasons with their remarks); X12 RFI 277, 998, 1592 (adjustments of zero).
"""

from collections.abc import Iterable, Iterator

from superbill.basics.money import dollars
from superbill.x12.findings import Finding, register
from superbill.x12.objects.claims_pieces import Adjustment
from superbill.x12.objects.remits import ClaimPayment, ServicePayment
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule

register("""
SNIP4-ERA-REASON-REMARK | warning | | A reason is given without the remark that must explain it | Ask the payer what is missing or wrong: the reason alone does not say.
SNIP4-ERA-REASON-GROUP | warning | | A reason is given with a group that it does not go with | Ask the payer who owes the amount before you bill the patient or write it off.
SNIP4-ERA-REASON-ZERO | warning | | An adjustment of nothing | Nothing must be posted; tell the payer to leave it out.
SNIP4-ERA-REASON-TWICE | warning | | A reason stands twice in a claim or service | Add the two together; tell the payer to send one.
SNIP4-ERA-REASON-WHOLE | warning | | The whole charge is said to exceed the fee schedule | Ask the payer why nothing is allowed: reason 45 alone cannot take the whole charge.
SNIP4-ERA-REASON-837 | warning | | A reason that is only used in claims | Ask the payer what is meant.
""")

NEED_REMARK = frozenset("16 96 129 148 201 226 227 234 237 250 251 252 267 A1".split())
"""Reasons whose own words ask for at least one remark; two that were stopped (17, 125) are left out."""
ONLY_WITH: dict[str, frozenset[str]] = {
    reason: frozenset(groups.split("/"))
    for groups, reasons in (
        ("OA", "23 133 136 209 257 271 277 P11"),
        ("OA/CO", "18 P16"),
        ("PR", "85 201 238 275 P3"),
        ("PR/CO", "45"),
        ("CO", "139 249 281 303 P24 P25 P26"),
        ("CO/PI", "278"),
    )
    for reason in reasons.split()
}
"""Reasons that their own words bind to groups."""
ONLY_IN_CLAIMS = frozenset(("192", "225", "229"))
FEE_SCHEDULE = "45"
ALERTS = frozenset(
    "MA01 MA02 MA07 MA08 MA09 MA10 MA13 MA14 MA15 MA18 MA19 MA26 MA28 MA44 MA45 MA46 MA59 MA62 MA67 MA68 MA72 MA74 MA77 MA91 MA118"
    " N1 N7 N21 N22 N23 N59 N69 N84 N85 N88 N89 N109 N116 N123 N132 N133 N134 N136 N137 N138 N139 N140 N154 N155 N156 N162 N177 N183"
    " N185 N187 N189 N193 N196 N202 N210 N211 N215 N220 N352 N353 N355 N358 N360 N363 N364 N367 N369 N371 N381 N387 N400 N432 N437 N444".split()
)
"""Remarks that only alert and explain no reason (code source 411). MA in full, N up to N444; others are taken to explain."""


_PLAIN_GROUPS = ONLY_WITH[FEE_SCHEDULE]
_WATCHED = (frozenset(ONLY_WITH) | NEED_REMARK | ONLY_IN_CLAIMS) - {FEE_SCHEDULE}  # that one stands in nearly every service


@rule(4, ClaimPayment)
def check_reasons(claim: ClaimPayment) -> Iterator[Finding]:
    """The reasons of the claim and of each service."""
    if claim.adjustments and _is_odd(claim.adjustments, claim.charge_cents):
        remarked = is_explained(claim) or any(is_explained(service) for service in claim.services)
        yield from _check(claim, claim.adjustments, "2100", claim.charge_cents, remarked=remarked)
    for service in claim.services:
        if _is_odd(service.adjustments, service.charge_cents):
            remarked = is_explained(service) or is_explained(claim)
            yield from _check(claim, service.adjustments, "2110", service.charge_cents, remarked=remarked)


def is_explained(thing: ClaimPayment | ServicePayment) -> bool:
    """Whether some remark says more than an alert does; NCPDP's reject codes do."""
    if isinstance(thing, ServicePayment):
        return bool([each for each in thing.remarks if each.code not in ALERTS or each.list == "RX"])
    return any(code not in ALERTS for code in thing.remarks)


def _is_odd(adjustments: tuple[Adjustment, ...], charge: int | None) -> bool:
    """Whether they need a closer look; most need none."""
    before = None
    for each in adjustments:
        reason, cents = each.reason, each.cents
        if not cents or reason in _WATCHED or reason == before:
            return True
        if reason == FEE_SCHEDULE and (cents == charge or each.group not in _PLAIN_GROUPS):
            return True
        before = reason
    return len(adjustments) > 2


def _check(
    claim: ClaimPayment, adjustments: tuple[Adjustment, ...], loop: str, charge: int | None, *, remarked: bool
) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for each in adjustments:
        yield from _check_one(claim, each, loop, charge, remarked=remarked)
        if each[:2] in seen:
            what = f"{each.group} {each.reason} stands here more than once."
            yield _told("SNIP4-ERA-REASON-TWICE", what, claim, each, loop)
        seen.add(each[:2])


def _check_one(claim: ClaimPayment, each: Adjustment, loop: str, charge: int | None, *, remarked: bool) -> Iterator[Finding]:
    where = "the service or the claim" if loop == "2110" else "the claim"
    if each.reason in NEED_REMARK and not remarked:
        what = f"{each.group} {each.reason} needs a remark that says what is meant, more than an alert; {where} has none."
        yield _told("SNIP4-ERA-REASON-REMARK", what, claim, each, loop)
    groups = ONLY_WITH.get(each.reason)
    if groups and each.group not in groups:
        what = f"Reason {each.reason} goes with group {_either(groups)}, not with {each.group}."
        yield _told("SNIP4-ERA-REASON-GROUP", what, claim, each, loop)
    if each.reason in ONLY_IN_CLAIMS:
        what = f"Reason {each.reason} is only used in an 837, to tell the next payer of a remittance on paper."
        yield _told("SNIP4-ERA-REASON-837", what, claim, each, loop)
    if each.cents == 0:
        yield _told("SNIP4-ERA-REASON-ZERO", f"The adjustment {each.group} {each.reason} is 0.00.", claim, each, loop, later=1)
    elif each.reason == FEE_SCHEDULE and charge and each.cents == charge:
        what = f"{each.group} 45 takes off the whole charge of {dollars(charge)}."
        yield _told("SNIP4-ERA-REASON-WHOLE", what, claim, each, loop, later=1)


def _either(groups: Iterable[str]) -> str:
    return " or ".join(sorted(groups))


def _told(code: str, what: str, claim: ClaimPayment, each: Adjustment, loop: str, *, later: int = 0) -> Finding:
    return told(code, what, at=each.at, spot=f"CAS{each.element + later:02d}", loop=loop, claim=claim)
