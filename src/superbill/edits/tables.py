"""Dated tables: rows that hold from a day until a day, found by their key columns.

A table knows its name, its columns and where it came from. It is read from CSV text: lines that begin with `#` say the
source, then a header, then rows. `effective` and `deletion` are the names that CMS uses; the deletion date is the last day
on which a row holds (CMS NCCI edit files), and it is turned into the half-open period that we use everywhere.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from superbill.basics.days import FOREVER
from superbill.basics.errors import BadInput
from superbill.edits.conditions import Row, Value


class BadTable(BadInput):
    """A table that cannot be used: a column is missing, or a cell is not what its column holds."""


class Table(Protocol):
    """What edits ask: rows that hold on a day, found by some of their columns; and all rows, for an engine that joins."""

    @property
    def rows(self) -> Iterable[Row]:
        """Every row of every day, with `since` and `until`, in an order that stays."""

    def find(self, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The rows with this key that hold on the day, in that order."""


@dataclass(frozen=True)
class DatedTable:
    """Rows with `since` and `until` (half-open, dates) beside their own columns. Rows are never changed once given."""

    name: str
    rows: tuple[Row, ...]
    source: str = ""
    _indexes: dict[tuple[str, ...], dict[tuple[Value, ...], list[Row]]] = field(default_factory=dict, repr=False, compare=False)

    def find(self, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The rows with this key that hold on the day, in the order of the table."""
        found = self._index(tuple(key)).get(tuple(key.values()), ())
        return tuple(row for row in found if holds_on(row, on))

    def knows(self, **key: Value) -> bool:
        """Whether the key is in the table on any day."""
        return tuple(key.values()) in self._index(tuple(key))

    def _index(self, columns: tuple[str, ...]) -> dict[tuple[Value, ...], list[Row]]:
        if columns not in self._indexes:
            index: dict[tuple[Value, ...], list[Row]] = {}
            for row in self.rows:
                index.setdefault(tuple(row[column] for column in columns), []).append(row)
            self._indexes[columns] = index
        return self._indexes[columns]


def holds_on(row: Row, on: date) -> bool:
    """Whether a row of a dated table holds on a day."""
    since, until = row["since"], row["until"]
    assert isinstance(since, date)
    assert isinstance(until, date)
    return since <= on < until


def table_from_rows(name: str, rows: Sequence[Mapping[str, Value]]) -> DatedTable:
    """A table from rows at hand; a row without `since` or `until` holds always."""
    always: dict[str, Value] = {"since": date.min, "until": FOREVER}
    return DatedTable(name=name, rows=tuple({**always, **row} for row in rows))


def table_from_csv(name: str, *, text: str, whole_numbers: tuple[str, ...] = ()) -> DatedTable:
    """A table from CSV text. Raises `BadTable`, naming the line.

    Columns named in `whole_numbers` are read as such. `effective` and `deletion` become `since` and `until`; an empty
    deletion means that the row still holds.
    """
    lines = text.splitlines()
    source = " ".join(line.lstrip("# ").strip() for line in lines if line.startswith("#"))
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise BadTable("The table is empty.", where=name, todo="A header and rows are needed.")
    header = next(csv.reader([numbered[0][1]]))
    rows = []
    for number, line in numbered[1:]:
        cells = next(csv.reader([line]))
        if len(cells) != len(header):
            raise BadTable(f"{len(cells)} cells where {len(header)} are needed.", where=f"{name}, line {number}")
        rows.append(_row(dict(zip(header, cells, strict=True)), whole_numbers, where=f"{name}, line {number}"))
    return DatedTable(name=name, rows=tuple(rows), source=source)


def _row(cells: dict[str, str], whole_numbers: tuple[str, ...], *, where: str) -> Row:
    row: dict[str, Value] = dict(cells)
    try:
        row.update({column: int(cells[column]) for column in whole_numbers})
        effective, deletion = cells.get("effective", ""), cells.get("deletion", "")
        row["since"] = date.fromisoformat(effective) if effective else date.min
        row["until"] = date.fromisoformat(deletion) + timedelta(days=1) if deletion else FOREVER
    except (ValueError, KeyError, OverflowError) as wrong:
        raise BadTable(f"A cell is missing or is not a whole number or a day: {wrong}.", where=where) from wrong
    row.pop("effective", None)
    row.pop("deletion", None)
    return row
