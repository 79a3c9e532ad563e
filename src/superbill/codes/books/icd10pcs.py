"""ICD-10-PCS: procedures of hospital inpatients, seven characters, every code billable.

Order file, columns: 1-5 number, 7-13 code, 15 `0` for a header and `1` for a code, 17-76 short title, 78 and on the long one.
The code set changes on October 1, and by an update on April 1.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.source import Source

_LINE = re.compile(r"(\d{5}) ([0-9A-HJ-NP-Z]{3,7}) *([01]) (.{60}) (\S.*)", re.ASCII)
_NAME = r"icd10pcs_order_(20\d\d)\.txt"


def _recognises(source: Source) -> bool:
    return bool(source.says(_NAME)) or bool(re.match(r"00001 (?!A)[0-9A-HJ-NP-Z]{3,7} *[01] ", source.first))


def _released(source: Source) -> date | None:
    """The order file of a fiscal year holds from the October 1 before it."""
    named = source.says(_NAME)
    return date(int(named[1]) - 1, 10, 1) if named else None


def _read(source: Source) -> Iterator[Row]:
    for line, text in source.lines(ended=True):
        if not text.strip():
            continue
        found = _LINE.fullmatch(text.rstrip())
        if not found or int(found[1]) != line or (len(found[2]) == 7) != (found[3] == "1"):
            raise source.wrong("The line is not as in an ICD-10-PCS order file: number, code, 0 or 1, two titles.", line)
        yield Row("pcs", (found[2], found[5].strip(), found[4].strip(), int(found[3])), line)


BOOK = Book(
    name="icd10pcs",
    title="ICD-10-PCS",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/coding-billing/icd-10-codes",
    licence="public domain (work of the United States government)",
    every="each October 1, with an update on April 1",
    tables=(
        Table(
            "pcs",
            "Procedures and the headings above them.",
            (
                Column("code", "The code, without a dot."),
                Column("title", "Its long title."),
                Column("short", "Its short title."),
                Column("billable", "1 for a whole code, 0 for a heading of three characters.", "flag"),
            ),
            title="title",
        ),
    ),
    layouts=(Layout("order file", "release", ("pcs",), _recognises, _released, _read),),
)
