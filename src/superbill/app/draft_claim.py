"""Draft a claim from the superbill: its own copy of everything, charges from the fee table, pointers, expected payment.

The first draft of a visit opens its claim. A later one is a new version: a plain original while the payer has never
adjudicated the claim, a replacement (frequency 7) with the payer's own number once it has (X222A1, CLM05-3 and REF*F8).
"""

from superbill.adjudication.owe import owe
from superbill.app.check_claim import check_version
from superbill.app.claim_from import claim_from
from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit, latest_sheet, sheet_of, visit_of
from superbill.app.tables import fees, find_benefits, find_contract
from superbill.app.trail import move_claim, note_event
from superbill.basics.errors import NotPossible
from superbill.claims.claim import REPLACEMENT, Claim
from superbill.claims.life import State
from superbill.claims.plain import to_plain
from superbill.claims.priced import Owed
from superbill.claims.visit import Sheet
from superbill.pricing.price import price
from superbill.storage import clock
from superbill.storage.models import ClaimRecord, ClaimVersion, VisitRecord


class NoSheet(NotPossible):
    """The visit has no superbill yet."""


class NotNow(NotPossible):
    """The claim is with the payer; it is corrected when the answer is there."""


@at_desk(may="correct")
def draft_claim(desk: Desk, visit_number: str) -> str:
    """Draft (or draft again) the claim of a visit from its superbill, and check it. Returns the control number.

    Raises `NoSheet`, `NoCharge`, `NoSuchMove`.
    """
    return draft_and_check(desk, get_visit(desk, visit_number, lock=True))


def draft_and_check(desk: Desk, visit: VisitRecord) -> str:
    """`draft_claim`, for a verb that is already at the desk."""
    row = ClaimRecord.objects.select_for_update(of=("self",)).filter(visit=visit).first()
    row = _open(desk, visit) if row is None else _reopen(desk, row)
    version = _add_version(desk, visit, row)
    check_version(desk, version)
    return version.control


def _open(desk: Desk, visit: VisitRecord) -> ClaimRecord:
    row = ClaimRecord.objects.create(
        practice_id=desk.practice_id,
        number=visit.number,
        visit=visit,
        patient=visit.patient,
        payer_id=visit.payer_id,
        payer_name=visit_of(visit).coverage.payer.name,
        served_on=visit.served_on,
        state=State.DRAFT.value,
        state_since=desk.on,
    )
    note_event(desk, "Claim opened.", claim=row, state=row.state)
    return row


def _reopen(desk: Desk, row: ClaimRecord) -> ClaimRecord:
    if row.state != State.DRAFT.value:
        if State(row.state) in (State.SENT, State.RECEIVED, State.ACCEPTED):
            raise NotNow(f"Claim {row.number} is with the payer.", todo="Correct it when the payer has answered.")
        move_claim(desk, row, "corrected", "Taken back to the desk for correction.")
    return row


def _add_version(desk: Desk, visit: VisitRecord, row: ClaimRecord) -> ClaimVersion:
    sheet_row = latest_sheet(visit)
    if sheet_row is None:
        raise NoSheet(f"Visit {visit.number} has no superbill yet.", todo="Choose its codes and services first.")
    claim = claim_of_sheet(desk, visit, sheet_of(sheet_row), row)
    expected = expected_for(desk, claim)
    version = ClaimVersion.objects.create(
        practice_id=desk.practice_id,
        claim=row,
        version=claim.version,
        control=claim.control,
        frequency=claim.frequency,
        content=to_plain(claim),
        expected=to_plain(expected) if expected else None,
        sheet=sheet_row,
        charge_cents=claim.charge_cents,
        by=desk.by,
        at=clock.now(),
    )
    kind = "a replacement of the payer's claim" if claim.frequency == REPLACEMENT else "an original claim"
    note_event(desk, f"Version {claim.version} drafted as {kind}.", claim=row)
    return version


def claim_of_sheet(desk: Desk, visit: VisitRecord, sheet: Sheet, row: ClaimRecord | None) -> Claim:
    """The claim that a sheet makes: the next version of the visit's claim, or its first. Nothing is kept. Raises `NoCharge`, `NoFees`."""
    return claim_from(
        visit_of(visit),
        sheet,
        fees=fees(desk),
        number=row.number if row else visit.number,
        version=row.versions.count() + 1 if row else 1,
        created_on=desk.on,
        payer_claim_number=row.payer_claim_number if row and _was_adjudicated(row) else "",
    )


def _was_adjudicated(row: ClaimRecord) -> bool:
    return row.versions.filter(payments__isnull=False).exists()


def expected_for(desk: Desk, claim: Claim) -> Owed | None:
    """What payer and patient should owe, by the practice's contract and the benefits known; None without a contract."""
    contract = find_contract(desk, claim.coverage.payer.payer_id)
    benefits = find_benefits(desk, claim.coverage.member_id)
    if contract is None or benefits is None:
        return None
    return owe(price(claim, contract), benefits)
