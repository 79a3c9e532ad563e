"""Localities and their indices: footnotes and marks, both indices of work, counties, and what is refused."""

from datetime import date

import pytest

from superbill.codes.book import find_layout
from superbill.codes.source import Source
from tests.codes.books.reading import refusal, rows_in

NAME, COUNTIES = "GPCI2026.csv", "26LOCCO.csv"
HEADER = (
    "ADDENDUM E. FINAL CY 2026 GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE AND MEDICARE LOCALITY,,,,,,\r\n,,,,,,\r\n"
    "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2026 PW GPCI (with 1.0 Floor)***,2026 PE GPCI,2026 MP GPCI\r\n"
)
ROWS = "02102,AK,01,ALASKA*,1.500,1.065,0.551\r\n1182,CA,18,LOS ANGELES (LOS ANGELES/ORANGE CNTY),1.041,1.183,0.664\r\n"
NOTES = "*A mark with a meaning.,,,,,,\r\n*** Another note with its own meaning.,,,,,,\r\n"


def test_names_lose_their_marks_numbers_get_their_zeros_back_and_footnotes_are_no_rows() -> None:
    assert [row.cells for row in rows_in(NAME, HEADER + ROWS + NOTES)] == [
        ("02102", "01", "AK", "ALASKA", 15000, 15000, 10650, 5510),
        ("01182", "18", "CA", "LOS ANGELES (LOS ANGELES/ORANGE CNTY)", 10410, 10410, 11830, 6640),
    ]


def test_a_year_with_both_indices_of_work_gives_both() -> None:
    header = HEADER.replace("2026 PW GPCI (with 1.0 Floor)***", "2026 PW GPCI (without 1.0 Floor),2026 PW GPCI (with 1.0 Floor)")
    rows = "10112,AL,00,ALABAMA,0.981,1.000,0.875,0.566\r\n"

    assert [row.cells[4:6] for row in rows_in(NAME, header + rows)] == [(10000, 9810)]


@pytest.mark.parametrize(
    ("name", "text", "since"),
    [(NAME, HEADER, date(2026, 1, 1)), ("GPCI2027.csv", HEADER.replace("CY 2026", ""), date(2027, 1, 1))],
)
def test_the_title_tells_the_year_or_else_the_name(name: str, text: str, since: date) -> None:
    source = Source.from_bytes(name, (text + ROWS).encode())

    found = find_layout(source)

    assert found is not None
    assert found[1].released(source) == since


PLACES = (
    "COUNTIES INCLUDED IN 2026 LOCALITIES,,,,\r\n,,,,\r\n"
    "Medicare Adminstrative Contractor,Locality Number,State,Fee Schedule Area ,Counties\r\n"
    "1112,54,CALIFORNIA,BAKERSFIELD,KERN\r\n1182,18,,LOS ANGELES*,LOS ANGELES/ORANGE\r\n,,,,AND WHAT GOES ON BELOW\r\n"
    "10112,0,ALABAMA,STATEWIDE,ALL COUNTIES\r\n"
)


def test_counties_repeat_the_state_above_and_go_on_in_the_row_below() -> None:
    assert [row.cells for row in rows_in(COUNTIES, PLACES.replace("AND WHAT GOES ON BELOW", "AND MORE"))] == [
        ("01112", "54", "CALIFORNIA", "BAKERSFIELD", "KERN"),
        ("01182", "18", "CALIFORNIA", "LOS ANGELES", "LOS ANGELES/ORANGE AND MORE"),
        ("10112", "00", "ALABAMA", "STATEWIDE", "ALL COUNTIES"),
    ]


def test_the_file_of_counties_is_a_part_of_its_own() -> None:
    source = Source.from_bytes(COUNTIES, PLACES.encode())

    found = find_layout(source)

    assert found is not None
    assert (found[1].released(source), found[1].part(source), found[1].tables) == (date(2026, 1, 1), "counties", ("county",))


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        (NAME, HEADER + ROWS[:-2], "line 5: The file ends in the middle of a line"),
        (NAME, HEADER + ROWS[:-9], "line 5: The row has 6 columns and should have 7"),
        (NAME, HEADER + ROWS.replace("02102,AK", "AK,02102"), "line 4: '02102' is no state"),
        (NAME, HEADER + ROWS.replace("1.500,", "1.500,,"), "line 4: The row has 8 columns"),
        (NAME, HEADER + ROWS.replace("1.500", "15.00"), "line 4: The row has an index that is not between 0.1 and 5"),
        (NAME, HEADER + ROWS.replace("1.500", ""), "line 4: '' is no number"),
        (NAME, HEADER + ROWS + ROWS.splitlines(keepends=True)[0], "line 6: 02102 01 was told before"),
        (NAME, (HEADER + ROWS.replace("ALASKA", "AL\x8fSKA")).encode("latin-1"), "line 4: Byte 15 of the line is no CP1252"),
        (COUNTIES, PLACES[:-20], "line 7: The row has 4 columns and should have 5"),
        (COUNTIES, PLACES.replace("10112,0", "10112,ALL"), "line 7: 'ALL' is no locality"),
        (COUNTIES, PLACES.replace("10112,0,", "10112,,"), "line 7: The row has no locality"),
        (COUNTIES, PLACES + "10112,0,ALABAMA,STATEWIDE,ALL COUNTIES\r\n", "line 8: 10112 00 was told before"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(name: str, broken: str | bytes, says: str) -> None:
    assert says in refusal(name, broken)
