"""Health care provider taxonomy: what kind of clinician or organization bills, ten characters.

The file of the National Uniform Claim Committee is read as it is downloaded (`nucc_taxonomy_261.csv`); its words stay the site's
own copy. What comes with the program are codes with our own short words, and not all of them.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.columns import header_of, named_rows
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.source import Source

_TABLE = Table(
    "taxonomy",
    "Kinds of providers.",
    (
        Column("code", "Ten characters, the last an X."),
        Column("title", "What it is."),
        Column("grouping", "The group that it belongs to."),
        Column("classification", "The profession or the kind of organization."),
        Column("specialization", "The specialty within it."),
        Column("section", "Individual or Non-Individual."),
        Column("definition", "What it means."),
    ),
    title="title",
)
_COLUMNS = ("code", "grouping", "classification", "specialization", "definition", "display name", "section")
_PLAIN = plain_layout("taxonomy", _TABLE)


def _recognises(source: Source) -> bool:
    return {"code", "grouping", "classification", "specialization"} <= {*header_of(source)}


def _released(source: Source) -> date | None:
    """Version 26.0 holds from January 1, 2026, version 26.1 from July 1."""
    named = source.says(r"taxonomy_?(\d\d)\.?([01])")
    return date(2000 + int(named[1]), 7 if named[2] == "1" else 1, 1) if named else None


def _read(source: Source) -> Iterator[Row]:
    for line, row in named_rows(source, needs=_COLUMNS, encoding=source.encoding()):
        code = row["code"].upper()
        if not re.fullmatch(r"[0-9A-Z]{9}X", code, re.ASCII):
            raise source.wrong(f"{code[:20]!r} is no taxonomy code: the columns are shifted.", line)
        title = row["display name"] or " ".join(filter(None, (row["classification"], row["specialization"])))
        if not title:
            raise source.wrong(f"{code} has no name.", line)
        kind = (row["grouping"], row["classification"], row["specialization"], row["section"], row["definition"])
        yield Row("taxonomy", (code, title, *kind), line)


BOOK = Book(
    name="taxonomy",
    title="Provider taxonomy",
    publisher="National Uniform Claim Committee",
    source="https://www.nucc.org/index.php/code-sets-mainmenu-41/provider-taxonomy-mainmenu-40",
    licence="codes are facts, shipped words our own (Apache-2.0); the published words belong to the AMA for the NUCC",
    every="each January 1 and July 1",
    tables=(_TABLE,),
    layouts=(Layout("NUCC", "release", ("taxonomy",), _recognises, _released, _read), _PLAIN),
    shipped=shipped_tables(("taxonomy.csv", _PLAIN)),
)
