"""Identifiers with check digits, and the shapes of the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.identifiers import is_ein, is_npi, is_taxonomy, luhn_sum, npi_from

nine_digits = st.integers(100_000_000, 299_999_999).map(str)


@given(nine_digits)
def test_a_number_with_its_check_digit_is_an_npi(first: str) -> None:
    npi = npi_from(first)

    assert npi.startswith(first)
    assert is_npi(npi)
    assert luhn_sum("80840" + npi) % 10 == 0


@given(nine_digits, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_anywhere_is_noticed(first: str, place: int, off: int) -> None:
    npi = npi_from(first)

    wrong = npi[:place] + str((int(npi[place]) + off) % 10) + npi[place + 1 :]

    assert not is_npi(wrong)


@given(nine_digits, st.integers(0, 8))
def test_two_neighbours_turned_round_are_noticed_except_0_and_9(first: str, place: int) -> None:
    npi = npi_from(first)
    turned = npi[:place] + npi[place + 1] + npi[place] + npi[place + 2 :]

    noticed = not is_npi(turned)

    assert noticed or npi[place] == npi[place + 1] or {npi[place], npi[place + 1]} == {"0", "9"}


def test_the_worked_example_of_the_check_digit_rule_holds() -> None:
    assert luhn_sum("80840123456789" + "3") == 70  # 24 for the prefix and 46 for the digits, CMS's own example
    assert is_npi("1234567893")


@pytest.mark.parametrize(
    "text",
    ["", "123456789", "12345678930", "3234567893", "0234567893", "12345678 3", "123456789３", "1234567893\n", "123456789a"],
)
def test_what_has_not_the_shape_of_an_npi_is_none(text: str) -> None:
    assert not is_npi(text)


@pytest.mark.parametrize("text", ["12345678", "3123456789", "12345678a"])
def test_a_check_digit_is_only_given_to_nine_digits_that_begin_with_1_or_2(text: str) -> None:
    with pytest.raises(AssertionError):
        npi_from(text)


@pytest.mark.parametrize(
    ("text", "yes"),
    [("390000017", True), ("39-0000017", False), ("39000001", False), ("3900000170", False), ("39000001x", False)],
)
def test_an_ein_has_nine_digits_without_a_hyphen(text: str, yes: bool) -> None:
    assert is_ein(text) is yes


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("207Q00000X", True),
        ("207Q0000X", False),
        ("207Q00000Y", False),
        ("207q00000X", False),
        ("207Q00000X0", False),
        ("", False),
    ],
)
def test_a_taxonomy_has_ten_characters_and_ends_in_x(text: str, yes: bool) -> None:
    assert is_taxonomy(text) is yes
