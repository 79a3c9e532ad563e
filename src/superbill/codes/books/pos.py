"""Place of service: where a professional service was given, two digits, with this project's own short names.

Source: CMS place of service code set; Medicare Claims Processing Manual (Pub. 100-04), chapter 26, section 10.5.
"""

from superbill.codes.book import Book, Column, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables

_TABLE = Table(
    "pos",
    "Places.",
    (
        Column("code", "Two digits."),
        Column("name", "What place it is, in our own words."),
        Column("facility", "1 where Medicare pays the clinician the lower facility rate.", "flag"),
    ),
    title="name",
)
_PLAIN = plain_layout("pos", _TABLE)

BOOK = Book(
    name="pos",
    title="Place of service",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets",
    licence="codes public domain (work of the United States government); names our own, Apache-2.0",
    every="a few times in ten years",
    tables=(_TABLE,),
    layouts=(_PLAIN,),
    shipped=shipped_tables(("place_of_service.csv", _PLAIN)),
)
