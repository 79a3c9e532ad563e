"""The clinical laboratory fee schedule: what Medicare pays for a test, in dollars, the same everywhere.

A file of each quarter (`PUF_CLFS_CY2026_Q4V1.csv`): title rows with a notice, a header, a row for each code and modifier (QW: a kit
that needs no full laboratory). Descriptors are not read.
"""

from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.sheet import Sheet, code_in, modifier_in, one_of, rate_in
from superbill.codes.source import Source

_SHEET = Sheet(
    {
        "year": "year",
        "code": "hcpcs",
        "modifier": "mod",
        "effective": "eff_date",
        "indicator": "indicator",
        "rate": "rate",
        "words": "shortdesc",
    }
)


def _released(source: Source) -> date | None:
    named = source.says(r"CLFS[ _-]*(?:CY)?(20\d\d)[ _-]*Q([1-4])") or source.says(r"(?<!\d)(\d\d)CLABQ([1-4])")
    return date(int(named[1]) % 100 + 2000, 3 * int(named[2]) - 2, 1) if named else None


def _read(source: Source) -> Iterator[Row]:
    for line, (year, code, modifier, effective, indicator, rate, _) in _SHEET.rows(source):
        one_of(source, year, line, pattern=r"20\d\d", what="year")
        one_of(source, indicator, line, pattern="[A-Z]?", what="indicator of one letter")
        names = (code_in(source, code, line), modifier_in(source, modifier, line))
        cents = rate_in(source, rate, line, places=2)
        yield Row("clfs", (*names, cents, indicator, source.day(effective, line)), line)


BOOK = Book(
    name="clfs",
    title="Clinical laboratory fee schedule",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/payment/fee-schedules/clinical-laboratory-fee-schedule-clfs/files",
    licence="rates: public domain; CPT codes: licensed by the American Medical Association",
    every="each January 1, changed each quarter",
    tables=(
        Table(
            "clfs",
            "What Medicare pays for a laboratory test.",
            (
                Column("code", "The test."),
                Column("modifier", "QW for a waived test, else none."),
                Column("payment_cents", "The payment; 0 where the contractor sets it.", "cents"),
                Column("indicator", "N: a national rate. L: a local one."),
                Column("priced_on", "Since when the rate is what it is, as told.", "day"),
            ),
            keys=2,
        ),
    ),
    layouts=(Layout("rates", "release", ("clfs",), _SHEET.recognises, _released, _read, is_ama=True),),
)
