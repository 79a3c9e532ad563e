"""Claims as a list: filtered by state, payer, age or text; every number on the A/R page leads here."""

from dataclasses import dataclass

from django.db.models import Q

from superbill.app.balances import NOTHING, claim_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.search import terms_of
from superbill.app.wording import day, days_ago, money
from superbill.claims.life import State
from superbill.storage.models import ClaimRecord

AT_MOST = 500


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim; cells are text."""

    number: str
    patient: str
    payer: str
    served_on: str
    state: str
    since: str
    charge: str
    payer_open: str
    patient_open: str


@dataclass(frozen=True, slots=True)
class ClaimList:
    """The rows, how many there are in all, and the choices for the filters."""

    rows: tuple[ClaimRow, ...]
    count: int
    states: tuple[str, ...]
    payers: tuple[tuple[str, str], ...]
    charge: str
    payer_open: str
    patient_open: str


@at_desk(may="see")
def list_claims(
    desk: Desk, *, state: str = "", payer: str = "", words: str = "", owes: str = "", older: int = 0, younger: int = 0
) -> ClaimList:
    """Claims, newest service first.

    `owes` is payer or patient: only with an open amount there. `older` and `younger` are the least and the greatest age in
    days since the service (0: no limit).
    """
    rows = ClaimRecord.objects.filter(practice_id=desk.practice_id).select_related("patient").prefetch_related("versions")
    if state:
        rows = rows.filter(state=state)
    if payer:
        rows = rows.filter(payer_id=payer)
    for word in terms_of(words):
        rows = rows.filter(
            Q(number__icontains=word)
            | Q(patient__last_name__istartswith=word)
            | Q(patient__first_name__istartswith=word)
            | Q(payer_claim_number__iexact=word)
        )
    found = [row for row in rows.order_by("-served_on", "-number") if _in_age(row, desk, older, younger)]
    balances = claim_balances(desk)
    if owes:
        found = [row for row in found if _open(balances.get(row.number, NOTHING), owes)]
    payers = (
        ClaimRecord.objects.filter(practice_id=desk.practice_id)
        .values_list("payer_id", "payer_name")
        .order_by("payer_name")
        .distinct()
    )
    shown = [balances.get(row.number, NOTHING) for row in found]
    return ClaimList(
        tuple(_row(desk, row, balances.get(row.number, NOTHING)) for row in found[:AT_MOST]),
        len(found),
        tuple(state.value for state in State),
        tuple(payers),
        money(sum(balance.charge_cents for balance in shown)),
        money(sum(balance.payer_open_cents for balance in shown)),
        money(sum(balance.patient_open_cents for balance in shown)),
    )


def _in_age(row: ClaimRecord, desk: Desk, older: int, younger: int) -> bool:
    age = (desk.on - row.served_on).days
    return age >= older and (not younger or age <= younger)


def _open(balance: object, owes: str) -> int:
    return int(getattr(balance, "patient_open_cents" if owes == "patient" else "payer_open_cents"))


def _row(desk: Desk, row: ClaimRecord, balance: object) -> ClaimRow:
    version = max(row.versions.all(), key=lambda version: version.version)
    return ClaimRow(
        row.number,
        f"{row.patient.last_name}, {row.patient.first_name}",
        row.payer_name,
        day(row.served_on),
        row.state,
        days_ago(row.state_since, desk.on),
        money(version.charge_cents),
        money(_open(balance, "payer")),
        money(_open(balance, "patient")),
    )
