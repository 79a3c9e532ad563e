"""The physician fee schedule: columns by their stacked names, two factors, no descriptor, and what is refused."""

from datetime import date

import pytest

from superbill.codes.book import find_layout, get_book
from superbill.codes.source import BadCodeFile, Source
from tests.codes.books.reading import refusal, rows_in

NAME = "PPRRVU2026_Oct_nonQPP.csv"
TITLES = (
    ",,2026 National Physician Fee Schedule Relative Value File October Release" + "," * 29 + "\r\n"
    ",,CPT codes and descriptions only are copyright 2026 American Medical Association." + "," * 29 + "\r\n"
    ",,RELEASED 08/26/2026" + "," * 29 + "\r\n"
)
STACKED = (
    ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,\r\n"
    ",,,,NOT USED,,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED\r\n"
    ",,,,FOR,,,NON-FAC,,FACILITY,,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS\r\n"
    ",,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,PRIC,"
    "ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT\r\n"
    "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,"
    "SURG,IND,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT\r\n"
)
FIRST = "71046,26,words,A,,0.21,0.08,,0.07,NA,0.01,0.30,0.29,1,XXX,0.10,0.69,0.21,2,1,0,3,4,9,12345,33.4009,09,0,99,2.70,2.71,0.05\r\n"
ROWS = FIRST + FIRST.replace("71046,26", "G0463,")
HEAD = TITLES + STACKED


def test_every_cell_stands_in_its_column_and_no_descriptor_is_kept() -> None:
    row = rows_in(NAME, HEAD + ROWS)[0]

    cells = dict(zip((column.name for column in get_book("mpfs").table("rvu").columns), row.cells, strict=True))
    assert cells == {
        "code": "71046", "modifier": "26", "status": "A", "work": 2100, "nonfacility_pe": 800, "nonfacility_na": "",
        "facility_pe": 700, "facility_na": "NA", "malpractice": 100, "nonfacility_total": 3000, "facility_total": 2900, "pctc": "1",
        "global_days": "XXX", "pre_op": 1000, "intra_op": 6900, "post_op": 2100, "multiple": "2", "bilateral": "1", "assistant": "0",
        "cosurgeons": "3", "team": "4", "pricing": "9", "endoscopic_base": "12345", "supervision": "09", "calculation": "0",
        "imaging_family": "99", "opps_nonfacility_pe": 27000, "opps_facility_pe": 27100, "opps_malpractice": 500,
    }  # fmt: skip


def test_a_file_of_2025_has_no_pricing_indicator_and_its_factor_is_everybodys() -> None:
    place = 23
    lines = [line.split(",") for line in (HEAD + ROWS).replace("2026 National", "2025 National").split("\r\n")]
    older = "\r\n".join(",".join(line[:place] + line[place + 1 :]) for line in lines).replace("\r\n\r\n", "\r\n")

    rows = rows_in("PPRRVU25_JAN.csv", older)

    assert rows[0].cells[21:23] == ("", "12345")
    assert [row.cells for row in rows if row.table == "factor"] == [("nonqpp", 334009), ("qpp", 334009)]


def test_from_2026_each_of_two_files_has_its_own_factor_and_only_the_first_fills_the_values() -> None:
    first = rows_in(NAME, HEAD + ROWS)
    second = rows_in("PPRRVU2026_Oct_QPP.csv", HEAD + ROWS.replace("33.4009", "33.5675"))

    assert [row.cells for row in first if row.table == "factor"] == [("nonqpp", 334009)]
    assert [(row.table, row.cells) for row in second] == [("factor", ("qpp", 335675))]


@pytest.mark.parametrize(
    ("name", "title", "since"),
    [
        ("PPRRVU2026_Oct_nonQPP.csv", "", date(2026, 10, 1)),
        ("PPRRVU25_JAN.csv", "", date(2025, 1, 1)),
        ("values.csv", "2026 National Physician Fee Schedule Relative Value File April Release", date(2026, 4, 1)),
        ("values.csv", "", None),
    ],
)
def test_the_quarter_stands_in_the_name_or_the_title(name: str, title: str, since: date | None) -> None:
    text = HEAD.replace("2026 National Physician Fee Schedule Relative Value File October Release", title) + ROWS
    source = Source.from_bytes(name, text.encode())

    found = find_layout(source)

    assert found is not None
    assert (found[1].released(source), found[1].is_ama) == (since, True)


def test_a_file_that_does_not_tell_whose_factor_it_has_is_refused() -> None:
    with pytest.raises(BadCodeFile, match="whose conversion factor"):
        rows_in("PPRRVU2026_Oct.csv", HEAD + ROWS)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (HEAD + ROWS[:-3], "line 10: The file ends in the middle of a line"),
        (HEAD + ROWS[:-30], "line 10: The row has 26 columns and should have 32"),
        (HEAD + ROWS.replace("A,,0.21", "A,0.21"), "line 9: The row has 31 columns and should have 32"),
        (HEAD + ROWS.replace("words,A,,", "words,,A,"), "line 9: '' is no status"),
        (HEAD + ROWS.replace("XXX", "0.10"), "line 9: '0.10' is no global days"),
        (HEAD + ROWS.replace("71046,26", "71046,266"), "line 9: '266' is no modifier"),
        (HEAD + ROWS.replace("0.21,0.08", "0.21,0.0x"), "line 9: '0.0x' is no number"),
        (HEAD + ROWS + FIRST, "line 11: 71046 26 was told before"),
        (HEAD + FIRST + FIRST.replace("71046", "71047").replace("33.4009", "33.5"), "The rows do not have one conversion factor"),
        ((HEAD + ROWS.replace("words", "w\x90rds", 1)).encode("latin-1"), "line 9: Byte 11 of the line is no CP1252"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal(NAME, broken)
