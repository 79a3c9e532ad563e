"""Patients and what they owe; the statement as a PDF, kept as it was sent."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Prefetch, Sum

from superbill.app.balances import claim_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere, claim_of, get_patient, latest_version
from superbill.app.numbers import next_number
from superbill.app.trail import note_event
from superbill.app.wording import day, listed_name, money, spoken_name
from superbill.basics.errors import NotPossible
from superbill.claims.claim import Line
from superbill.claims.people import Patient, Person, Practice
from superbill.claims.plain import from_plain
from superbill.claims.reasons import Kind, kind_of
from superbill.claims.remit import REVERSAL, Adjustment, PaidClaim, PaidLine
from superbill.forms.statement import Share, Statement, StatementLine, StatementPayment, StatementVisit, share_kind, statement_pdf
from superbill.ledger.accounts import DRAWER, UNAPPLIED
from superbill.ledger.balances import Balance
from superbill.storage import clock
from superbill.storage.models import ClaimRecord, PatientRecord, PostingRecord, PracticeRecord, StatementRecord

DUE_IN_DAYS = 30


class NothingDue(NotPossible):
    """The patient owes nothing now."""


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient with money open: what they owe, what payers still owe for them, and the last statement."""

    number: str
    name: str
    owes: str
    with_payer: str
    claims: str
    last_statement: str
    last_statement_id: str


@at_desk(may="see")
def list_patients(desk: Desk, *, everyone: bool = False) -> tuple[PatientRow, ...]:
    """Patients who owe something, the greatest amount first; with `everyone`, all patients."""
    balances = claim_balances(desk)
    statements = Prefetch("statements", StatementRecord.objects.defer("pdf"))
    rows = PatientRecord.objects.filter(practice_id=desk.practice_id).prefetch_related("claims", statements)
    sums = [(row, *_sums(row, balances)) for row in rows.order_by("last_name", "first_name", "number")]
    shown = [(row, owes, waits) for row, owes, waits in sums if everyone or owes]
    return tuple(_patient_row(row, owes, waits) for row, owes, waits in sorted(shown, key=lambda item: -item[1]))


@dataclass(frozen=True, slots=True)
class MadeStatement:
    """A statement that was made: `due` is text, `id` leads to its PDF."""

    id: str
    number: str
    due: str
    pdf: bytes


@at_desk(may="bill")
def make_statement(desk: Desk, patient_number: str) -> MadeStatement:
    """Make and keep the statement of a patient, as of the desk's day. Raises `NothingDue`, `NotHere`."""
    patient = get_patient(desk, patient_number)
    visits = _visits(desk, patient)
    if sum(visit.due_cents for visit in visits) <= 0:
        raise NothingDue(
            "This patient owes nothing now.", todo="A statement is made when the payer has answered and left a share."
        )
    practice = PracticeRecord.objects.get(pk=desk.practice_id)
    number = f"S{1000 + next_number(desk, 'statement')}"
    owner = from_plain(Patient, patient.details)
    statement = Statement(
        number=number,
        on=desk.on,
        due_on=desk.on + timedelta(days=DUE_IN_DAYS),
        practice=from_plain(Practice, practice.details),
        patient=owner,
        visits=visits,
        recipient=_recipient(patient, visits),
        unapplied_cents=_unapplied_cents(patient),
        demo=settings.SUPERBILL.is_demo,
    )
    row = StatementRecord.objects.create(
        practice_id=desk.practice_id,
        patient=patient,
        number=number,
        on=desk.on,
        due_cents=statement.due_cents,
        pdf=statement_pdf(statement),
        at=clock.now(),
    )
    for claim in ClaimRecord.objects.filter(patient=patient, number__in=[visit.claim_number for visit in visits]):
        note_event(desk, f"Statement {number} made.", claim=claim)
    return MadeStatement(str(row.pk), number, money(statement.due_cents), bytes(row.pdf))


@at_desk(may="see")
def get_statement(desk: Desk, statement_id: int) -> MadeStatement:
    """A statement as it was made. Raises `NotHere`."""
    row = StatementRecord.objects.filter(practice_id=desk.practice_id, pk=statement_id).first()
    if row is None:
        raise NotHere("There is no such statement.", todo="Choose one from the patient's list.")
    return MadeStatement(str(row.pk), row.number, money(row.due_cents), bytes(row.pdf))


def _visits(desk: Desk, patient: PatientRecord) -> tuple[StatementVisit, ...]:
    """The visits on which the patient has or had a share, by day of service."""
    balances = claim_balances(desk, patient.claims.all())
    rows = patient.claims.select_related("visit").order_by("served_on", "number")
    return tuple(_visit(row) for row in rows if row.number in balances and balances[row.number].patient_open_cents)


def _recipient(patient: PatientRecord, visits: tuple[StatementVisit, ...]) -> Person | None:
    """Who gets a child's letter: the person who holds the policy."""
    last = patient.claims.filter(number__in=[visit.claim_number for visit in visits]).order_by("-served_on").first()
    coverage = claim_of(latest_version(last)).coverage if last else None
    return coverage.subscriber if coverage and coverage.relationship == "child" else None


def _visit(row: ClaimRecord) -> StatementVisit:
    version = latest_version(row)
    claim = claim_of(version)
    answer = version.payments.exclude(status=REVERSAL).order_by("-pk").first()
    paid = from_plain(PaidClaim, answer.content) if answer else None
    lines = {line.line_no: line for line in paid.lines} if paid else {}
    return StatementVisit(
        served_on=row.served_on,
        clinician=spoken_name(claim.rendering),
        payer_name=row.payer_name,
        lines=(*(_line(line, lines.get(line.line_no)) for line in claim.lines), *_whole_claim(paid)),
        payments=_payments(row),
        claim_number=row.number,
    )


def _payments(row: ClaimRecord) -> tuple[StatementPayment, ...]:
    postings = PostingRecord.objects.filter(
        practice_id=row.practice_id, account=DRAWER, claim_control__startswith=f"{row.number}-"
    ).select_related("entry")
    return tuple(StatementPayment(posting.entry.on, posting.memo, posting.cents) for posting in postings.order_by("pk"))


def _line(line: Line, paid: PaidLine | None) -> StatementLine:
    """A service on the statement. What is neither paid, taken off nor the patient's still waits for the insurance."""
    shares, adjusted = _taken_off(paid.adjustments if paid else ())
    insurance = paid.paid_cents if paid else 0
    pending = line.charge_cents - insurance - adjusted - sum(share.cents for share in shares)
    return StatementLine("-".join((line.procedure, *line.modifiers)), line.charge_cents, insurance, adjusted, shares, pending)


def _whole_claim(paid: PaidClaim | None) -> tuple[StatementLine, ...]:
    """What the payer took off its payment for the claim as a whole, and moved to the patient or took off by contract."""
    if paid is None or not paid.adjustments:
        return ()
    shares, adjusted = _taken_off(paid.adjustments)
    all_cents = sum(item.cents for item in paid.adjustments)
    pending = all_cents - adjusted - sum(share.cents for share in shares)
    return (StatementLine("of the whole claim", 0, -all_cents, adjusted, shares, pending),)


def _taken_off(adjustments: tuple[Adjustment, ...]) -> tuple[tuple[Share, ...], int]:
    """The patient's shares among adjustments, and the cents that were taken off by contract or by law."""
    shares = tuple(Share(share_kind(item.reason), item.cents) for item in adjustments if item.group == "PR")
    return shares, sum(item.cents for item in adjustments if kind_of(item.group, item.reason) in (Kind.AGREED, Kind.BY_LAW))


def _unapplied_cents(patient: PatientRecord) -> int:
    """What the patient has paid and nobody has set against a visit yet."""
    rows = PostingRecord.objects.filter(account=UNAPPLIED, entry__version__claim__patient=patient)
    return -int(rows.aggregate(cents=Sum("cents"))["cents"] or 0)


def _sums(row: PatientRecord, balances: dict[str, Balance]) -> tuple[int, int]:
    found = [balances[claim.number] for claim in row.claims.all() if claim.number in balances]
    return sum(balance.patient_open_cents for balance in found), sum(balance.payer_open_cents for balance in found)


def _patient_row(row: PatientRecord, owes: int, waits: int) -> PatientRow:
    last = max(row.statements.all(), key=lambda statement: statement.pk, default=None)
    return PatientRow(
        row.number,
        listed_name(row),
        money(owes),
        money(waits),
        str(len(row.claims.all())),
        f"{last.number}, {day(last.on)}" if last else "",
        str(last.pk) if last else "",
    )
