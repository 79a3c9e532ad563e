"""MS-DRG Table 5: the weight of each group of hospital stays and how long such stays last.

A file of each fiscal year's rule, apart by tabs: a title in quotes over two lines (with the dashes of cp1252 or UTF-8), a header, one
row for each group. Since fiscal 2024 weights are given before and after the cap of ten per cent on a fall; payment goes by the latter.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.plain import plain_layout
from superbill.codes.sheet import Sheet, one_of, rate_in
from superbill.codes.shipped import shipped_tables
from superbill.codes.source import Source

_SHEET = Sheet(
    {
        "drg": "ms-drg",
        "postacute": "(fy 20.. )?.*post-acute.*drg.*",
        "special": "(fy 20.. )?.*special pay.*drg.*",
        "mdc": "mdc",
        "type": "type",
        "title": "ms-drg title",
        "weight": "(relative )?weights?(?!.*before).*",
        "weight_before_cap?": "(relative )?weights?.*before.*",
        "gmlos": "geometric mean los",
        "amlos": "arithmetic mean los",
    },
    mark="\t",
)
_FLAGS = {"Yes": 1, "No": 0, "": 0}


def _released(source: Source) -> date | None:
    """Fiscal 2027 begins on October 1, 2026."""
    told = re.search(r"FY ?(20\d\d)", source.first, re.ASCII)
    return date(int(told[1]) - 1, 10, 1) if told else None


def _read(source: Source) -> Iterator[Row]:
    for line, (drg, postacute, special, mdc, kind, title, weight, uncapped, *stays) in _SHEET.rows(source):
        one_of(source, drg, line, pattern=r"\d{3}", what="MS-DRG of three digits")
        one_of(source, mdc, line, pattern=r"PRE|\d{2}|\*{0,2}", what="major diagnostic category")
        one_of(source, kind, line, pattern=r"SURG|MED|\*\*|", what="type of group: SURG or MED")
        for flag in (postacute, special):
            one_of(source, flag, line, pattern="Yes|No|", what="yes or no")
        numbers = (rate_in(source, text, line) for text in (weight, uncapped or weight, *stays))
        yield Row("msdrg", (drg, title, mdc.strip("*"), kind.strip("*"), *numbers, _FLAGS[postacute], _FLAGS[special]), line)


_TABLE = Table(
    "msdrg",
    "Groups of hospital stays that Medicare pays alike.",
    (
        Column("drg", "The group, three digits."),
        Column("title", "Its title."),
        Column("mdc", "The major diagnostic category: PRE, 01 to 25; empty for the groups that are of none."),
        Column("type", "SURG or MED; empty for the groups that are neither."),
        Column("weight", "What the base rate is multiplied with, after the cap on a fall.", "rate"),
        Column("weight_before_cap", "The weight before the cap; the same where there is none.", "rate"),
        Column("gmlos", "Days of stay, geometric mean.", "rate"),
        Column("amlos", "Days of stay, arithmetic mean.", "rate"),
        Column("postacute", "1 where the transfer policy pays less for an early transfer to post-acute care.", "flag"),
        Column("special_pay", "1 where that policy's special method pays half on the first day.", "flag"),
    ),
    title="title",
)
_PLAIN = plain_layout("msdrg", _TABLE)

BOOK = Book(
    name="msdrg",
    title="MS-DRG weights and lengths of stay",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/payment/prospective-payment-systems/acute-inpatient-pps",
    licence="public domain (work of the United States government)",
    every="each October 1, sometimes corrected",
    tables=(_TABLE,),
    layouts=(Layout("table 5", "release", ("msdrg",), _SHEET.recognises, _released, _read), _PLAIN),
    shipped=shipped_tables(("msdrg.csv.gz", _PLAIN)),
)
