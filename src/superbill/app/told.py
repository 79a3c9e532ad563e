"""What other books tell of a code: facts with a heading, and look-ups in books that may not be installed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from superbill.app.code_books import shelves_here
from superbill.codes.shelf import Cell, Entry
from superbill.storage.shelf import NoBook


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with its heading. It may lead to `code`, which stands in `book` (empty: a diagnosis), or to a `term` of the list `book`."""

    heading: str
    words: str
    code: str = ""
    book: str = ""
    term: str = ""


def rows_of(book: str, table: str, *key: Cell, on: date) -> tuple[Entry, ...]:
    """The rows of a day whose key begins so; none where the book is not installed."""
    try:
        with shelves_here().open(book) as tables:
            return tuple(entry for entry in tables[table].beginning(*key) if on in entry.period)
    except NoBook:
        return ()


def rows_having(
    book: str, table: str, columns: Sequence[str], values: Sequence[Cell], *, on: date, limit: int
) -> tuple[Entry, ...]:
    """The rows of a day in which one of the columns has one of the values; none where the book is not installed."""
    try:
        with shelves_here().open(book) as tables:
            return tables[table].having(columns, values, on=on, limit=limit)
    except NoBook:
        return ()


def has_rows(book: str, table: str, *, on: date) -> bool:
    """Whether any edition of a table holds on a day."""
    try:
        with shelves_here().open(book) as tables:
            return tables[table].count(on=on) > 0
    except NoBook:
        return False
