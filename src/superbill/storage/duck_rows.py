"""Rows of Python into a table of DuckDB: few at once as lists, many by way of a file, which is the quickest one."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from superbill.edits.conditions import Row, Value
from superbill.edits.packed import PackedTable
from superbill.edits.sql_expressions import quoted

AT_ONCE = 10_000
"""From how many rows on they go by way of a file."""
_MISSING = "\x1emissing\x1e"
"""A cell of that file that is not there: no text of a table or a claim has a record separator."""


def insert_rows(db: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> int:
    """Insert rows that have some of these columns; `at`, where none has it, is the place of a row. Returns how many there were."""
    numbered = ({"at": at, **row} for at, row in enumerate(rows)) if "at" in columns else iter(rows)
    first = list(islice(numbered, AT_ONCE))
    if len(first) < AT_ONCE:
        _insert_few(db, name, columns, first)
        return len(first)
    return _insert_many(db, name, columns, chain(first, numbered))


def _insert_few(db: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
    """All in one statement: a list for each column."""
    if rows:
        given = [[row.get(column) for row in rows] for column in columns]
        lists = ", ".join(f"UNNEST(?::{kind}[])" for kind in columns.values())
        db.execute(f"INSERT INTO {quoted(name)} SELECT {lists}", given)


def insert_packed(db: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], table: PackedTable) -> None:
    """Insert every row of a packed table, with its place, column by column."""
    cells = table.cells(lambda value: _MISSING if value is None else str(value))
    if cells:
        _insert_cells(
            db, name, {column: columns[column] for column in ("at", *cells)}, zip(count(), *cells.values(), strict=False)
        )


def _insert_many(db: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> int:
    many = 0

    def cells() -> Iterator[list[Value]]:
        nonlocal many
        for row in rows:
            many += 1
            yield [_MISSING if (cell := row.get(column)) is None else cell for column in columns]

    _insert_cells(db, name, columns, cells())
    return many


def _insert_cells(db: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], cells: Iterable[Sequence[Value]]) -> None:
    with TemporaryDirectory(prefix="superbill-table-") as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(cells)
        db.execute(
            f"INSERT INTO {quoted(name)} BY NAME SELECT * FROM read_csv(?, header = false, nullstr = '{_MISSING}', columns = ?,"
            " auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n')",
            [str(path), dict(columns)],
        )
