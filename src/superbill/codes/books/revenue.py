"""Revenue codes: what department or kind of service a line of an institutional claim is for, four digits, in our own short words.

The titles of the National Uniform Billing Committee belong to the American Hospital Association and are not shipped; a site that
holds the licence installs its own file of them beside ours.
"""

from superbill.codes.book import Book, Column, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.wording import wording_layout, wording_table

_TABLE = Table(
    "revenue",
    "Codes.",
    (Column("code", "Four digits, the leading zero with them."), Column("words", "What it is for, in our own words.")),
    title="words",
)
_OWNER = "the American Hospital Association"
_WORDING = wording_table("revenue", _OWNER)
_PLAIN = plain_layout("revenue", _TABLE)

BOOK = Book(
    name="revenue",
    title="Revenue codes",
    publisher="National Uniform Billing Committee",
    source="https://www.nubc.org",
    licence="codes are facts, words our own (Apache-2.0); the official titles belong to the AHA and are not shipped",
    every="now and then",
    tables=(_TABLE, _WORDING),
    layouts=(_PLAIN, wording_layout(_WORDING, called="revenue", belongs_to=_OWNER)),
    shipped=shipped_tables(("revenue_codes.csv", _PLAIN)),
)
