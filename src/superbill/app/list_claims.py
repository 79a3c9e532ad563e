"""Claims as a list: filtered by state, payer, age or text; every number on the A/R page leads here."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from superbill.app.balances import NOTHING, claim_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.search import named, terms_of
from superbill.app.wording import day, days_ago, listed_name, money
from superbill.claims.life import State
from superbill.ledger.balances import Balance
from superbill.storage.models import ClaimRecord, ClaimVersion

AT_MOST = 500
_OLDEST_DAYS = 150 * 366  # a hand-made address may ask for more days than there are dates


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
    """The first `AT_MOST` rows, how many claims there are and what they come to in all, and the choices for the filters."""

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
    mine = ClaimRecord.objects.filter(practice_id=desk.practice_id)
    rows = _filtered(desk, mine, state=state, payer=payer, words=words, older=older, younger=younger)
    balances = claim_balances(desk)
    numbers = list(rows.order_by("-served_on", "-number").values_list("number", flat=True))
    if owes:
        numbers = [number for number in numbers if _open_cents(balances.get(number, NOTHING), owes)]
    found = [balances.get(number, NOTHING) for number in numbers]
    return ClaimList(
        tuple(_row(desk, row, balances.get(row.number, NOTHING)) for row in _shown(mine, numbers[:AT_MOST])),
        len(numbers),
        tuple(state.value for state in State),
        tuple(mine.values_list("payer_id", "payer_name").order_by("payer_name").distinct()),
        money(sum(balance.charge_cents for balance in found)),
        money(sum(balance.payer_open_cents for balance in found)),
        money(sum(balance.patient_open_cents for balance in found)),
    )


def _filtered(
    desk: Desk, rows: QuerySet[ClaimRecord], *, state: str, payer: str, words: str, older: int, younger: int
) -> QuerySet[ClaimRecord]:
    if state:
        rows = rows.filter(state=state)
    if payer:
        rows = rows.filter(payer_id=payer)
    for word in terms_of(words):
        rows = rows.filter(Q(number__icontains=word) | named(word, "patient__") | Q(payer_claim_number__iexact=word))
    if older:
        rows = rows.filter(served_on__lte=desk.on - timedelta(days=min(older, _OLDEST_DAYS)))
    if younger:
        rows = rows.filter(served_on__gte=desk.on - timedelta(days=min(younger, _OLDEST_DAYS)))
    return rows


def _open_cents(balance: Balance, owes: str) -> int:
    return balance.patient_open_cents if owes == "patient" else balance.payer_open_cents


def _shown(rows: QuerySet[ClaimRecord], numbers: list[str]) -> QuerySet[Any]:
    """The claims by these numbers, with the charge of the version that counts."""
    latest = ClaimVersion.objects.filter(claim=OuterRef("pk")).order_by("-version").values("charge_cents")[:1]
    rows = rows.filter(number__in=numbers).select_related("patient").order_by("-served_on", "-number")
    return rows.annotate(charge_cents=Subquery(latest))


def _row(desk: Desk, row: Any, balance: Balance) -> ClaimRow:
    return ClaimRow(
        row.number,
        listed_name(row.patient),
        row.payer_name,
        day(row.served_on),
        row.state,
        days_ago(row.state_since, desk.on),
        money(row.charge_cents),
        money(balance.payer_open_cents),
        money(balance.patient_open_cents),
    )
