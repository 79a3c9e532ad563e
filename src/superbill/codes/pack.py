"""One installed file as tables: read whole or not at all, into a database that the caller hands in.

pack            one row: which book, layout and release; name, hash and size of the file; who, when
<table>         the rows, with `since` and `until` as the file tells them (0 and 99999999 where it does not)
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, groupby, islice
from operator import itemgetter
from zlib import crc32

from superbill.codes.book import ALWAYS, NEVER, Book, Kind, Layout, Mode, Row, Table, get_book
from superbill.codes.source import BadCodeFile, Source

_HELD, _AT_ONCE, _EVERY = 250, 50, 5_000
"""How many rows are held before they are put in; how many go in with one statement, at half the cost; after how many it is told."""

_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "whole": "INTEGER",
    "cents": "INTEGER CENTS",
    "rate": "INTEGER RATE",
    "flag": "INTEGER FLAG",
    "day": "INTEGER DAY",
}
"""All but text are integers to SQLite; the second word is for us, to know tables of another kind (`fits`)."""


@dataclass(frozen=True, slots=True)
class Pack:
    """An installed file. `since` is the day from which it holds, as 20261001; `rows` counts those of each table.

    `id` tells it from every other: book, day, part and the beginning of the hash. `stamp` is the one by which the program knows
    a file that came with it; empty for every other.
    """

    id: str
    book: str
    layout: str
    part: str
    since: int
    file: str
    sha256: str
    size: int
    rows: dict[str, int]
    installed_at: str
    installed_by: str
    accepted: bool
    notice: str = ""
    stamp: str = ""

    def to_json(self) -> str:
        """All of it, for the shelf."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Pack":
        """What `to_json` gave."""
        return cls(**json.loads(text))

    @property
    def mode(self) -> Mode:
        """Release, history or changes, as its layout has it."""
        return layout_of(get_book(self.book), self.layout).mode


def layout_of(book: Book, name: str) -> Layout:
    """The format of that name; asking for another is our own fault."""
    return next(layout for layout in book.layouts if layout.name == name)


def create_table(db: sqlite3.Connection, table: Table, *, part: bool = False) -> None:
    """Make the empty table; with `part`, its rows also say with which share of a release they came, by a number."""
    columns = ", ".join(f'"{column.name}" {_TYPES[column.kind]} NOT NULL' for column in table.columns)
    keys = ", ".join(f'"{name}"' for name in table.key_names)
    extra = ", part INTEGER NOT NULL" if part else ""
    db.execute(
        f'CREATE TABLE "{table.name}" ({columns}, since INTEGER NOT NULL, until INTEGER NOT NULL, gone INTEGER NOT NULL{extra}, '
        f"PRIMARY KEY ({keys}, since)) WITHOUT ROWID"
    )


def fits(db: sqlite3.Connection, table: Table) -> bool:
    """Whether a table on `db` has every column that is wanted now, of its kind and with the same key; it may have more."""
    there = {name: (kind, key) for _, name, kind, _, _, key in db.execute(f'PRAGMA table_info("{table.name}")')}
    keys = {name: place for place, name in enumerate((*table.key_names, "since"), 1)}
    wanted = {column.name: (_TYPES[column.kind], keys.get(column.name, 0)) for column in table.columns}
    return bool(there) and wanted.items() <= there.items() and sum(key > 0 for _, key in there.values()) == len(keys)


def shape_of(book: Book) -> str:
    """Eight digits that tell how the tables of a book are made: another version may have other columns, keys or indexes."""
    tables = [
        (table.name, table.keys, table.also_by, [(each.name, each.kind) for each in table.columns]) for table in book.tables
    ]
    return f"{crc32(repr(tables).encode()):08x}"


def read_pack(
    db: sqlite3.Connection,
    source: Source,
    book: Book,
    layout: Layout,
    *,
    progress: Callable[[int], None] = lambda rows: None,
) -> dict[str, int]:
    """Read a file into empty tables and count their rows. Raises `BadCodeFile`; the tables are then worth nothing.

    Refused are rows that are told twice, periods of one key that overlap, and a file without a row.
    """
    tables = {name: book.table(name) for name in layout.tables}
    for table in tables.values():
        create_table(db, table)
    counts = dict.fromkeys(tables, 0)
    rows, done = layout.read(source), 0
    while some := list(islice(rows, _HELD)):
        for name, run in groupby(sorted(some, key=itemgetter(0)), key=itemgetter(0)):
            counts[name] += _insert(db, tables[name], list(run), source)
        done += len(some)
        if not done % _EVERY:
            progress(done)
    progress(done)
    if not done:
        raise source.wrong("The file has no row.", 0)
    for table in tables.values():
        _refuse_overlaps(db, table, source)
    return counts


def _insert(db: sqlite3.Connection, table: Table, rows: Sequence[Row], source: Source) -> int:
    """Put rows in and count them. Those before the one at which it fails are in, so their number tells which one it is."""
    before = db.total_changes
    try:
        for at in range(0, len(rows), _AT_ONCE):
            some = rows[at : at + _AT_ONCE]
            values = [(*cells, since, until, gone) for _, cells, _, since, until, gone in some]
            db.execute(_insertion(table.name, len(table.columns) + 3, len(some)), tuple(chain.from_iterable(values)))
    except sqlite3.IntegrityError as wrong:
        taken = rows[db.total_changes - before]
        name = " ".join(str(cell) for cell in taken.cells[: table.keys] if cell != "")
        raise source.wrong(
            f"{name} was told before.", taken.line, todo="One of the two rows is wrong; download the file again."
        ) from wrong
    return len(rows)


@lru_cache
def _insertion(table: str, columns: int, rows: int) -> str:
    """The statement that puts so many rows in; of those before one that is refused it keeps hold."""
    marks = f"({', '.join('?' * columns)})"
    return f'INSERT OR FAIL INTO "{table}" VALUES {", ".join([marks] * rows)}'


def _refuse_overlaps(db: sqlite3.Connection, table: Table, source: Source) -> None:
    """Look at the keys with more than one row, in order of the table; most have one."""
    keys = ", ".join(f'"{name}"' for name in table.key_names)
    several = f'SELECT {keys} FROM "{table.name}" GROUP BY {keys} HAVING count(*) > 1'
    sql = (
        f"SELECT {keys} FROM (SELECT {keys}, since, lag(until) OVER (PARTITION BY {keys} ORDER BY since) AS before"
        f' FROM "{table.name}" WHERE ({keys}) IN ({several})) WHERE before > since LIMIT 1'
    )
    if row := db.execute(sql).fetchone():
        raise source.wrong(
            f"{' '.join(map(str, row))} is told twice for one day.", 0, todo="Its periods overlap; download the file again."
        )


def rows_of(db: sqlite3.Connection, table: Table) -> Iterator[tuple[object, ...]]:
    """Every row with its validity, by key and day."""
    keys = ", ".join(f'"{name}"' for name in table.key_names)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    yield from db.execute(f'SELECT {columns}, since, until FROM "{table.name}" ORDER BY {keys}, since')


def pack_id(book: Book, since: int, part: str, sha256: str) -> str:
    """Such as `ncci-20261001-practitioner1-3f9a1c2e`."""
    return "-".join(filter(None, (book.name, str(since), part, sha256[:8])))


def release_day(source: Source, layout: Layout, stated: date | None) -> date:
    """From when a file holds: what the caller says, else what the file tells. Raises `BadCodeFile` where neither does."""
    day = stated or layout.released(source)
    if day is None:
        raise BadCodeFile(
            "The file does not say from when it holds.", where=source.name, todo="Say it, such as --since 2026-10-01."
        )
    return day


__all__ = [
    "ALWAYS", "NEVER", "Pack", "create_table", "fits", "layout_of", "pack_id", "read_pack", "release_day", "rows_of", "shape_of",
]  # fmt: skip
