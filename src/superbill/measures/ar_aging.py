"""How old the money is that payers and patients owe.

Formula: each open amount falls into the bucket of its age in days, counted from the day of service to the day of the report:
0-30, 31-60, 61-90, 91-120, over 120. Payer and patient are counted apart, because different people follow them up. Credit
balances (below zero) are kept in a sum of their own: set off against debts, they would hide them.

Source: HFMA MAP Keys, AR-1 "Aged A/R as a percentage of total billed A/R" and AR-2 (the same by payer group), which count
debit balances only. The MAP Keys begin at discharge; for a practice that is the day of service.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

BUCKETS = ("0–30", "31–60", "61–90", "91–120", "over 120")
_LAST_DAYS = (30, 60, 90, 120)


class Party(StrEnum):
    """Who owes an amount."""

    PAYER = "payer"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class OpenAmount:
    """What one party owes for services of one day. `name` is the payer's name or id, for a table by payer."""

    party: Party
    served_on: date
    cents: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Aging:
    """Open cents by bucket, in the order of `BUCKETS`; `credit_cents` (zero or below) beside them."""

    cents: tuple[int, int, int, int, int]
    credit_cents: int

    @property
    def total_cents(self) -> int:
        """What is owed, without the credit balances."""
        return sum(self.cents)

    def percent_over(self, days: int) -> Decimal | None:
        """The part owed for longer than 30, 60, 90 or 120 days, in percent to one decimal; None when nothing is owed."""
        if not self.total_cents:
            return None
        older = sum(self.cents[_LAST_DAYS.index(days) + 1 :])
        return (Decimal(older) * 100 / self.total_cents).quantize(Decimal("0.1"))


def bucket_of(served_on: date, *, on: date) -> int:
    """The position in `BUCKETS` of the age on a day. A day of service yet to come counts as new."""
    age_days = (on - served_on).days
    return sum(age_days > last for last in _LAST_DAYS)


def aging(amounts: Iterable[OpenAmount], *, on: date) -> Aging:
    """The aging of all amounts together."""
    cents, credit_cents = [0, 0, 0, 0, 0], 0
    for amount in amounts:
        if amount.cents > 0:
            cents[bucket_of(amount.served_on, on=on)] += amount.cents
        else:
            credit_cents += amount.cents
    return Aging((cents[0], cents[1], cents[2], cents[3], cents[4]), credit_cents)


def aging_by_party(amounts: Iterable[OpenAmount], *, on: date) -> dict[Party, Aging]:
    """The aging of what payers owe and of what patients owe; both are always there."""
    rows = tuple(amounts)
    return {party: aging((row for row in rows if row.party is party), on=on) for party in Party}


def aging_by_payer(amounts: Iterable[OpenAmount], *, on: date) -> dict[str, Aging]:
    """The aging of what each payer owes, by its name, the greatest debt first."""
    rows = [row for row in amounts if row.party is Party.PAYER]
    found = {name: aging((row for row in rows if row.name == name), on=on) for name in {row.name for row in rows}}
    return dict(sorted(found.items(), key=lambda item: (-item[1].total_cents, item[0])))
