"""A patient's page: what they owe, their visits and claims, and the statements that were sent."""

from dataclasses import dataclass

from superbill.app.balances import NOTHING, claim_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_patient
from superbill.app.list_recapture import NoRiskTables, RecaptureRow, rows_of_patient
from superbill.app.wording import day, listed_name, money
from superbill.ledger.balances import Balance
from superbill.storage.models import ClaimRecord, PatientRecord, VisitRecord


@dataclass(frozen=True, slots=True)
class PatientVisitRow:
    """A visit; `claim` is empty until one is drafted."""

    number: str
    served_on: str
    payer: str
    claim: str
    state: str
    owes: str
    with_payer: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as it was sent; `id` leads to its PDF."""

    id: str
    number: str
    on: str
    due: str


@dataclass(frozen=True, slots=True)
class PatientPage:
    """The page. `can_bill`: something is due and this role makes statements. `lasting`: conditions of last year not coded this year."""

    number: str
    name: str
    born: str
    owes: str
    with_payer: str
    visits: tuple[PatientVisitRow, ...]
    statements: tuple[StatementRow, ...]
    can_bill: bool
    lasting: tuple[RecaptureRow, ...]


@at_desk(may="see")
def show_patient(desk: Desk, number: str) -> PatientPage:
    """One patient. Raises `NotHere`."""
    row = get_patient(desk, number)
    visits = list(row.visits.select_related("claim").order_by("-served_on", "-number"))
    balances = claim_balances(desk, ClaimRecord.objects.filter(patient=row))
    owes = sum(balance.patient_open_cents for balance in balances.values())
    statements = row.statements.defer("pdf").order_by("-pk")
    return PatientPage(
        number=row.number,
        name=listed_name(row),
        born=day(row.born),
        owes=money(owes),
        with_payer=money(sum(balance.payer_open_cents for balance in balances.values())),
        visits=tuple(_visit(visit, balances) for visit in visits),
        statements=tuple(StatementRow(str(item.pk), item.number, day(item.on), money(item.due_cents)) for item in statements),
        can_bill=owes > 0 and desk.may("bill"),
        lasting=_lasting(desk, row),
    )


def _lasting(desk: Desk, row: PatientRecord) -> tuple[RecaptureRow, ...]:
    """Nothing where the categories of the year are not installed: the page has more to show."""
    try:
        return rows_of_patient(desk, row)
    except NoRiskTables:
        return ()


def _visit(visit: VisitRecord, balances: dict[str, Balance]) -> PatientVisitRow:
    claim = getattr(visit, "claim", None)
    balance = balances.get(claim.number, NOTHING) if claim else NOTHING
    return PatientVisitRow(
        number=visit.number,
        served_on=day(visit.served_on),
        payer=visit.details["coverage"]["payer"]["name"],
        claim=claim.number if claim else "",
        state=claim.state if claim else "not billed",
        owes=money(balance.patient_open_cents),
        with_payer=money(balance.payer_open_cents),
    )
