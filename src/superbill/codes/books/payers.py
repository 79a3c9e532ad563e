"""Payers: the ids by which a clearinghouse knows them, as the site's own clearinghouse lists them.

No list comes with the program: ids differ between clearinghouses, and a wrong one sends claims astray. A clearinghouse's file is a
CSV whose first row names at least the payer's id and name; which transactions it takes stands in columns of their own.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.columns import header_of, named_rows
from superbill.codes.plain import plain_layout
from superbill.codes.source import Source

_TABLE = Table(
    "payers",
    "Payers; one that goes by several names has a row for each.",
    (
        Column("payer", "The id."),
        Column("name", "The name."),
        Column("kind", "Such as commercial, Medicaid, workers' compensation; empty where it is not told."),
        Column("transactions", "Those that it takes, separated by blanks, such as 837P 837I 270 276 835."),
        Column("enrolment", "Those that need enrolment first."),
    ),
    keys=2,
    title="name",
)
_ID = ("payer id", "payerid", "payer_id", "id")
_NAME = ("payer name", "payername", "payer_name", "name")
_KIND = ("type", "payer type", "kind", "line of business")
_TRANSACTION = re.compile(
    r"(837p|837i|837d|835|270|276|275|278|professional|institutional|dental|eligibility|era|remit|claim status)"
)
_NUMBERS = {
    "professional": "837P", "institutional": "837I", "dental": "837D", "eligibility": "270", "era": "835", "remit": "835",
    "claim status": "276",
}  # fmt: skip
_TAKES = frozenset({"y", "yes", "true", "1", "x", "available", "supported", "enrollment", "enrolment", "enrollment required"})
_ENROLS = frozenset({"enrollment", "enrolment", "enrollment required"})


def _recognises(source: Source) -> bool:
    names = header_of(source, mark=_mark(source))
    return any(name in names for name in _ID[:3]) and any(name in names for name in _NAME)


def _mark(source: Source) -> str:
    return "\t" if "\t" in source.first.partition("\n")[0] else ","


def _released(source: Source) -> date | None:
    """A list does not say from when it holds, but in its name."""
    said = source.says(r"(20\d\d)-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])(?!\d)")
    return date(int(said[1]), int(said[2]), int(said[3])) if said else None


def _read(source: Source) -> Iterator[Row]:
    names = header_of(source, mark=_mark(source))
    payer, name = (next((each for each in known if each in names), known[0]) for known in (_ID, _NAME))
    kind = next((each for each in _KIND if each in names), "")
    columns = {each: _NUMBERS.get(found[1], found[1].upper()) for each in names if (found := _TRANSACTION.search(each))}
    for line, row in named_rows(source, needs=(payer, name), mark=_mark(source), encoding=source.encoding()):
        if not re.fullmatch(r"[0-9A-Za-z_.-]{1,80}", row[payer], re.ASCII) or not row[name]:
            raise source.wrong(f"{row[payer][:20]!r} is no payer id, or the name is missing.", line)
        takes = sorted({columns[each] for each in columns if row[each].lower() in _TAKES})
        enrols = sorted({columns[each] for each in columns if row[each].lower() in _ENROLS})
        yield Row("payers", (row[payer], row[name], row[kind] if kind else "", " ".join(takes), " ".join(enrols)), line)


BOOK = Book(
    name="payers",
    title="Payer ids",
    publisher="the site's clearinghouse",
    source="the payer list of your clearinghouse, as CSV",
    licence="the site's own file",
    every="as the clearinghouse updates it",
    tables=(_TABLE,),
    layouts=(
        plain_layout("payers", _TABLE, mode="release"),
        Layout("payer list", "release", ("payers",), _recognises, _released, _read),
    ),
)
