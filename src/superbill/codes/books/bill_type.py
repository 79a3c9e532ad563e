"""Type of bill of an institutional claim, in our own short words: where and what kind of care, and what this bill is among others.

`0131` is read in two steps: `013`, a hospital outpatient, and `1`, the whole stay or visit in one bill. On the 837I they stand
apart: CLM05-1 has `13`, CLM05-3 the frequency.
"""

from superbill.codes.book import Book, Column, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables

_TYPE = Table(
    "bill_type",
    "Facility and kind of care.",
    (
        Column("code", "Three digits: 0, the facility, the kind of care."),
        Column("words", "What it is, in our own words."),
        Column("inpatient", "1 where the patient stays overnight in the facility that bills.", "flag"),
    ),
    title="words",
)
_FREQUENCY = Table(
    "frequency",
    "What this bill is among those of one stay or course of care.",
    (
        Column("code", "One digit or letter."),
        Column("words", "What it says, in our own words."),
        Column("names_former", "1 where the bill must name the claim that it replaces or voids.", "flag"),
    ),
    title="words",
)
_PLAIN = {table.name: plain_layout("bill_type", table) for table in (_TYPE, _FREQUENCY)}

BOOK = Book(
    name="bill_type",
    title="Type of bill",
    publisher="National Uniform Billing Committee",
    source="https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c25.pdf",
    licence="codes are facts, words our own (Apache-2.0); the official titles belong to the AHA and are not shipped",
    every="hardly ever",
    tables=(_TYPE, _FREQUENCY),
    layouts=tuple(_PLAIN.values()),
    shipped=shipped_tables(("bill_types.csv", _PLAIN["bill_type"]), ("bill_frequencies.csv", _PLAIN["frequency"])),
)
