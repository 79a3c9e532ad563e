"""Add-on codes: both forms of the file give the same rows; days of the year; what is refused."""

from datetime import date

import pytest

from superbill.codes.book import NEVER, find_layout
from superbill.codes.source import Source
from tests.codes.books.reading import refusal, rows_in

TEXT, SHEET = "AOC_V2026Q4-MCR.txt", "AOC_V2026Q4-MCR.csv"
BLANK = " " * 7
LINES = (
    f"111001{BLANK}11000{BLANK}2013091{BLANK}\r\n"
    f"200001{BLANK}CCCCC{BLANK}2015001{BLANK}(Contractor Defined Primary Codes)\r\n"
    f"300002{BLANK}00003{BLANK}20160012020366\r\n"
    f"300002{BLANK}00004{BLANK}20160012016001\r\n"
)
HEADER = (
    '"CPT codes are copyright 2025 American Medical Association.",,,,,,,\r\n'
    "AOC_Edit_Type,Add-On_Code,AOC_Del_Dt (Julian),Primary_Code,Primary_Code_Del_Dt (Julian),AOC_Edit_Eff_Dt (Julian),"
    "AOC_Edit_Del_Dt (Julian),Special Instruction/Notes\r\n"
)
ROWS = (
    "1,11001,,11000,,2013091,,\r\n"
    "2,00001,,CCCCC,,2015001,,(Contractor Defined Primary Codes)\r\n"
    "3,00002,,00003,,2016001,2020366,\r\n"
    "3,00002,,00004,,2016001,2016001,\r\n"
)
GIVES = [
    (("11001", "11000", 1, ""), 20130401, NEVER),
    (("00001", "CCCCC", 2, "(Contractor Defined Primary Codes)"), 20150101, NEVER),
    (("00002", "00003", 3, ""), 20160101, 20210101),
]


@pytest.mark.parametrize(
    ("name", "text"),
    [(TEXT, LINES), (TEXT, "CPT codes are copyright 2025.\r\n" + LINES), (SHEET, HEADER + ROWS)],
)
def test_both_forms_give_the_same_rows_and_what_was_taken_back_never_held(name: str, text: str) -> None:
    rows = rows_in(name, text)

    assert [(row.cells, row.since, row.until) for row in rows] == GIVES


def test_fields_may_stand_apart_by_one_blank() -> None:
    apart = f"1 11001 {BLANK} 11000 {BLANK} 2013091 {BLANK} \r\n"

    assert [row.cells for row in rows_in(TEXT, apart)] == [("11001", "11000", 1, "")]


def test_an_edit_ends_with_the_first_of_its_codes() -> None:
    text = HEADER + "1,11001,2024366,11000,2023365,2013091,2025365,\r\n"

    assert [row.until for row in rows_in(SHEET, text)] == [20240101]


def test_the_name_tells_the_quarter() -> None:
    source = Source.from_bytes("AOC_V2026Q4_01-MCR.txt", LINES.encode())

    found = find_layout(source)

    assert found is not None
    assert (found[1].released(source), found[1].is_ama) == (date(2026, 10, 1), True)


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        (TEXT, LINES[:-6], "line 4: The line is not as in a file of add-on codes"),
        (TEXT, LINES[:-1], "line 4: The file ends in the middle of a line"),
        (TEXT, LINES.replace("300002", "30002", 1), "line 3: The line is not as in"),
        (TEXT, LINES.replace("2013091", "2013366"), "line 1: The year 2013 has no day 366"),
        (TEXT, LINES + LINES.splitlines(keepends=True)[0], "line 5: 11001 11000 was told before"),
        (TEXT, LINES.encode("utf-16"), "line 1: The line holds binary zeros"),
        (SHEET, HEADER + ROWS[:-20], "line 6: The row has 4 columns and should have 8"),
        (SHEET, HEADER + ROWS.replace("1,11001,", "1,,11001,"), "line 3: The row does not say since when it holds"),
        (SHEET, HEADER + ROWS.replace("2,00001,", "2,,00001,"), "line 4: The row has 9 columns and should have 8"),
        (SHEET, HEADER + ROWS.replace("1,11001,,", "1,,11001,"), "line 3: '11001' is no day"),
        (SHEET, HEADER + ROWS.replace("2013091", ""), "line 3: The row does not say since when it holds"),
        (SHEET, HEADER + ROWS + ROWS.splitlines(keepends=True)[0], "line 7: 11001 11000 was told before"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(name: str, broken: str | bytes, says: str) -> None:
    assert says in refusal(name, broken)
