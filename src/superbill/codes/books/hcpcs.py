"""HCPCS Level II: supplies, drugs, and services that CPT has not, A0000 to V9999, and the modifiers of two places.

What comes with the program begins in July 2019 and has the short descriptors of CMS; the quarterly file of CMS has the long ones.
Of that file dental codes (D, which belong to the American Dental Association) are left out here: see the book `cdt`.
"""

import re
from collections.abc import Iterator

from superbill.codes import anweb
from superbill.codes.book import NEVER, OLDEST, Book, Column, Layout, Row, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.source import Source

PUBLIC = re.compile(r"[A-CE-V]\d{4}", re.ASCII)
LEVEL_TWO_MODIFIER = re.compile(r"[A-V][0-9A-Z]|X[EPSU1-5]", re.ASCII)

_CODES = Table(
    "hcpcs",
    "Codes.",
    (
        Column("code", "A letter and four digits."),
        Column("title", "The long description, or the short one where the long one is not known."),
        Column("short", "The short description, up to 28 characters."),
        Column(
            "coverage", "Medicare coverage: C carrier judgment, D special instructions, I not payable, M not covered, S statute."
        ),
        Column("pricing", "Medicare pricing indicator, such as 00, 32, 51."),
        Column("several_prices", "Multiple pricing indicator."),
        Column("betos", "Berenson-Eggers type of service."),
        Column("type_of_service", "Up to five letters or digits."),
        Column("see", "Codes to use instead, separated by spaces."),
        Column("action", "What was done last: A added, C or R changed, D or T ended, N nothing, P payment."),
        Column("acted", "From when that holds; 0 where it is not told.", "day"),
    ),
    title="title",
)
_MODIFIERS = Table(
    "modifiers",
    "Modifiers of Level II.",
    (
        Column("code", "Two letters or digits."),
        Column("title", "What it says."),
        Column("coverage", "Medicare coverage."),
        Column("action", "What was done last, as for codes."),
        Column("acted", "From when that holds; 0 where it is not told.", "day"),
    ),
    title="title",
)


def _read(source: Source) -> Iterator[Row]:
    for told in anweb.read(source):
        cells = told.cells
        since, until = told.added or OLDEST, told.until or NEVER
        if since >= until:
            continue  # taken out before it began: it never held
        if told.is_modifier:
            yield Row("modifiers", (told.code, told.long, cells["cov"], cells["action cd"], told.acted), told.line, since, until)
        elif PUBLIC.fullmatch(told.code):
            values = (
                told.code, told.long, cells["short description"], cells["cov"], cells["price1"], cells["mult_pi"], cells["betos"],
                "".join(cells[f"tos{number}"] for number in range(1, 6)),
                " ".join(filter(None, (cells[f"xref{number}"] for number in range(1, 6)))), cells["action cd"], told.acted,
            )  # fmt: skip
            yield Row("hcpcs", values, told.line, since, until)


_PLAIN_CODES, _PLAIN_MODIFIERS = plain_layout("hcpcs", _CODES), plain_layout("hcpcs", _MODIFIERS)

BOOK = Book(
    name="hcpcs",
    title="HCPCS Level II",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update",
    licence="public domain (work of the United States government)",
    every="each quarter",
    tables=(_CODES, _MODIFIERS),
    layouts=(
        Layout("ANWEB", "history", ("hcpcs", "modifiers"), anweb.recognises, anweb.released, _read),
        _PLAIN_CODES,
        _PLAIN_MODIFIERS,
    ),
    shipped=shipped_tables(("hcpcs.csv.gz", _PLAIN_CODES), ("hcpcs_modifiers.csv", _PLAIN_MODIFIERS)),
)
