"""Claims that nobody had to touch."""

from datetime import date
from decimal import Decimal

from superbill.basics.days import Period
from superbill.measures.clean_claim_rate import FirstCheck, clean_claim_rate

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 10, 1))


def test_a_claim_that_was_stopped_or_touched_is_not_clean():
    checks = [
        FirstCheck("V1", date(2026, 9, 1), stopped=False),
        FirstCheck("V2", date(2026, 9, 30), stopped=False),
        FirstCheck("V3", date(2026, 9, 2), stopped=True),
        FirstCheck("V4", date(2026, 9, 2), stopped=False, touched=True),
        FirstCheck("V5", date(2026, 10, 1), stopped=True),
        FirstCheck("V6", date(2026, 8, 31), stopped=True),
    ]

    assert clean_claim_rate(checks, period=SEPTEMBER) == Decimal("50.0")
    assert clean_claim_rate(checks[:3], period=SEPTEMBER) == Decimal("66.7")


def test_a_period_without_claims_has_no_rate():
    assert clean_claim_rate([], period=SEPTEMBER) is None
