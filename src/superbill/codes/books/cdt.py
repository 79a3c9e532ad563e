"""CDT: dental procedures, D0000 to D9999. The codes and their descriptors belong to the American Dental Association.

Nothing comes with the program. The quarterly HCPCS file of CMS carries them; a site that holds the licence says so and installs
that file a second time, as this book.
"""

import re
from collections.abc import Iterator

from superbill.codes import anweb
from superbill.codes.book import NEVER, OLDEST, Book, Column, Layout, Row, Table
from superbill.codes.plain import plain_layout
from superbill.codes.source import Source

_DENTAL = re.compile(r"D\d{4}", re.ASCII)
_TABLE = Table(
    "cdt",
    "Dental procedures.",
    (
        Column("code", "D and four digits."),
        Column("title", "The long description."),
        Column("short", "The short description."),
    ),
    title="title",
)
_OWNER = "the American Dental Association"


def _read(source: Source) -> Iterator[Row]:
    for told in anweb.read(source):
        since, until = told.added or OLDEST, told.until or NEVER
        if _DENTAL.fullmatch(told.code) and since < until:
            yield Row("cdt", (told.code, told.long, told.cells["short description"]), told.line, since, until)


BOOK = Book(
    name="cdt",
    title="CDT dental procedures",
    publisher="American Dental Association",
    source="https://www.ada.org/publications/cdt",
    licence="belongs to the American Dental Association; the site's own licensed file only",
    every="each January 1",
    tables=(_TABLE,),
    layouts=(
        Layout("ANWEB, dental", "history", ("cdt",), anweb.recognises, anweb.released, _read, belongs_to=_OWNER, by_name=True),
        plain_layout("cdt", _TABLE, belongs_to=_OWNER),
    ),
)
