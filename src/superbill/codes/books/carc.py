"""Claim adjustment reason codes (CARC, CAS02): why a payer paid another amount, in this project's own short words.

The published wording belongs to X12; a site that holds its licence installs its own file beside ours.
"""

from superbill.codes.book import Book, Column, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.wording import wording_layout, wording_table

_TABLE = Table(
    "carc",
    "Reasons.",
    (
        Column("code", "The number, without leading zeros, or a letter and a number."),
        Column("words", "What it means, in our own words."),
    ),
    title="words",
)
_WORDING = wording_table("carc", "X12")
_PLAIN = plain_layout("carc", _TABLE)

BOOK = Book(
    name="carc",
    title="Claim adjustment reasons",
    publisher="X12",
    source="https://x12.org/codes/claim-adjustment-reason-codes",
    licence="codes are facts, words our own (Apache-2.0); the official wording belongs to X12 and is not shipped",
    every="three times a year",
    tables=(_TABLE, _WORDING),
    layouts=(_PLAIN, wording_layout(_WORDING, called=r"carc|adjustment.?reason", belongs_to="X12")),
    shipped=shipped_tables(("claim_adjustment_reasons.csv", _PLAIN)),
)
