"""A code of any book as people read it: what its columns say, with their days, what other books tell of it, and how it goes on.

A procedure of ICD-10-PCS is read character by character: what each means, and what may follow a beginning.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from superbill.app.about_procedure import about_procedure, book_of
from superbill.app.code_books import Shown, shelves_here, show_code
from superbill.app.told import Told
from superbill.basics.days import Period
from superbill.basics.errors import BadInput
from superbill.codes.book import Column, Table, day_of, get_book
from superbill.codes.icd10cm import dotted
from superbill.codes.pcs import Choices, Pcs
from superbill.storage.shelf import NoBook

PCS = "icd10pcs"
MOST = 60
"""Rows of one table that are shown."""
_DIAGNOSES = {("icd9_to_icd10", "target"), ("icd10_to_icd9", "source"), ("diagnoses", "code"), ("diagnosis", "code")}
"""The columns, by table, in which diagnoses stand without their dot."""


class NotInBook(BadInput):
    """The book has no such code, and no other book tells anything of it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A column of a row: its heading, what it is, and what stands there; `code` where that is a diagnosis."""

    heading: str
    means: str
    words: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row; `title` is what its table is read aloud by."""

    title: str
    period: Period
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class TableShown:
    """The rows of one table that have the key; `more` were found than are shown."""

    name: str
    means: str
    headings: tuple[Said, ...]
    rows: tuple[RowShown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class RowPage:
    """A code of a book. `characters` are those of a procedure of ICD-10-PCS with their meaning, `choices` what may follow them."""

    name: str
    book: str
    book_title: str
    title: str
    on: date
    tables: tuple[TableShown, ...]
    told: tuple[Told, ...]
    characters: tuple[tuple[str, str, str], ...] = ()
    choices: Choices | None = None

    @property
    def holds(self) -> bool:
        """Whether any of its rows holds on the day."""
        return any(self.on in row.period for table in self.tables for row in table.rows)


def read_row(book: str, key: str, *, on: date) -> RowPage:
    """A code, or the parts of a key with slashes between, with all its days. Raises `NotInBook`, `UnknownBook`."""
    described, parts = get_book(book), key.split("/")
    try:
        shown = show_code(book, parts)
    except NoBook:
        shown = ()
    told = about_procedure(parts[0], on=on) if len(parts) == 1 else ()
    characters, choices = _characters(parts[0], on) if book == PCS else ((), None)
    if not (shown or told or characters):
        raise NotInBook(f"The book {book[:20]} has no {' '.join(parts)[:40]!r}.", todo="Search for it among the codes.")
    tables = tuple(table for _, table in tables_shown(shown))
    rows = [row for table in tables for row in table.rows]
    title = next((row.title for row in sorted(rows, key=lambda row: on not in row.period) if row.title), "")
    return RowPage(" ".join(parts), book, described.title, title, on, tables, told, characters, choices)


def tables_shown(shown: Iterable[Shown]) -> Iterator[tuple[str, TableShown]]:
    """The rows as people read them, by book and table."""
    for (book, name), rows in groupby(shown, key=lambda row: (row.book, row.table)):
        yield book, _table(get_book(book).table(name), list(rows))


def find_procedure(code: str, *, on: date) -> str:
    """The book of a procedure of which any book tells something; empty for another code."""
    code = code.strip().upper()
    book = book_of(code)
    try:
        return book if book and (about_procedure(code, on=on) or show_code(book, [code])) else ""
    except NoBook:
        return ""


def _table(table: Table, shown: list[Shown]) -> TableShown:
    """The columns in which anything stands."""
    columns = [column for column in table.columns if any(_is_told(table, column, row.cells) for row in shown)]
    rows = tuple(
        RowShown(
            str(row.cells[table.title]) if table.title else "",
            row.period,
            tuple(_said(table.name, column, row.cells[column.name]) for column in columns),
        )
        for row in shown[:MOST]
    )
    return TableShown(table.name, table.words.removesuffix("."), rows[0].said, rows, len(shown) - len(rows))


def _is_told(table: Table, column: Column, cells: Mapping[str, str | int]) -> bool:
    """Not what is empty, no day at all, or a short title that is the title again."""
    cell = cells[column.name]
    return (
        cell != ""
        and not (column.kind == "day" and cell == 0)
        and not (column.name == "short" and cell == cells.get(table.title))
    )


def _said(table: str, column: Column, cell: str | int) -> Said:
    """A cell as people write it: money and rates with a point, flags as yes or no, days as days."""
    words = str(cell)
    match column.kind:
        case "cents":
            words = f"${int(cell) / 100:,.2f}"
        case "rate":
            whole, rest = f"{int(cell) / 10_000:,.4f}".split(".")
            words = f"{whole}.{rest[:2]}{rest[2:].rstrip('0')}"
        case "flag":
            words = "yes" if cell else "no"
        case "day":
            words = day_of(int(cell)).isoformat() if cell else "none"
    code = dotted(words) if (table, column.name) in _DIAGNOSES else ""
    return Said(column.name.replace("_", " "), column.words, words, code)


def _characters(beginning: str, on: date) -> tuple[tuple[tuple[str, str, str], ...], Choices | None]:
    """Each character with what it stands for: (character, title, label)."""
    try:
        with shelves_here().open(PCS) as tables:
            pcs = Pcs(tables)
            labels = pcs.labels(beginning, on=on)
            told = tuple((character, *label) for character, label in zip(beginning.upper(), labels, strict=False))
            return told, pcs.choices(beginning, on=on) if told else None
    except NoBook:
        return (), None
