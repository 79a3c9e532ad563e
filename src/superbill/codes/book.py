"""What a book of codes is: its tables, where it comes from, and the official files that it is read from.

    Book       a code set as people speak of it: HCPCS Level II, the NCCI edits, the physician fee schedule
    Table      its rows, each with a key and a validity: `pcs`, `ptp`, `rvu`
    Layout     one official file format: how it is recognised, and how its lines become rows
    Row        cells of one table with the days on which they hold

Every book is a file of `codes/books/` and is found by walking the folder. Days are whole numbers such as 20261001 and every
validity is half-open; money is whole cents; other exact decimals (RVUs, weights, units) are whole ten-thousandths.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from superbill.basics.days import FOREVER
from superbill.basics.errors import BadInput
from superbill.codes.source import Source

Kind = Literal["text", "whole", "cents", "rate", "flag", "day"]
"""text; a whole number; money in cents; an exact decimal in ten-thousandths; 0 or 1; a day such as 20261001, 0 for none."""

Mode = Literal["release", "history", "changes"]
"""What a file tells. A release: everything that holds from its day. A history: what held on any day, with its own dates.

Changes: what is added, taken away and worded anew, on top of what held the day before.
"""

ALWAYS, NEVER = 0, 99_999_999
"""The ends of a validity that has none."""

OLDEST = 1_01_01
"""The first day of all: where a row begins that tells days of its own and is older than they go back. ALWAYS means its release's day."""


class UnknownBook(BadInput):
    """There is no book of that name."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `words` says what it holds."""

    name: str
    words: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a validity. The first `keys` columns name a row: on any one day there is at most one with that name.

    `title` is the column that is read aloud and searched in; empty when there is none. `also_by` are columns with an index of their
    own, for books whose rows are asked for from the other end too.
    """

    name: str
    words: str
    columns: tuple[Column, ...]
    keys: int = 1
    title: str = ""
    also_by: tuple[str, ...] = ()

    @property
    def key_names(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return tuple(column.name for column in self.columns[: self.keys])


class Row(NamedTuple):
    """Cells in the order of the table's columns. `since` ALWAYS and `until` NEVER leave the validity to the release.

    `line` is where it stands in the file, for messages. In a file of changes, `gone` marks what is taken away.
    """

    table: str
    cells: tuple[str | int, ...]
    line: int = 0
    since: int = ALWAYS
    until: int = NEVER
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One official file format.

    `recognises` looks at the name and the first bytes. `released` tells from when a release holds, None when neither name nor
    content tell (the caller must then say it). `part` names the share of the rows that the file holds, where a release comes in
    several files; `tables` are those that it fills. `is_ama` marks files that carry CPT, and `belongs_to` names another owner of
    words or codes that are not public: both are read only when the site says that it holds the licence, and kept apart.
    `by_name` marks formats that are never guessed: they are taken only where their book is asked for.
    """

    name: str
    mode: Mode
    tables: tuple[str, ...]
    recognises: Callable[[Source], bool]
    released: Callable[[Source], date | None]
    read: Callable[[Source], Iterator[Row]]
    part: Callable[[Source], str] = lambda source: ""
    is_ama: bool = False
    belongs_to: str = ""
    by_name: bool = False

    @property
    def owner(self) -> str:
        """Whose licence the site must hold; empty for what is public."""
        return "the American Medical Association" if self.is_ama else self.belongs_to


@dataclass(frozen=True, slots=True)
class Shipped:
    """A file that comes with the program or with a package it depends on: the embedded default, from a day on.

    `stamp` changes whenever the file does and costs next to nothing to know; empty, the file is read to know it.
    """

    source: Source
    since: date
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A code set. `source` says who publishes it and where; `licence` on which terms; `every` how often it changes.

    `shipped` gives the embedded default, in one of the book's own layouts; a book without one is empty until it is installed.
    """

    name: str
    title: str
    publisher: str
    source: str
    licence: str
    every: str
    tables: tuple[Table, ...]
    layouts: tuple[Layout, ...]
    shipped: Callable[[], tuple[Shipped, ...]] = tuple

    def table(self, name: str) -> Table:
        """The table of that name; asking for another is our own fault."""
        return next(table for table in self.tables if table.name == name)


def day_number(day: date) -> int:
    """A day as the tables hold it: 2026-10-01 is 20261001, and `FOREVER` is NEVER."""
    return NEVER if day == FOREVER else day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """The day behind a number of the tables; the open ends are the first day of all and `FOREVER`."""
    if number == ALWAYS:
        return date.min
    return FOREVER if number == NEVER else date(number // 10_000, number // 100 % 100, number % 100)


@cache
def all_books() -> tuple[Book, ...]:
    """Every book there is, by name."""
    folder = importlib.import_module("superbill.codes.books")
    found = (importlib.import_module(f"{folder.__name__}.{module.name}") for module in pkgutil.iter_modules(folder.__path__))
    return tuple(sorted((module.BOOK for module in found if hasattr(module, "BOOK")), key=lambda book: book.name))


def get_book(name: str) -> Book:
    """The book of that name. Raises `UnknownBook`."""
    for book in all_books():
        if book.name == name:
            return book
    raise UnknownBook(f"There is no code book {name[:30]!r}.", todo=f"Known are {', '.join(book.name for book in all_books())}.")


def find_layout(source: Source, book: str = "") -> tuple[Book, Layout] | None:
    """The book and the format that a file is of, or None; with `book`, among the formats of that book. Raises `UnknownBook`."""
    for each in (get_book(book),) if book else all_books():
        for layout in each.layouts:
            if (book or not layout.by_name) and layout.recognises(source):
                return each, layout
    return None
