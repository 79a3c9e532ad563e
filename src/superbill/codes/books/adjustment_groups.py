"""Claim adjustment groups (CAS01): who bears the amount that was not paid, in this project's own words."""

from superbill.codes.book import Book, Column, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables

_TABLE = Table(
    "adjustment_groups",
    "Groups.",
    (Column("code", "Two letters."), Column("words", "Who bears the amount, in our own words.")),
    title="words",
)
_PLAIN = plain_layout("adjustment_groups", _TABLE)

BOOK = Book(
    name="adjustment_groups",
    title="Claim adjustment groups",
    publisher="X12",
    source="https://x12.org/codes/claim-adjustment-group-codes",
    licence="codes are facts, words our own (Apache-2.0)",
    every="hardly ever",
    tables=(_TABLE,),
    layouts=(_PLAIN,),
    shipped=shipped_tables(("adjustment_groups.csv", _PLAIN)),
)
