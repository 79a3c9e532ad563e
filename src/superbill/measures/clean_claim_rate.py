"""How many claims pass the edits without a person having to touch them.

Formula: claims that passed at their first check with nothing for a person to do, divided by all claims that were checked for
the first time in the period.

Source: HFMA MAP Key CL-1 "Clean claim rate". It counts what leaves the practice; whether the payer then pays is the denial rate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from superbill.basics.days import Period


@dataclass(frozen=True, slots=True)
class FirstCheck:
    """The first check of one original claim. `stopped` when an edit held it; `touched` when a person changed it before sending."""

    claim_number: str
    checked_on: date
    stopped: bool
    touched: bool = False


def clean_claim_rate(checks: Iterable[FirstCheck], *, period: Period) -> Decimal | None:
    """Percent to one decimal; None when no claim was checked in the period."""
    counted = [check for check in checks if check.checked_on in period]
    if not counted:
        return None
    clean = sum(not (check.stopped or check.touched) for check in counted)
    return (Decimal(clean) * 100 / len(counted)).quantize(Decimal("0.1"))
