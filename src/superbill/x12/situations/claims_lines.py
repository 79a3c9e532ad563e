"""Level 4 of an 837: service lines, their numbers, diagnoses, procedures and what these call for."""

import re
from collections.abc import Iterator
from functools import lru_cache

from superbill.x12.findings import Finding, register
from superbill.x12.objects.claims import Claim, ServiceLine
from superbill.x12.objects.claims_found import told
from superbill.x12.objects.claims_pieces import Procedure, Reference
from superbill.x12.rules import rule
from superbill.x12.situations.claims import check_attachment

register("""
SNIP4-POINTER | error | | A line points to a diagnosis that the claim does not have | Add the diagnosis to HI, or correct the pointer.
SNIP4-POINTER-TWICE | warning | | A line points twice to one diagnosis | Leave the second pointer out.
SNIP4-LINE-NUMBER | error | | The lines are not counted from 1 | Write 1, 2, 3 … in LX01, beginning anew with each claim.
SNIP4-LINE-CONTROL-TWICE | error | | Two lines of the claim have the same REF*6R | Give each line its own number: the remittance is matched by it.
SNIP4-MODIFIER-TWICE | warning | | A modifier is given twice on a line | Leave the second one out.
SNIP4-ANESTHESIA | warning | | Minutes and the procedure do not agree | Send MJ with the minutes for timed anesthesia, UN for everything else.
SNIP4-DESCRIPTION | warning | | A code for what has no code of its own, without a description | Say in SV101-7 (SV202-7) what was done or given.
SNIP4-AMBULANCE | error | | A ride by ambulance without CR1 | Add CR1 with the reason, the distance and the patient's weight where known.
SNIP4-AMBULANCE-PLACE | error | | A ride by ambulance without where it began or ended | Add loops 2310E (NM1*PW) and 2310F (NM1*45).
SNIP4-EQUIPMENT | warning | | The equipment rented is not the service of the line | Send the same code in SV501-2 and SV101-2.
SNIP4-SAME-NUMBER | info | | A line repeats the number of its claim | It may be left out: on the line it is for another number only.
""")

_KNOWN = tuple(frozenset(str(number) for number in range(1, count + 1)) for count in range(13))
LONGEST_CONTROL = 30
NUMBERED = ("G1", "9F")  # authorisation and referral
_TIMED = re.compile(r"0[01]\d{3}\Z", re.ASCII)
_UNTIMED = frozenset(("01953", "01996"))
_AMBULANCE = re.compile(r"A04(2[5-9]|3[0-6])\Z", re.ASCII)
_UNLISTED_CPT = re.compile(r"[1-9]\d\d99\Z|01999\Z", re.ASCII)
UNLISTED_HCPCS = frozenset(
    "A0999 A4421 A4649 A4913 A9698 A9699 A9999 B9998 B9999 E0769 E0770 E1399 E1699 J1566 J3490 J3590 J7199 J7599 J7699 J7799"
    " J7999 J8498 J8499 J8597 J8999 J9999 K0108 K0812 K0898 K0899 L0999 L1499 L2999 L3649 L3999 L5999 L7499 L8039 L8499 L8699"
    " P9603 Q0507 Q0508 Q0509 Q2039 Q4050 Q4051 Q4100 S9999 T1999 T2025 T2047 T5999 V2199 V2399 V2499 V2599 V2629 V2797 V2799 V5298 V5299".split()
)


@rule(4, Claim)
def check_lines(claim: Claim) -> Iterator[Finding]:
    """Every line: its number, its pointers, its own control number, its service."""
    known = _known(claim)
    controls: set[str] = set()
    ride: ServiceLine | None = None
    for expected, line in enumerate(claim.lines, 1):
        if not _lead(line.pointers, known):
            yield from _check_pointers(claim, line, known)
        if line.number != str(expected) and line.lx_at.number:
            yield from _check_number(claim, line, expected)
        for each in line.references:
            if each.kind == "6R":
                if each.number in controls or len(each.number) > LONGEST_CONTROL:
                    yield _control(claim, line, each, is_twice=each.number in controls)
                controls.add(each.number)
            elif each.kind in NUMBERED and not each.payer_id:
                yield from _check_same(claim, line, each)
        if line.attachments or line.extras:
            yield from _check_parts(claim, line)
        if oddities := oddities_of(line.tag, line.procedure, line.unit):
            yield from _check_service(claim, line, oddities)
            ride = ride or (line if "ride" in oddities else None)
    if ride is not None:
        yield from _check_ambulance(claim, ride)


def _known(claim: Claim) -> frozenset[str]:
    """The pointers that lead to a diagnosis: its place in HI. An empty place leads nowhere."""
    diagnoses = claim.diagnoses
    count = len(diagnoses)
    if count < len(_KNOWN) and (not count or diagnoses[-1].element == count):
        return _KNOWN[count]
    return frozenset(str(each.element) for each in diagnoses)


@lru_cache(maxsize=4096)
def _lead(pointers: tuple[str, ...], known: frozenset[str]) -> bool:
    """Whether each pointer leads to a diagnosis, and none to the same as another."""
    return known.issuperset(pointers) and len(set(pointers)) == len(pointers)


def _check_pointers(claim: Claim, line: ServiceLine, known: frozenset[str]) -> Iterator[Finding]:
    """Source: 837P guide, SV107; 837D guide, SV311. Level 2 tells what is not a number, and an 837P without diagnoses."""
    spot = {"SV1": "SV107", "SV3": "SV311"}.get(line.tag, "SV107")
    for place, pointer in enumerate(line.pointers, 1):
        if pointer in line.pointers[: place - 1] and pointer:
            what = f"Line {line.number} points twice to diagnosis {pointer}."
            yield told(claim, "SNIP4-POINTER-TWICE", what, at=line.at, spot=f"{spot}-{place}", loop="2400", value=pointer)
        elif pointer not in known and pointer.lstrip("0") not in known and pointer.isdecimal() and (known or line.tag == "SV3"):
            count = len(claim.diagnoses)
            has = f"has {count} diagnos{'i' if count == 1 else 'e'}s" if count else "has no diagnosis"
            what = f"Line {line.number} points to diagnosis {pointer}, but the claim {has}."
            yield told(claim, "SNIP4-POINTER", what, at=line.at, spot=f"{spot}-{place}", loop="2400", value=pointer)


def _check_number(claim: Claim, line: ServiceLine, expected: int) -> Iterator[Finding]:
    """LX01 begins with 1 and counts on. Source: guides, 2400 LX. After a wrong one, only what is wrong by itself is told."""
    before = _counted(claim.lines[expected - 2].number) if expected > 1 else 0
    number = _counted(line.number)
    follows = before >= 0 and number == before + 1
    if line.number.isdecimal() and number != expected and not follows:
        what = f"LX01 is {line.number}; the lines of a claim are counted from 1, and this is the {expected}."
        yield told(claim, "SNIP4-LINE-NUMBER", what, at=line.lx_at, spot="LX01", loop="2400")


def _counted(number: str) -> int:
    """A number of a line; -1 for what is none, or too long to be one."""
    return int(number) if number.isdecimal() and len(number) <= 18 else -1


def _control(claim: Claim, line: ServiceLine, control: Reference, *, is_twice: bool) -> Finding:
    """Source: guides, 2400 REF*6R: unique within the claim, and at most 30 characters need be kept."""
    if is_twice:
        what = f"REF*6R of line {line.number} is {control.number}, which another line of the claim has."
        return told(claim, "SNIP4-LINE-CONTROL-TWICE", what, at=control.at, spot="REF02", loop="2400")
    what = f"REF*6R has {len(control.number)} characters; payers must keep only {LONGEST_CONTROL}."
    return told(claim, "SNIP4-LINE-CONTROL-LONG", what, at=control.at, spot="REF02", loop="2400")


def _check_same(claim: Claim, line: ServiceLine, number: Reference) -> Iterator[Finding]:
    """Source: guides, 2400 REF*G1 and REF*9F: when it differs from the claim's."""
    of_claim = claim.reference(number.kind)
    if of_claim and of_claim.number == number.number:
        what = f"REF*{number.kind} of line {line.number} is that of the claim."
        yield told(claim, "SNIP4-SAME-NUMBER", what, at=number.at, spot="REF02", loop="2400")


# --- the service


@lru_cache(maxsize=8192)
def oddities_of(tag: str, procedure: Procedure, unit: str) -> tuple[str, ...]:
    """What is to be looked at in a service, which repeats from claim to claim; nothing in most."""
    code, modifiers, is_timed = procedure.code, procedure.modifiers, bool(_TIMED.match(procedure.code))
    found = {
        "modifiers": len(set(modifiers)) < len(modifiers),
        "minutes": tag == "SV1" and code != "" and (unit == "MJ") != is_timed and code not in _UNTIMED,
        "description": procedure.kind == "HC" and not procedure.description and _is_unlisted(code),
        "ride": tag == "SV1" and bool(_AMBULANCE.match(code)),
    }
    return tuple(name for name, is_so in found.items() if is_so)


def is_watched(code: str) -> bool:
    """Whether something more is asked of a line with this procedure code, or it has none."""
    return not code or bool(_TIMED.match(code) or _AMBULANCE.match(code)) or _is_unlisted(code)


def _is_unlisted(code: str) -> bool:
    """The code stands for everything of a field that has no code of its own: CPT and HCPCS, as CMS lists them."""
    return code in UNLISTED_HCPCS or bool(_UNLISTED_CPT.match(code))


def _check_service(claim: Claim, line: ServiceLine, oddities: tuple[str, ...]) -> Iterator[Finding]:
    code, modifiers = line.procedure.code, line.procedure.modifiers
    spot = {"SV1": "SV101", "SV2": "SV202", "SV3": "SV301"}.get(line.tag, "SV101")
    if "modifiers" in oddities:
        what = f"Line {line.number} has the modifiers {', '.join(modifiers)}: one of them twice."
        yield told(claim, "SNIP4-MODIFIER-TWICE", what, at=line.at, spot=spot, loop="2400")
    if "minutes" in oddities:  # 837P guide, SV103: MJ for anesthesia. Some anesthesia is billed without time.
        what = f"Line {line.number}: {code} is {'' if _TIMED.match(code) else 'not '}anesthesia, but SV103 is {line.unit}."
        yield told(claim, "SNIP4-ANESTHESIA", what, at=line.at, spot="SV103", loop="2400")
    if "description" in oddities:  # guides, SV101-7 and SV202-7
        what = f"Line {line.number}: {code} stands for what has no code of its own; say what it is."
        yield told(claim, "SNIP4-DESCRIPTION", what, at=line.at, spot=f"{spot}-7", loop="2400", value="")


def _check_ambulance(claim: Claim, line: ServiceLine) -> Iterator[Finding]:
    """Source: 837P guide, CR1 of 2300 and 2400; loops 2310E, 2310F, 2420G, 2420H: on every claim for a ride."""
    if not any(each.place.endswith(".CR1") for each in (*claim.extras, *line.extras)):
        what = f"Line {line.number} is a ride by ambulance ({line.procedure.code}), but CR1 is missing."
        yield told(claim, "SNIP4-AMBULANCE", what, at=line.at, spot="SV101-2", loop="2400", value=line.procedure.code)
    roles = {each.role for each in (*claim.providers, *line.providers)}
    missing = [
        words for role, words in (("PW", "where it began (NM1*PW)"), ("45", "where it ended (NM1*45)")) if role not in roles
    ]
    if missing:
        what = f"Line {line.number} is a ride by ambulance ({line.procedure.code}), but it is not said {' and '.join(missing)}."
        yield told(claim, "SNIP4-AMBULANCE-PLACE", what, at=line.at, spot="SV101-2", loop="2400", value=line.procedure.code)


def _check_parts(claim: Claim, line: ServiceLine) -> Iterator[Finding]:
    """Attachments; the equipment rented, which is the service of the line. Source: 837P guide, PWK06, SV501-2."""
    for attachment in line.attachments:
        yield from check_attachment(claim, attachment, "2400")
    for each in line.extras:
        rented = each.elements[1] if each.place == "2400.SV5" and len(each.elements) > 1 else ""
        if rented and not rented.endswith(line.procedure.code):
            what = f"Line {line.number} is for {line.procedure.code}, but SV5 rents another thing."
            yield told(claim, "SNIP4-EQUIPMENT", what, at=each.at, spot="SV501", loop="2400")
