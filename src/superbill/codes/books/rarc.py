"""Remittance advice remark codes (RARC, LQ02 and MOA/MIA): what the remark beside a reason means, in our own short words.

The list is kept by CMS for X12; a site that holds the licence of the wording installs its own file beside ours.
"""

from superbill.codes.book import Book, Column, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.wording import wording_layout, wording_table

_TABLE = Table(
    "rarc",
    "Remarks.",
    (Column("code", "Such as M76 or N130."), Column("words", "What it means, in our own words.")),
    title="words",
)
_WORDING = wording_table("rarc", "X12")
_PLAIN = plain_layout("rarc", _TABLE)

BOOK = Book(
    name="rarc",
    title="Remittance remarks",
    publisher="X12 and Centers for Medicare & Medicaid Services",
    source="https://x12.org/codes/remittance-advice-remark-codes",
    licence="codes are facts, words our own (Apache-2.0); the official wording belongs to X12 and is not shipped",
    every="three times a year",
    tables=(_TABLE, _WORDING),
    layouts=(_PLAIN, wording_layout(_WORDING, called=r"rarc|remark", belongs_to="X12")),
    shipped=shipped_tables(("remark_codes.csv", _PLAIN)),
)
