"""How many of the claims that payers answered were denied, in whole or in part.

Formula: claims with a denial in their first answer, divided by all claims first answered in the period. A claim that was paid
nothing because of a deductible is not denied. The same in money: cents denied divided by cents charged.

Source: HFMA MAP Key AR-5 "Remittance denial rate", counted from the remittances. First answers only, so that a claim that
was corrected and paid still counts once as denied: the measure is about work that could have been spared.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from superbill.basics.days import Period


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A payer's first answer to a claim. `cause` is the root cause of its denial, empty when nothing was denied."""

    claim_number: str
    answered_on: date
    charge_cents: int
    denied_cents: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class DenialRate:
    """Both rates in percent to one decimal, and how many claims each cause denied, the most frequent first."""

    answered: int
    denied: int
    percent_of_claims: Decimal
    percent_of_charges: Decimal
    by_cause: dict[str, int]


def denial_rate(answers: Iterable[FirstAnswer], *, period: Period) -> DenialRate | None:
    """The denial rate of a period; None when no claim was answered in it."""
    counted = [answer for answer in answers if answer.answered_on in period]
    if not counted:
        return None
    denied = [answer for answer in counted if answer.denied_cents > 0]
    causes = Counter(answer.cause for answer in denied)
    return DenialRate(
        answered=len(counted),
        denied=len(denied),
        percent_of_claims=_percent(len(denied), len(counted)),
        percent_of_charges=_percent(
            sum(answer.denied_cents for answer in denied), sum(answer.charge_cents for answer in counted)
        ),
        by_cause=dict(sorted(causes.items(), key=lambda item: (-item[1], item[0]))),
    )


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else Decimal("0.0")
