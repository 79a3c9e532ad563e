"""Claim status (STC01 of the 277 and 277CA): category, status and entity codes, with this project's own short words.

The published wording belongs to X12; a site that holds its licence installs its own files of the two lists beside ours.
"""

from superbill.codes.book import Book, Column, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.wording import wording_layout, wording_table

_TABLE = Table(
    "claim_status",
    "Categories (STC01-1), statuses (STC01-2) and entities (STC01-3).",
    (
        Column("kind", "category, status or entity."),
        Column("code", "The code; a status without leading zeros."),
        Column("words", "What it means, in our own words."),
    ),
    keys=2,
    title="words",
)
_CATEGORY, _STATUS = wording_table("claim_category", "X12"), wording_table("claim_status", "X12")
_PLAIN = plain_layout("claim_status", _TABLE)

BOOK = Book(
    name="claim_status",
    title="Claim status",
    publisher="X12",
    source="https://x12.org/codes/claim-status-codes",
    licence="codes are facts, words our own (Apache-2.0); the official wording belongs to X12 and is not shipped",
    every="three times a year",
    tables=(_TABLE, _CATEGORY, _STATUS),
    layouts=(
        _PLAIN,
        wording_layout(_CATEGORY, called=r"status.?category", belongs_to="X12"),
        wording_layout(_STATUS, called=r"claim.?status(?!.?category)", belongs_to="X12"),
    ),
    shipped=shipped_tables(("claim_status.csv", _PLAIN)),
)
