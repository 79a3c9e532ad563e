"""Rows by the names of their columns, and days as people write them."""

import pytest

from superbill.codes.columns import day_after, day_in, header_of, named_rows
from superbill.codes.source import BadCodeFile, Source


def source(text: str) -> Source:
    return Source.from_bytes("a.csv", text.encode())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20261001", 20261001),
        ("2026-10-01", 20261001),
        ("2026-10-01 00:00:00", 20261001),
        ("10/1/2026", 20261001),
        ("02/29/2024", 20240229),
        ("", 0),
        ("00000000", 0),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: int) -> None:
    assert day_in(source(""), text, 1) == day


@pytest.mark.parametrize("text", ["20261301", "2/30/2026", "1/1/26", "soon", "2026", "20261001x", "2026-10-01 08:30:00"])
def test_what_is_no_day_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(BadCodeFile, match="is no day") as refused:
        day_in(source(""), text, 7)

    assert refused.value.where == "a.csv, line 7"


@pytest.mark.parametrize(("day", "following"), [(20261231, 20270101), (20240228, 20240229), (20250228, 20250301)])
def test_the_day_after_the_last_is_that_of_the_calendar(day: int, following: int) -> None:
    assert day_after(day) == following


def test_names_of_columns_are_compared_in_small_letters_and_single_spaces() -> None:
    assert header_of(source('"Payer  ID",NAME\r\n')) == ["payer id", "name"]
    assert header_of(source("")) == []


def test_rows_are_told_by_the_names_of_their_columns_and_empty_ones_left_out() -> None:
    rows = list(named_rows(source("Code,Words\n\nA, first \n,\nB,second\n"), needs=("code",)))

    assert rows == [(3, {"code": "A", "words": "first"}), (5, {"code": "B", "words": "second"})]


@pytest.mark.parametrize(
    ("text", "says"), [("words\nfirst\n", "The column 'code' is missing"), ("code,code\nA,B\n", "Two columns have one name")]
)
def test_a_header_without_what_is_needed_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadCodeFile, match=says):
        list(named_rows(source(text), needs=("code",)))
