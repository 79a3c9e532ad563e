"""Medically unlikely edits: the three settings, the indicator's first digit, and what is refused."""

from datetime import date

import pytest

from superbill.codes.book import find_layout
from superbill.codes.source import Source
from tests.codes.books.reading import refusal, rows_in

NAME = "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv"
NOTICE = '"CPT codes are copyright 2025 American Medical Association.\r\n\r\nCPT® is a trademark.\r\n",,,\r\n'
HEADER = '"HCPCS/\r\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n'
ROWS = (
    "0001U,1,2 Date of Service Edit: Policy,Code Descriptor / CPT Instruction\r\n"
    "71046,2,3 Date of Service Edit: Clinical,Clinical: Data\r\n"
    "E0114,0,1 Line Edit,CMS Policy\r\n"
)


def test_a_row_gives_units_and_the_first_digit_of_the_indicator() -> None:
    rows = rows_in(NAME, NOTICE + HEADER + ROWS)

    assert [row.cells for row in rows] == [
        ("practitioner", "0001U", 1, 2, "Code Descriptor / CPT Instruction"),
        ("practitioner", "71046", 2, 3, "Clinical: Data"),
        ("practitioner", "E0114", 0, 1, "CMS Policy"),
    ]
    assert rows[0].line == 7


@pytest.mark.parametrize(
    ("title", "setting"),
    [
        ("Practitioner Services", "practitioner"),
        ("Outpatient Hospital Services", "hospital"),
        ("DME Supplier Services", "dme"),
    ],
)
def test_the_header_tells_the_setting_and_the_name_the_day(title: str, setting: str) -> None:
    text = NOTICE + HEADER.replace("Practitioner Services", title) + ROWS
    source = Source.from_bytes("MCR_MUE_X_Eff_01-01-2027.csv", text.encode("cp1252"))

    found = find_layout(source)

    assert found is not None
    _, layout = found
    assert (layout.part(source), layout.released(source), layout.is_ama) == (setting, date(2027, 1, 1), True)
    assert {row.cells[0] for row in layout.read(source)} == {setting}


def test_a_name_without_a_day_leaves_the_day_to_the_caller() -> None:
    source = Source.from_bytes("units.csv", (NOTICE + HEADER + ROWS).encode())

    found = find_layout(source)

    assert found is not None
    assert found[1].released(source) is None


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (NOTICE + HEADER + ROWS[:-8], "line 9: The file ends in the middle of a line"),
        (NOTICE + HEADER + ROWS[:-14], "line 9: The row has 3 columns and should have 4"),
        (NOTICE + HEADER + ROWS.replace("71046,2,", "71046,,2,"), "line 8: The row has 5 columns and should have 4"),
        (NOTICE + HEADER + ROWS.replace("71046,2,3 ", "2,71046,3 "), "line 8: '2' is no procedure code"),
        (NOTICE + HEADER + ROWS.replace("71046,2,", "71046,two,"), "line 8: 'two' is no number of units"),
        (NOTICE + HEADER + ROWS.replace("3 Date", "4 Date"), "line 8: '4 Date of Service Ed' is no adjudication indicator"),
        (NOTICE + HEADER + ROWS + ROWS.splitlines(keepends=True)[0], "line 10: practitioner 0001U was told before"),
        (
            (NOTICE + HEADER + ROWS.replace("Policy", "Pol\x8dcy", 1)).encode("latin-1"),
            "line 7: Byte 36 of the line is no CP1252",
        ),
        (NOTICE + HEADER + ROWS.replace("71046", '"71046'), "The row is not well-formed"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal(NAME, broken)
