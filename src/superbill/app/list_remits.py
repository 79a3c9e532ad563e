"""Remittances as a list, and one of them with its proof: every amount, what it means, and where it was posted."""

from dataclasses import dataclass

from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere
from superbill.app.prove_remit import ProofRow, proof_of
from superbill.app.wording import day, money, service
from superbill.claims.plain import from_plain
from superbill.claims.remit import Adjustment, PaidClaim, PaidLine, Remit
from superbill.codes.reasons import find_reason
from superbill.storage.models import BankLine, RemitClaim, RemitRecord


@dataclass(frozen=True, slots=True)
class RemitRow:
    """One remittance on the list. `state` is posted or held; `deposit` says whether the bank has confirmed it."""

    id: str
    payer: str
    trace: str
    paid_on: str
    paid: str
    claims: str
    state: str
    deposit: str
    problem: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an amount was not paid, in our own words."""

    code: str
    words: str
    amount: str


@dataclass(frozen=True, slots=True)
class RemitLineRow:
    """One service as adjudicated."""

    line_no: str
    procedure: str
    charge: str
    allowed: str
    paid: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RemitClaimRow:
    """One claim payment: `number` is ours, empty while it is unknown here; `entry_id` leads to its entry in the books."""

    number: str
    control: str
    patient: str
    status: str
    payer_claim_number: str
    charge: str
    paid: str
    patient_share: str
    reasons: tuple[Reason, ...]
    lines: tuple[RemitLineRow, ...]
    entry_id: str


@dataclass(frozen=True, slots=True)
class RemitPage:
    """A remittance with everything that is known of it."""

    row: RemitRow
    file_id: str
    proof: tuple[ProofRow, ...]
    claims: tuple[RemitClaimRow, ...]
    provider_adjustments: tuple[Reason, ...]


STATUS = {
    "1": "processed as primary",
    "2": "processed as secondary",
    "3": "processed as tertiary",
    "4": "denied",
    "19": "processed as primary, passed on",
    "22": "reversal of an earlier answer",
    "23": "not ours, passed on",
}
"""Claim status (CLP02) in our own words."""


@at_desk(may="see")
def list_remits(desk: Desk) -> tuple[RemitRow, ...]:
    """All remittances, the newest first."""
    rows = RemitRecord.objects.filter(practice_id=desk.practice_id).order_by("-paid_on", "-pk")
    booked = _booked(desk)
    return tuple(_row(row, booked) for row in rows)


@at_desk(may="see")
def show_remit(desk: Desk, remit_id: int) -> RemitPage:
    """One remittance. Raises `NotHere`."""
    row = RemitRecord.objects.filter(practice_id=desk.practice_id, pk=remit_id).first()
    if row is None:
        raise NotHere("There is no such remittance.", todo="Choose one from the list.")
    remit = from_plain(Remit, row.content)
    kept = {claim.ordinal: claim for claim in row.claims.select_related("version__claim").prefetch_related("entries")}
    return RemitPage(
        _row(row, _booked(desk)),
        str(row.file_id),
        proof_of(remit),
        tuple(_claim_row(paid, kept.get(ordinal)) for ordinal, paid in enumerate(remit.claims, start=1)),
        tuple(Reason(f"PLB {moved.reason}", moved.reference, money(moved.cents)) for moved in remit.provider_adjustments),
    )


def reasons_of(adjustments: tuple[Adjustment, ...]) -> tuple[Reason, ...]:
    """Adjustments with what they mean."""
    return tuple(Reason(f"{item.group}-{item.reason}", reason_words(item), money(item.cents)) for item in adjustments)


def reason_words(adjustment: Adjustment) -> str:
    """What an adjustment means, in our own words; the bare code where we have none."""
    reason = find_reason(adjustment.reason)
    return reason.words if reason else f"reason {adjustment.reason}: look it up with the payer"


def _booked(desk: Desk) -> frozenset[tuple[str, str]]:
    """Payer's tax id and trace of each deposit that a remittance explains."""
    lines = BankLine.objects.filter(practice_id=desk.practice_id, entry__isnull=False)
    return frozenset(lines.values_list("payer_tax_id", "trace"))


def _row(row: RemitRecord, booked: frozenset[tuple[str, str]]) -> RemitRow:
    is_booked = (row.payer_tax_id, row.trace) in booked
    deposit = "no money moved" if not row.paid_cents else "deposit matched" if is_booked else "deposit expected"
    count = len(row.content["claims"])
    return RemitRow(
        str(row.pk),
        row.payer_name,
        row.trace,
        day(row.paid_on),
        money(row.paid_cents),
        str(count),
        row.state,
        deposit,
        row.problem,
    )


def _claim_row(paid: PaidClaim, kept: RemitClaim | None) -> RemitClaimRow:
    entry = next(iter(kept.entries.all()), None) if kept else None
    return RemitClaimRow(
        kept.version.claim.number if kept and kept.version else "",
        paid.control,
        f"{paid.patient_last_name}, {paid.patient_first_name}",
        STATUS.get(paid.status, f"status {paid.status}"),
        paid.payer_claim_number,
        money(paid.charge_cents),
        money(paid.paid_cents),
        money(paid.patient_share_cents),
        reasons_of(paid.adjustments),
        tuple(_line_row(line) for line in paid.lines),
        str(entry.pk) if entry else "",
    )


def _line_row(line: PaidLine) -> RemitLineRow:
    return RemitLineRow(
        str(line.line_no or "–"),
        service(line),
        money(line.charge_cents),
        money(line.allowed_cents),
        money(line.paid_cents),
        reasons_of(line.adjustments),
    )
