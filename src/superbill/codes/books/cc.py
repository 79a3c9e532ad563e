"""Complications and comorbidities: which diagnoses make a hospital stay graver as a second diagnosis (MS-DRG tables 6I and 6J).

Two files of each fiscal year's rule, apart by tabs: a title (`TABLE 6J - COMPLETE CC LIST`), a header, then code and description, then
an empty line and notes. Descriptions are not kept: the diagnoses have their own book. Table 6I lists what is major (MCC), 6J the rest
(CC). Table 6K, which principal diagnosis takes the effect away, is not read.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.books.icd10_days import released
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.source import Source

_TITLE = r'"?\s*TABLE\s+6{letter}\b.{{0,12}}?COMPLETE\s+M?CC\s+LIST'
_CODE = re.compile(r"[A-Z](?:\d[0-9A-Z]|[A-Z]\d)(?:\.[0-9A-Z]{1,4})?", re.ASCII)
_WITHIN = 10

_CODE_COLUMN = (Column("code", "The ICD-10-CM code, with its dot."),)
_MCC = Table("mcc", "Diagnoses that are major complications or comorbidities when they stand second.", _CODE_COLUMN)
_CC = Table("cc", "Diagnoses that are other complications or comorbidities when they stand second.", _CODE_COLUMN)


def _read(source: Source, table: str) -> Iterator[Row]:
    rows = source.rows(mark="\t", encoding=source.encoding(), ended=True)
    for line, cells in rows:
        if len(cells) > 1 and cells[0].lower() == "diagnosis code":
            break
        if line > _WITHIN:
            raise source.wrong("No header of table 6I or 6J stands above this line.", line)
    has_ended = False
    for line, cells in rows:
        has_ended = has_ended or not any(cells[:1])  # an empty line, and notes below it
        if has_ended and _CODE.fullmatch(cells[0] if cells else ""):
            raise source.wrong("A diagnosis stands below the end of the list.", line)
        if not has_ended:
            if len(cells) != 2 or not _CODE.fullmatch(cells[0]):
                raise source.wrong("The row is not as in table 6I or 6J: a diagnosis with its dot, its description.", line)
            yield Row(table, (cells[0],), line)


def _released(source: Source) -> date | None:
    """Fiscal 2027 begins on October 1, 2026; the year stands in the name, or in the title."""
    told = re.search(r"FY ?(20\d\d)", source.first[:300], re.ASCII)
    return date(int(told[1]) - 1, 10, 1) if told else released(source)


def _layout(table: Table, letter: str) -> Layout:
    title = re.compile(_TITLE.format(letter=letter), re.IGNORECASE)
    return Layout(
        f"table 6{letter}",
        "release",
        (table.name,),
        lambda source: bool(title.match(source.first)),
        _released,
        lambda source: _read(source, table.name),
    )


_PLAIN_MCC, _PLAIN_CC = plain_layout("cc", _MCC), plain_layout("cc", _CC)

BOOK = Book(
    name="cc",
    title="Complications and comorbidities of MS-DRG",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/payment/prospective-payment-systems/acute-inpatient-pps",
    licence="public domain (work of the United States government)",
    every="each October 1",
    tables=(_MCC, _CC),
    layouts=(_layout(_MCC, "I"), _layout(_CC, "J"), _PLAIN_MCC, _PLAIN_CC),
    shipped=shipped_tables(("cc_mcc.csv.gz", _PLAIN_MCC), ("cc_cc.csv.gz", _PLAIN_CC)),
)
