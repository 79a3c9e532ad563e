"""How many days of charges are still owed.

Formula: open receivables (less credit balances) divided by the average charges of a day, over the period given (usually the
last 90 days).

Source: MGMA and AAFP, "days in accounts receivable" for practices. HFMA's MAP Key FM-1 "Net days in A/R" divides net
receivables by net revenue instead; it needs an estimate of contractual reductions that is not made here, so the two must not
be compared with each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from superbill.basics.days import Period


@dataclass(frozen=True, slots=True)
class Charged:
    """Charges of one day of service."""

    served_on: date
    cents: int


def days_in_ar(charges: Iterable[Charged], *, open_cents: int, period: Period) -> Decimal | None:
    """Days of charges still owed, to one decimal. None when nothing was charged in the period: the measure has no meaning then."""
    charged_cents = sum(charge.cents for charge in charges if charge.served_on in period)
    if charged_cents <= 0:
        return None
    period_days = (period.until - period.since).days
    return (Decimal(open_cents) * period_days / charged_cents).quantize(Decimal("0.1"))
