"""A/R aging: who owes what, and for how long. Every number leads to the claims behind it."""

from dataclasses import dataclass

from superbill.app.balances import claim_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.wording import money
from superbill.measures.ar_aging import BUCKETS, Aging, OpenAmount, Party, aging, aging_by_party, aging_by_payer
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
    amounts, names = _amounts(desk)
    by_party, by_payer = aging_by_party(amounts, on=desk.on), aging_by_payer(amounts, on=desk.on)
    payers = sorted(by_payer, key=lambda payer_id: (names[payer_id], payer_id))
    return AgingPage(
        BUCKETS,
        tuple(_row(names[payer_id], "payer", payer_id, by_payer[payer_id]) for payer_id in payers),
        _row("All payers", "payer", "", by_party[Party.PAYER]),
        _row("Patients", "patient", "", by_party[Party.PATIENT]),
        _row("Everything", "", "", aging(amounts, on=desk.on)),
    )


def _amounts(desk: Desk) -> tuple[tuple[OpenAmount, ...], dict[str, str]]:
    """What is open on each claim with postings, under the payer's id; and the name by which each payer is known last."""
    balances = claim_balances(desk)
    found, names = [], {}
    rows = ClaimRecord.objects.filter(practice_id=desk.practice_id).order_by("pk")
    for number, served_on, payer_id, payer_name in rows.values_list("number", "served_on", "payer_id", "payer_name"):
        if balance := balances.get(number):
            found.append(OpenAmount(Party.PAYER, served_on, balance.payer_open_cents, payer_id))
            found.append(OpenAmount(Party.PATIENT, served_on, balance.patient_open_cents))
            names[payer_id] = payer_name
    return tuple(found), names


def _row(name: str, owes: str, payer: str, aged: Aging) -> AgingRow:
    total = aged.total_cents
    cells = tuple(
        AgingCell(money(cents), 100 * cents // total if total else 0, first, last)
        for cents, first, last in zip(aged.cents, _FIRST_DAYS, _LAST_DAYS, strict=True)
    )
    over = aged.percent_over(90)
    return AgingRow(name, owes, payer, cells, money(aged.credit_cents), money(total), f"{over} %" if over is not None else "–")
