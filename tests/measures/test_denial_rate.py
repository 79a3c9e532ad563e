"""Claims that payers denied."""

from datetime import date
from decimal import Decimal

from superbill.basics.days import Period
from superbill.measures.denial_rate import DenialRate, FirstAnswer, denial_rate

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 10, 1))


def test_a_partly_denied_claim_counts_as_denied_and_its_money_in_part():
    answers = [
        FirstAnswer("V1", date(2026, 9, 1), 10000),
        FirstAnswer("V2", date(2026, 9, 30), 20000, 5000, "coding"),
        FirstAnswer("V3", date(2026, 9, 5), 10000, 10000, "coding"),
        FirstAnswer("V4", date(2026, 9, 5), 10000, 1, "authorization"),
        FirstAnswer("V5", date(2026, 10, 1), 10000, 10000, "coding"),
        FirstAnswer("V6", date(2026, 8, 31), 10000, 10000, "coding"),
    ]

    found = denial_rate(answers, period=SEPTEMBER)

    assert found == DenialRate(4, 3, Decimal("75.0"), Decimal("30.0"), {"coding": 2, "authorization": 1})
    assert list(found.by_cause) == ["coding", "authorization"]


def test_claims_without_denials_have_a_rate_of_zero():
    found = denial_rate([FirstAnswer("V1", date(2026, 9, 1), 0)], period=SEPTEMBER)

    assert found == DenialRate(1, 0, Decimal("0.0"), Decimal("0.0"), {})


def test_a_period_without_answers_has_no_rate():
    assert denial_rate([], period=SEPTEMBER) is None
