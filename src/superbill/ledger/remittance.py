"""Post what a payer paid, took off and moved to the patient; leave with the payer what it left open.

For each service line and each claim-level adjustment:

    paid                       debit Cash:Clearing         credit Receivable:Payer
    by contract or law         debit Income:Adjustments    credit Receivable:Payer
    patient's share (PR)       debit Receivable:Patient    credit Receivable:Payer
    anything else              nothing moves: it stays with the payer and is work for a person (`left_open`)

A reversal (claim status 22) carries negative amounts, so the same table takes back what was posted. Money moved outside
any claim (PLB) has entries of its own. What all entries debit to Cash:Clearing is the payment of the transaction (BPR02).

Sources: ASC X12N 005010X221A1, section 1.10.2 (balancing, reversal and correction, interest, overpayment recovery, balance
forward processing); 45 CFR 162.1602.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from superbill.basics.errors import NotPossible
from superbill.basics.findings import Finding, Severity
from superbill.basics.money import dollars
from superbill.claims.proof import prove
from superbill.claims.reasons import Kind, kind_of
from superbill.claims.remit import Adjustment, PaidClaim, PaidLine, ProviderAdjustment, Remit
from superbill.ledger.accounts import (
    CAPITATION,
    CLEARING,
    CONTRACTUAL,
    FORWARDED,
    INTEREST,
    OVERPAYMENT,
    PATIENT,
    PAYER,
    REGULATORY,
    SUSPENSE,
)
from superbill.ledger.entry import Entry, Posting, transfer

LANDS_ON: dict[Kind, str] = {
    Kind.AGREED: CONTRACTUAL,
    Kind.BY_LAW: REGULATORY,
    Kind.COST_SHARE: PATIENT,
    Kind.PATIENT: PATIENT,
}
"""Where an adjustment lands. A kind that is not here stays with the payer: it is never written off."""

PROVIDER_LANDS_ON: dict[str, str] = {
    "L6": INTEREST,
    "FB": FORWARDED,
    "WO": OVERPAYMENT,
    "72": OVERPAYMENT,  # the payer acknowledges a refund
    "CT": CAPITATION,
    "CR": INTEREST,  # interest on fixed payments
}
"""Where money moved outside any claim (PLB) lands; any other reason lands in suspense and is work for a person."""


class OutOfBalance(NotPossible):
    """The remittance does not add up, so nothing of it is posted. `findings` say where."""

    def __init__(self, findings: tuple[Finding, ...], *, where: str) -> None:
        self.findings = findings
        super().__init__(
            f"The remittance does not add up, and nothing of it was posted. {findings[0].message}",
            where=where,
            todo="Ask the payer for a corrected remittance; keep this one as evidence.",
        )


class Why(StrEnum):
    """Why an amount waits for a person."""

    DENIED = "not paid: decide to correct, appeal, bill or write off"
    PATIENT = "moved to the patient for an unusual reason: check before a statement goes out"
    EARLIER_PAYER = "settled by an earlier payer: set it against that payment"
    WHOLE = "written off to the last cent by the payer's contract reasons: check that this was meant"
    PROVIDER = "moved outside any claim: find out why"


_WHY = {Kind.REFUSED: Why.DENIED, Kind.PATIENT: Why.PATIENT, Kind.EARLIER_PAYER: Why.EARLIER_PAYER}


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """An amount that the posting did not settle by rule. `claim_control` is empty for one outside any claim."""

    why: Why
    cents: int
    group: str
    reason: str
    claim_control: str = ""
    payer_claim_number: str = ""
    line_no: int | None = None


def entries_for(remit: Remit, *, on: date | None = None) -> tuple[Entry, ...]:
    """One entry for each claim payment, in the order of the 835, then one for each provider-level adjustment.

    Refs are `835/<payer tax id>/<trace>/<control>/<payer claim number>/<status>`, with `/2`, `/3` … where a remittance says
    the same again, and `835/<payer tax id>/<trace>/PLB/<n>`. A claim that moves no money has an entry without postings.
    `on` is the day of posting; when it is not given, the day of payment (BPR16). Raises `OutOfBalance` when `claims.proof`
    stops the remittance.
    """
    stops = tuple(finding for finding in prove(remit) if finding.severity is Severity.STOP)
    if stops:
        raise OutOfBalance(stops, where=f"remittance {remit.trace}")
    posted_on = on or remit.paid_on
    root = f"835/{_part(remit.payer_tax_id)}/{_part(remit.trace)}"
    refs = _numbered(f"{root}/{_part(claim.control)}/{_part(claim.payer_claim_number)}/{claim.status}" for claim in remit.claims)
    entries = [
        Entry(ref, posted_on, _because(claim), tuple(_claim_postings(claim)))
        for ref, claim in zip(refs, remit.claims, strict=True)
    ]
    for n, adjustment in enumerate(remit.provider_adjustments, 1):
        entries.append(
            Entry(f"{root}/PLB/{n}", posted_on, f"provider adjustment {adjustment.reason}", _provider_postings(adjustment))
        )
    cash = sum(posting.cents for entry in entries for posting in entry.postings if posting.account == CLEARING)
    assert cash == remit.paid_cents, "the cash of the entries is the payment of the transaction"
    return tuple(entries)


def left_open(remit: Remit) -> tuple[LeftOpen, ...]:
    """What a person has to look at: amounts not settled by rule, and those that a rule settled in an unusual way.

    Reversals are not listed: they take back what was left open before.
    """
    found: list[LeftOpen] = []
    for claim in remit.claims:
        if not claim.is_reversal:
            found += _left_open(claim)
    for moved in remit.provider_adjustments:
        if moved.reason not in PROVIDER_LANDS_ON:
            found.append(LeftOpen(Why.PROVIDER, moved.cents, "PLB", moved.reason))
    return tuple(found)


def _left_open(claim: PaidClaim) -> Iterator[LeftOpen]:
    parts: list[tuple[int | None, tuple[Adjustment, ...], int]] = [
        (None, claim.adjustments, 0 if claim.lines else claim.charge_cents)
    ]
    parts += [(line.line_no, line.adjustments, line.charge_cents) for line in claim.lines]
    for line_no, adjustments, charge_cents in parts:
        for adjustment in adjustments:
            if why := _why_open(adjustment, charge_cents=charge_cents):
                yield LeftOpen(
                    why, adjustment.cents, adjustment.group, adjustment.reason, claim.control, claim.payer_claim_number, line_no
                )


def _part(text: str) -> str:
    """A part of a ref; a slash inside a payer's number may not make two refs alike."""
    return quote(text, safe="") or "-"


def _numbered(refs: Iterable[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for ref in refs:
        seen[ref] += 1
        yield ref if seen[ref] == 1 else f"{ref}/{seen[ref]}"


def _because(claim: PaidClaim) -> str:
    what = "payer takes back" if claim.is_reversal else "payer remittance"
    return f"{what}: paid {dollars(claim.paid_cents)} of {dollars(claim.charge_cents)} on {claim.control}"


def _claim_postings(claim: PaidClaim) -> Iterator[Posting]:
    """Lines pay the charge less their own adjustments; a claim-level adjustment then lowers that cash, so it is posted against it.

    A claim without lines is paid, and adjusted, as a whole.
    """
    for line in claim.lines:
        yield from _line_postings(line, claim.control)
    if not claim.lines:
        yield from transfer(claim.paid_cents, debit=CLEARING, credit=PAYER, claim_control=claim.control, memo="paid")
    lowered = CLEARING if claim.lines else PAYER
    for adjustment in claim.adjustments:
        account = _account(adjustment) or PAYER
        if account != lowered:
            yield from transfer(
                adjustment.cents, debit=account, credit=lowered, claim_control=claim.control, memo=_memo(adjustment)
            )


def _line_postings(line: PaidLine, control: str) -> Iterator[Posting]:
    yield from transfer(line.paid_cents, debit=CLEARING, credit=PAYER, claim_control=control, line_no=line.line_no, memo="paid")
    for adjustment in line.adjustments:
        if account := _account(adjustment):
            yield from transfer(
                adjustment.cents, debit=account, credit=PAYER, claim_control=control, line_no=line.line_no, memo=_memo(adjustment)
            )


def _provider_postings(adjustment: ProviderAdjustment) -> tuple[Posting, ...]:
    """A positive amount lowers the payment; interest comes as a negative one."""
    account = PROVIDER_LANDS_ON.get(adjustment.reason, SUSPENSE)
    return transfer(adjustment.cents, debit=account, credit=CLEARING, memo=f"{adjustment.reason} {adjustment.reference}".strip())


def _account(adjustment: Adjustment) -> str | None:
    return LANDS_ON.get(kind_of(adjustment.group, adjustment.reason))


def _why_open(adjustment: Adjustment, *, charge_cents: int) -> Why | None:
    """Why a person looks at it; a contract that takes the whole charge is suspect, except for a fixed payment (CO-24)."""
    kind = kind_of(adjustment.group, adjustment.reason)
    if kind in (Kind.AGREED, Kind.BY_LAW):
        return Why.WHOLE if adjustment.cents == charge_cents > 0 and adjustment.reason != "24" else None
    return _WHY.get(kind)


def _memo(adjustment: Adjustment) -> str:
    return f"{adjustment.group}-{adjustment.reason}"
