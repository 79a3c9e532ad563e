"""Days of charges still owed."""

from datetime import date
from decimal import Decimal

from superbill.basics.days import Period
from superbill.measures.days_in_ar import Charged, days_in_ar

QUARTER = Period(date(2026, 6, 20), date(2026, 9, 18))


def test_open_money_is_divided_by_the_average_day_of_the_period():
    charges = [Charged(date(2026, 6, 20), 600_000), Charged(date(2026, 9, 17), 300_000)]

    assert days_in_ar(charges, open_cents=355_000, period=QUARTER) == Decimal("35.5")


def test_charges_outside_the_half_open_period_do_not_count():
    charges = [Charged(date(2026, 6, 19), 9), Charged(date(2026, 8, 1), 900), Charged(date(2026, 9, 18), 9)]

    assert days_in_ar(charges, open_cents=100, period=QUARTER) == Decimal("10.0")


def test_without_charges_the_measure_has_no_meaning():
    assert days_in_ar([Charged(date(2026, 8, 1), 1)], open_cents=1, period=QUARTER) == Decimal("90.0")
    assert days_in_ar([], open_cents=100, period=QUARTER) is None
    assert days_in_ar([Charged(date(2026, 8, 1), 100), Charged(date(2026, 8, 2), -100)], open_cents=100, period=QUARTER) is None
