"""Money: what is read as an amount, what is refused, and how it is written and rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.money import BadAmount, cents_from, dollars, share_half_up

amounts = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("0", 0),
        ("1234.5", 123450),
        ("1,234.50", 123450),
        ("12,345,678.90", 1234567890),
        ("-.07", -7),
        (".07", 7),
        ("-0.07", -7),
        ("$125.40", 12540),
        (" 125.40 ", 12540),
        ("999999999999999.99", 99999999999999999),
    ],
)
def test_an_amount_is_read_as_whole_cents(text: str, cents: int) -> None:
    assert cents_from(text) == cents


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "-", "1.234", "1e3", "12.", "--1", "1 234.50", "NaN", "twelve", "٣", "1234567890123456", "12.5o", "0x10"],
)
def test_what_is_no_amount_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(BadAmount) as refused:
        cents_from(text)

    assert "is not an amount" in refused.value.what
    assert "125.40" in refused.value.todo


@pytest.mark.parametrize("text", ["12,50", "1,2,3", "1,23.00", ",123", "1234,567"])
def test_a_comma_that_does_not_part_thousands_is_refused_not_read_a_hundredfold(text: str) -> None:
    with pytest.raises(BadAmount):
        cents_from(text)


def test_a_long_text_is_not_repeated_whole_in_the_message() -> None:
    with pytest.raises(BadAmount) as refused:
        cents_from("x" * 500)

    assert len(refused.value.what) < 60


@given(amounts)
def test_what_is_written_is_read_back_the_same(cents: int) -> None:
    assert cents_from(dollars(cents)) == cents


@pytest.mark.parametrize(("cents", "text"), [(0, "0.00"), (-7, "-0.07"), (123450, "1,234.50"), (99, "0.99"), (100, "1.00")])
def test_cents_are_written_for_people(cents: int, text: str) -> None:
    assert dollars(cents) == text


@pytest.mark.parametrize(
    ("cents", "rate", "share"),
    [
        (1249, "0.20", 250),  # 249.8
        (1252, "0.20", 250),  # 250.4
        (5, "0.50", 3),  # 2.5 goes up
        (-5, "0.50", -3),  # and away from zero
        (4, "0.50", 2),
        (1000, "0", 0),
        (1000, "1", 1000),
    ],
)
def test_a_share_is_rounded_half_away_from_zero(cents: int, rate: str, share: int) -> None:
    assert share_half_up(cents, Decimal(rate)) == share


@given(amounts, st.decimals(0, 1, places=4))
def test_a_share_and_its_opposite_cancel_and_stay_within_the_whole(cents: int, rate: Decimal) -> None:
    share = share_half_up(cents, rate)

    assert share == -share_half_up(-cents, rate)
    assert abs(share) <= abs(cents)
