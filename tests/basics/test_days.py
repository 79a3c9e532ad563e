"""Days and half-open periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.days import FOREVER, Period, years_between


def test_a_period_holds_its_first_day_and_not_its_last() -> None:
    may = Period(date(2026, 5, 1), date(2026, 6, 1))

    held = [day in may for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1))]

    assert held == [False, True, True, False]


def test_a_period_without_an_end_goes_on() -> None:
    assert date(2199, 1, 1) in Period(date(2024, 1, 1))
    assert Period(date(2024, 1, 1)).until == FOREVER


def test_an_empty_period_holds_no_day() -> None:
    day = date(2026, 5, 1)

    assert day not in Period(day, day)


def test_a_period_that_ends_before_it_begins_is_our_own_fault() -> None:
    with pytest.raises(AssertionError, match="ends after it begins"):
        Period(date(2026, 5, 2), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(1968, 3, 14), date(2026, 3, 13), 57),
        (date(1968, 3, 14), date(2026, 3, 14), 58),
        (date(1968, 3, 14), date(2026, 9, 8), 58),
        (date(2024, 2, 29), date(2026, 2, 28), 1),
        (date(2024, 2, 29), date(2026, 3, 1), 2),
        (date(2024, 2, 29), date(2028, 2, 28), 3),
        (date(2024, 2, 29), date(2028, 2, 29), 4),
        (date(2026, 9, 8), date(2026, 9, 8), 0),
    ],
)
def test_age_counts_completed_years(born: date, on: date, years: int) -> None:
    assert years_between(born, on) == years


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_nobody_grows_younger(one: date, other: date) -> None:
    born, later = sorted((one, other))

    assert 0 <= years_between(born, later) <= later.year - born.year
