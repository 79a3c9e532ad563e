"""Sheets: the header found by names, footnotes left out, and no cell taken for another's."""

from datetime import date

import pytest

from superbill.codes.sheet import WITHIN, Sheet, code_in, modifier_in, month_in, rate_in
from superbill.codes.source import BadCodeFile, Source

SHEET = Sheet({"code": "code", "rate": r"(20\d\d )?rate", "note?": "note"})
TEXT = "A title,,\r\n2026  Rate,Code,Other\r\n1.5,A,x\r\n2.5,B,y\r\n"


def source(text: str) -> Source:
    return Source.from_bytes("sheet.csv", text.encode())


def rows(text: str, sheet: Sheet = SHEET) -> list[tuple[str, ...]]:
    return [cells for _, cells in sheet.rows(source(text))]


def test_columns_are_found_by_their_names_and_what_may_be_missing_is_empty() -> None:
    assert rows(TEXT) == [("A", "1.5", ""), ("B", "2.5", "")]
    assert rows(TEXT.replace("Other", "NOTE")) == [("A", "1.5", "x"), ("B", "2.5", "y")]


def test_names_that_are_stacked_are_read_from_above() -> None:
    text = "WORK,,WORK\r\nRVU,CODE,TOTAL\r\n1,A,2\r\n"

    assert rows(text, Sheet({"code": "code", "total": "work total"}, above=1)) == [("A", "2")]
    assert not Sheet({"code": "code", "total": "work total"}).recognises(source(text))


def test_a_footnote_is_no_row_but_what_is_left_of_a_cut_row_is_refused() -> None:
    assert len(rows(TEXT + "* This is a footnote.,,\r\n\r\n,,\r\n** And another one of them.\r\n")) == 2
    with pytest.raises(BadCodeFile, match=r"line 5: The row has 1 columns and should have 3\."):
        rows(TEXT + "12345\r\n")


def test_cells_beyond_the_header_must_be_empty_and_those_before_its_last_name_must_be_there() -> None:
    header = TEXT.replace("Other", "Other,")

    assert len(rows(header + "3.5,C,z\r\n3.5,D,z,,\r\n")) == 4
    with pytest.raises(BadCodeFile, match="line 5: The row has 5 columns and should have 4"):
        rows(header + "3.5,C,z,,5\r\n")
    with pytest.raises(BadCodeFile, match="line 5: The row has 2 columns and should have 4"):
        rows(header + "3.5,C\r\n")


def test_a_header_must_stand_in_the_first_rows() -> None:
    header = TEXT.partition("\r\n")[2]

    assert rows("x,y\r\n" * WITHIN + header)
    with pytest.raises(BadCodeFile, match="names these columns: code, rate"):
        rows("x,y\r\n" * (WITHIN + 1) + header)


def test_a_sheet_is_recognised_by_its_header_and_binary_is_none() -> None:
    assert SHEET.recognises(source(TEXT))
    assert not SHEET.recognises(source(TEXT.replace("Code", "Coda")))
    assert not SHEET.recognises(Source.from_bytes("a.zip", bytes(range(256)) * 40))


@pytest.mark.parametrize("text", ["99213", "0001U", "0001T", "J1885", "D0120"])
def test_a_procedure_code_has_five_characters(text: str) -> None:
    assert code_in(source(""), text, 1) == text


@pytest.mark.parametrize("text", ["9921", "992133", "JJ885", "U0001U", "99 13", "j1885", ""])
def test_anything_else_is_no_procedure_code(text: str) -> None:
    with pytest.raises(BadCodeFile, match=r"line 3: .* is no procedure code"):
        code_in(source(""), text, 3)


@pytest.mark.parametrize(("text", "good"), [("26", True), ("QW", True), ("", True), ("2", False), ("qw", False), ("266", False)])
def test_a_modifier_has_two_characters_or_none(text: str, good: bool) -> None:
    if good:
        assert modifier_in(source(""), text, 1) == text
    else:
        with pytest.raises(BadCodeFile, match="is no modifier"):
            modifier_in(source(""), text, 1)


def test_what_means_none_is_zero() -> None:
    assert [rate_in(source(""), text, 1) for text in ("", ".", "NA", "19.787%", "$2.10")] == [0, 0, 0, 197_870, 21_000]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("January 2027 Web Addendum A", date(2027, 1, 1)),
        ("Section 508 version of Jul_2026_Addendum", date(2026, 7, 1)),
        ("july-2026-asp", date(2026, 7, 1)),
        ("Effective October 1, 2026 through", date(2026, 10, 1)),
        ("Sept. 2026", date(2026, 9, 1)),
        ("Decimal 2026", None),
        ("Payment 2026", None),
        ("2026 January", None),
        ("October 20261", None),
    ],
)
def test_a_month_is_told_with_its_year(text: str, day: date | None) -> None:
    assert month_in(text) == day
