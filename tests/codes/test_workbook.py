"""Sheets of workbooks as rows of text."""

import pytest

from superbill.codes import workbook as module
from superbill.codes.source import BadCodeFile, Source
from superbill.codes.workbook import is_workbook, sheets_of
from tests.codes.archives import text_of, workbook, zipped

ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    '<row r="3"><c r="B3"><v>0.28999999999999998</v></c><c r="C3"><v>10021</v></c><c r="D3" t="b"><v>1</v></c></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><t>has, a comma</t></is></c><c r="B4" t="str"><v>=told</v></c><c r="C4"/></row>'
)


def sheets(rows: str) -> list[str]:
    return [text_of(sheet) for sheet in sheets_of(Source.from_bytes("book.xlsx", workbook({"One": rows})))]


def test_cells_stand_in_their_columns_numbers_as_they_are_shown_and_empty_rows_stay() -> None:
    assert sheets(ROWS) == ['shared,,in runs\r\n,,,\r\n,0.29,10021,1\r\n"has, a comma",=told,,\r\n']


def test_every_sheet_is_a_file_named_after_it() -> None:
    source = Source.from_bytes("book.xlsx", workbook({"AA": ROWS, "BB/CC": ""}))

    assert [sheet.name for sheet in sheets_of(source)] == ["book.xlsx [AA]", "book.xlsx [BB CC]"]


def test_an_archive_without_a_workbook_is_none() -> None:
    assert not is_workbook(Source.from_bytes("a.zip", zipped({"a.txt": "x"})))
    assert is_workbook(Source.from_bytes("a.xlsx", workbook({"One": ""})))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1"><v>one</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        '<row r="1000000"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
    ],
)
def test_a_damaged_sheet_is_refused(rows: str) -> None:
    with pytest.raises(BadCodeFile, match="workbook is cut or damaged"):
        sheets(rows)


def test_a_workbook_without_its_parts_is_refused() -> None:
    with pytest.raises(BadCodeFile, match="workbook is cut or damaged"):
        list(sheets_of(Source.from_bytes("book.xlsx", zipped({"xl/workbook.xml": "<workbook/>"}))))


def test_entities_that_grow_are_refused() -> None:
    lol = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "lol">{lol}]><Relationships><Relationship Id="r0" Target="&l9;"/></Relationships>'
    parts = {"xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": bomb}

    with pytest.raises(BadCodeFile, match="workbook is cut or damaged"):
        list(sheets_of(Source.from_bytes("book.xlsx", zipped(parts))))


def test_too_many_sheets_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SHEETS", 1)

    with pytest.raises(BadCodeFile, match="The workbook has 2 sheets"):
        list(sheets_of(Source.from_bytes("book.xlsx", workbook({"One": "", "Two": ""}))))


def test_a_long_sheet_is_read_as_a_stream() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(1, 30_001))

    (text,) = sheets(rows)

    assert text.split() == [str(number) for number in range(1, 30_001)]
