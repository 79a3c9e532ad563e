"""A/R aging: who owes what, and for how long. Every number leads to the claims behind it."""

from dataclasses import dataclass

from superbill.app.balances import claim_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.wording import money
from superbill.measures.ar_aging import BUCKETS, Aging, OpenAmount, Party, aging, aging_by_party
from superbill.storage.models import ClaimRecord

_FIRST_DAYS = (0, 31, 61, 91, 121)
_LAST_DAYS = (30, 60, 90, 120, 0)


@dataclass(frozen=True, slots=True)
class AgingCell:
    """One number: `percent` of its row (a whole number, for the bar), and the filter that finds its claims."""

    amount: str
    percent: int
    older: int
    younger: int


@dataclass(frozen=True, slots=True)
class AgingRow:
    """One debtor: `owes` and `payer` are the filters that find the claims; `over_90` is like `12.5 %`."""

    name: str
    owes: str
    payer: str
    cells: tuple[AgingCell, ...]
    credit: str
    total: str
    over_90: str


@dataclass(frozen=True, slots=True)
class AgingPage:
    """The page: a row for each payer, all payers, all patients, and everything."""

    buckets: tuple[str, ...]
    payers: tuple[AgingRow, ...]
    all_payers: AgingRow
    patients: AgingRow
    total: AgingRow


@at_desk(may="see")
def show_aging(desk: Desk) -> AgingPage:
    """What payers and patients owe by the age of the service, as of the desk's day."""
    amounts = tuple(_amounts(desk))
    by_party = aging_by_party(amounts, on=desk.on)
    names = sorted({(amount.name, payer_id) for amount, payer_id in _named(desk, amounts)})
    payers = tuple(
        _row(name, "payer", payer_id, aging((a for a in amounts if a.party is Party.PAYER and a.name == name), on=desk.on))
        for name, payer_id in names
    )
    return AgingPage(
        BUCKETS,
        payers,
        _row("All payers", "payer", "", by_party[Party.PAYER]),
        _row("Patients", "patient", "", by_party[Party.PATIENT]),
        _row("Everything", "", "", aging(amounts, on=desk.on)),
    )


def _amounts(desk: Desk) -> list[OpenAmount]:
    balances = claim_balances(desk)
    found = []
    for row in ClaimRecord.objects.filter(practice_id=desk.practice_id, number__in=balances):
        balance = balances[row.number]
        found.append(OpenAmount(Party.PAYER, row.served_on, balance.payer_open_cents, row.payer_name))
        found.append(OpenAmount(Party.PATIENT, row.served_on, balance.patient_open_cents))
    return found


def _named(desk: Desk, amounts: tuple[OpenAmount, ...]) -> list[tuple[OpenAmount, str]]:
    ids = dict(ClaimRecord.objects.filter(practice_id=desk.practice_id).values_list("payer_name", "payer_id"))
    return [(amount, ids[amount.name]) for amount in amounts if amount.party is Party.PAYER]


def _row(name: str, owes: str, payer: str, aged: Aging) -> AgingRow:
    total = aged.total_cents
    cells = tuple(
        AgingCell(money(cents), 100 * cents // total if total else 0, first, last)
        for cents, first, last in zip(aged.cents, _FIRST_DAYS, _LAST_DAYS, strict=True)
    )
    over = aged.percent_over(90)
    return AgingRow(name, owes, payer, cells, money(aged.credit_cents), money(total), f"{over} %" if over is not None else "–")
