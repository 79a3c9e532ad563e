"""ASP: what Medicare pays for a unit of a drug under Part B, a hundredth of a cent exact.

A file of each quarter: lines of notes (one says `Effective October 1, 2026 through December 31, 2026`), a header, rows. The limit is
for the dosage that the code stands for, such as 5 mcg. Limits of vaccines and blood are those that stand in their own columns too.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.sheet import Sheet, code_in, month_in, rate_in
from superbill.codes.source import Source

_SHEET = Sheet(
    {
        "code": "hcpcs code",
        "dosage": "hcpcs code dosage",
        "limit": "payment limit",
        "coinsurance?": "co-?insurance percentage",
        "vaccine_limit?": "vaccine limit",
        "blood_limit?": "blood limit",
        "clotting?": "clotting factor",
        "notes?": "notes",
    }
)


def _released(source: Source) -> date | None:
    told = re.search(r"Effective (\w+ \d{1,2}, ?20\d\d)", source.first)
    return month_in(told[1]) if told else month_in(source.name)


def _read(source: Source) -> Iterator[Row]:
    for line, (code, dosage, limit, coinsurance, vaccine, blood, clotting, notes) in _SHEET.rows(source):
        numbers = [rate_in(source, text, line) for text in (limit or vaccine or blood, coinsurance)]
        flag = 1 if clotting.upper() in ("Y", "YES", "X", "1") else 0
        yield Row("asp", (code_in(source, code, line), dosage, *numbers, flag, notes), line)


BOOK = Book(
    name="asp",
    title="Average sales price payment limits of drugs",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/payment/part-b-drugs/asp-pricing-files",
    licence="limits: public domain",
    every="each quarter",
    tables=(
        Table(
            "asp",
            "What Medicare pays for a drug under Part B.",
            (
                Column("code", "The drug in its billing unit."),
                Column("dosage", "The billing unit, such as 5 mcg."),
                Column("limit", "Dollars for one billing unit, in ten-thousandths; 0 for none.", "rate"),
                Column("coinsurance_percent", "The patient's per cent; 0 where the file does not tell it.", "rate"),
                Column("clotting_factor", "1 where the furnishing fee of clotting factors is added.", "flag"),
                Column("notes", "What the file notes of the drug."),
            ),
        ),
    ),
    layouts=(Layout("payment limits", "release", ("asp",), _SHEET.recognises, _released, _read),),
)
