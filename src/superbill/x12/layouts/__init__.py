"""The words in which the tables for machines are written down: Column, Table, Layout. Nothing in a layout runs.

A layout says which rows and columns are gathered from the loops of one or more transactions; its sources are the names of
`transactions/`. The plain reader (`harvest.py`) and the accelerator (`fast/`) both work from it, so a new table is a new value here.

A source is `LOOP/segment.field`: the guide's id of the loop, the names of the segment and the field in its table, such as
`2010BB/name.id`; the part before `/` is empty for the outermost loop. `2310B:rendering/…` asks for the loop's name, too, where
guides use one id for several; `…/served_on=472.day` asks for a segment whose first key is that code. Where several sources
stand with spaces between, the first that holds a value counts; a source that a transaction does not have is passed over.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

KINDS = ("text", "code", "cents", "number", "whole", "day", "last_day")
"""What a column holds: text as given; a code in capitals; whole cents; a number with four decimals; a whole number; a day;
the last day of a range (`day` is its first)."""


class Source(NamedTuple):
    """Where a value of a column comes from; `loop_name` and `code` are empty when any will do."""

    loop: str
    loop_name: str
    segment: str
    code: str
    field: str


@dataclass(frozen=True)
class Column:
    """One column. In a table of `each` a source is the name of a field; `{n}` in it counts the segment's groups from 1.

    `shared` text comes from a loop above and is the same for many rows; it is kept once for all of them.
    """

    name: str
    kind: str
    sources: str = ""
    shared: bool = False

    @cached_property
    def choices(self) -> tuple[Source, ...]:
        """Every source, the first to be asked first."""
        return tuple(_source(text) for text in self.sources.split())


def _source(text: str) -> Source:
    where, _, field = text.rpartition(".")
    loop, _, segment = where.partition("/")
    return Source(*loop.partition(":")[::2], *segment.partition("=")[::2], field)


@dataclass(frozen=True)
class Total:
    """A sum over the rows of another table that belong to this row; absent amounts count as nothing."""

    name: str
    table: str
    column: str


@dataclass(frozen=True)
class Count:
    """How many rows of another table belong to this row."""

    name: str
    table: str


@dataclass(frozen=True)
class Balance:
    """Whether the columns named in `plus` add up to those named in `minus`; null where an amount cannot be read or is missing.

    With `when` it is null also where that count is 0.
    """

    name: str
    plus: str
    minus: str
    source: str
    when: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of one kind, each with its number `key`.

    `loop`: one for each occurrence of the loop (the outermost when empty); or `each`: one for each of these segments, or of
    their groups. `within`: the tables to whose rows a row may belong, outermost first; the set is always known.
    """

    name: str
    key: str
    columns: tuple[Column, ...]
    loop: str = ""
    each: str = ""
    within: tuple[str, ...] = ()
    totals: tuple[Total | Count, ...] = ()
    balances: tuple[Balance, ...] = ()

    @property
    def is_root(self) -> bool:
        """Whether it has one row for each transaction set."""
        return not self.loop and not self.each


@dataclass(frozen=True)
class Layout:
    """The tables that are gathered from the transactions of one ST01. The first is that of the sets."""

    kind: str
    tables: tuple[Table, ...]

    @cached_property
    def by_name(self) -> dict[str, Table]:
        """Each table by its name."""
        return {table.name: table for table in self.tables}


ENVELOPE = ("sender", "receiver", "interchange", "group", "guide", "control")
"""The text columns that the table of the sets begins with: ISA06, ISA08, ISA13, GS06, ST03 or GS08, ST02."""
