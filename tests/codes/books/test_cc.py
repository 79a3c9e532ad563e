"""Tables 6I and 6J: each is a table of its own, notes below are none of it, and what is refused."""

from datetime import date

import pytest

from superbill.codes.book import find_layout, get_book
from superbill.codes.source import Source
from tests.codes.books.reading import layout_of, refusal, rows_in

NAME = "Table 6J - Complete CC List - FY2027.txt"
TITLE, HEADER = "TABLE 6J - COMPLETE CC LIST\r\n", "Diagnosis Code\tDescription\r\n"
ROWS = "A00.0\tOne\r\nQA0.0101\tTwo, with a letter second\r\nD57.1\tThree\r\n"
NOTES = "\r\n\tNotes:\r\n\tanything\r\n"


def test_codes_are_kept_and_descriptions_and_notes_are_not() -> None:
    rows = rows_in(NAME, TITLE + HEADER + ROWS + NOTES)

    assert [(row.table, row.cells) for row in rows] == [("cc", ("A00.0",)), ("cc", ("QA0.0101",)), ("cc", ("D57.1",))]


@pytest.mark.parametrize(
    ("title", "table"),
    [
        (TITLE, "cc: table 6J"),
        ("TABLE 6I - COMPLETE MCC LIST\r\n", "cc: table 6I"),
        ('"Table 6I. – Complete MCC List - FY 2027"\r\n', "cc: table 6I"),
    ],
)
def test_the_title_tells_which_table_it_is(title: str, table: str) -> None:
    assert layout_of("list.txt", title + HEADER + ROWS) == table


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        (NAME, TITLE, date(2026, 10, 1)),
        ("list.txt", "TABLE 6J - COMPLETE CC LIST - FY 2028\r\n", date(2027, 10, 1)),
        ("list.txt", TITLE, None),
    ],
)
def test_the_name_or_the_title_tells_the_year(name: str, title: str, day: date | None) -> None:
    source = Source.from_bytes(name, (title + HEADER + ROWS).encode())
    found = find_layout(source)

    assert found
    assert found[1].released(source) == day


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (TITLE + HEADER + ROWS[:-4], "in the middle of a line"),
        (TITLE + HEADER + ROWS.replace("D57.1\tThree", "D57.1"), "line 5: The row is not as in table 6I or 6J"),
        (TITLE + HEADER + ROWS.replace("D57.1\tThree", "Three\tD57.1"), "line 5: The row is not as in table 6I or 6J"),
        (TITLE + HEADER + ROWS.replace("D57.1", "D571"), "line 5: The row is not as in table 6I or 6J"),
        (TITLE + HEADER + ROWS + "A00.0\tOne\r\n", "line 6: A00.0 was told before"),
        (TITLE + HEADER + ROWS.replace("QA0", "\r\nQA0"), "line 5: A diagnosis stands below the end of the list"),
        (TITLE + HEADER, "The file has no row"),
        (TITLE + ROWS * 4, "No header of table 6I or 6J stands above this line"),
        ((TITLE + HEADER + ROWS.replace("Three", "Thr\x8dee")).encode("latin-1"), "no CP1252"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal(NAME, broken)


def test_what_comes_with_the_program_is_read_and_no_code_is_of_both_kinds() -> None:
    book = get_book("cc")

    codes = {}
    for shipped in book.shipped():
        found = find_layout(shipped.source, "cc")
        assert found
        codes[found[1].tables[0]] = {row.cells[0] for row in found[1].read(shipped.source)}

    assert {table: len(found) > 3_000 for table, found in codes.items()} == {"mcc": True, "cc": True}
    assert not codes["mcc"] & codes["cc"]
    assert "U07.1" in codes["mcc"]
