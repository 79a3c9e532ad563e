"""Look-ups in the books that are installed, as they stood on a day; opens no file, works on open connections.

`find` gives the row of a key on a day, `history` all its rows, `rows` everything on a day. A look-up is one step in an index, and
the last of each table are remembered: what is open does not change.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from superbill.basics.days import Period
from superbill.codes.book import Table, day_number, day_of
from superbill.codes.pack import rows_of

Cell = str | int

_REMEMBERED = 1_024
"""Look-ups of one table. The claims of a day name the same codes over and over."""


class Entry:
    """A row of a table with the days on which it holds: `entry["title"]`, `entry.period`."""

    __slots__ = ("_keys", "_places", "_row")

    def __init__(self, places: Mapping[str, int], row: tuple[Cell, ...], keys: int) -> None:
        self._places, self._row, self._keys = places, row, keys

    def __getitem__(self, column: str) -> Cell:
        return self._row[self._places[column]]

    @property
    def key(self) -> tuple[Cell, ...]:
        """The cells that name the row."""
        return self._row[: self._keys]

    @property
    def cells(self) -> dict[str, Cell]:
        """All columns by name."""
        return {name: self._row[place] for name, place in self._places.items()}

    @property
    def period(self) -> Period:
        """The days on which the row holds."""
        return Period(day_of(int(self._row[-2])), day_of(int(self._row[-1])))

    def __repr__(self) -> str:
        return f"Entry({self.cells}, {self.period})"


class OpenTable:
    """One table of an installed book, ready for look-ups."""

    def __init__(self, db: sqlite3.Connection, table: Table) -> None:
        self.table, self._db = table, db
        self._one = db.cursor()  # for single rows: to make a cursor for each is a tenth of asking
        self._places = {column.name: place for place, column in enumerate(table.columns)}
        cells = ", ".join(f'"{name}"' for name in self._places)
        keyed = " AND ".join(f'"{name}" = ?' for name in table.key_names)
        self._all = f'SELECT {cells}, since, until FROM "{table.name}"'
        last = f'FROM "{table.name}" WHERE {keyed} AND since <= ? ORDER BY since DESC LIMIT 1'
        self._find, self._holds = f"SELECT {cells}, since, until {last}", f"SELECT until {last}"
        self._history = f"{self._all} WHERE {keyed} ORDER BY since"
        self._found = lru_cache(_REMEMBERED)(self._look_up)

    def find(self, *key: Cell, on: date) -> Entry | None:
        """The row with this key on that day, or None."""
        return self._found(key, on)

    def _look_up(self, key: tuple[Cell, ...], on: date) -> Entry | None:
        day = day_number(on)
        row = self._one.execute(self._find, (*key, day)).fetchone()
        return self._entry(row) if row is not None and row[-1] > day else None

    def holds(self, *key: Cell, on: date) -> bool:
        """Whether there is a row with this key on that day."""
        day = day_number(on)
        row = self._one.execute(self._holds, (*key, day)).fetchone()
        return row is not None and row[0] > day

    def history(self, *key: Cell) -> tuple[Entry, ...]:
        """All rows with this key, the oldest first."""
        return tuple(map(self._entry, self._db.execute(self._history, key)))

    def beginning(self, *key: Cell) -> tuple[Entry, ...]:
        """All rows whose key begins with these cells, by key and day."""
        names = self.table.key_names
        where = " AND ".join(f'"{name}" = ?' for name in names[: len(key)])
        order = ", ".join(f'"{name}"' for name in (*names, "since"))
        return tuple(map(self._entry, self._db.execute(f"{self._all} WHERE {where} ORDER BY {order}", key)))

    def having(self, columns: Sequence[str], values: Sequence[Cell], *, on: date, limit: int) -> tuple[Entry, ...]:
        """Rows of a day in which one of the columns has one of the values, by key.

        Quick where every column is the first of the key or one that the table is `also_by`; else the whole table is read.
        """
        names = {column.name for column in self.table.columns}
        assert names.issuperset(columns), "only columns of the table are asked for"
        marks = ", ".join("?" * len(values))
        where = " OR ".join(f'"{column}" IN ({marks})' for column in columns)
        return self._chosen(f"({where})", list(values) * len(columns), on, limit)

    def starting(self, *key: Cell, on: date, limit: int, **same: Cell) -> tuple[Entry, ...]:
        """Rows of a day whose key has these cells, the last of which is only a beginning; with the other cells as said, by key."""
        names = self.table.key_names[: len(key)]
        where = [f'"{name}" = ?' for name in (*names[:-1], *same)] + [f'"{names[-1]}" >= ? AND "{names[-1]}" < ?']
        return self._chosen(" AND ".join(where), [*key[:-1], *same.values(), key[-1], f"{key[-1]}\U0010ffff"], on, limit)

    def telling(self, column: str, words: Sequence[str], *, on: date, limit: int, **same: Cell) -> tuple[Entry, ...]:
        """Rows of a day that have in a column a word beginning with each of the words; the shortest first. Reads the whole table."""
        spaced = f"' ' || replace(replace(replace(\"{column}\", '(', ' '), '-', ' '), '[', ' ')"
        escaped = [re.sub(r"([%_\\])", r"\\\1", word) for word in words]
        where = [f'"{name}" = ?' for name in same]
        where += [f"{cell} LIKE ? ESCAPE '\\'" for cell in (f'"{column}"', spaced) for _ in words]  # the quicker test goes first
        values = [*same.values(), *(f"%{word}%" for word in escaped), *(f"% {word}%" for word in escaped)]
        return self._chosen(" AND ".join(where), values, on, limit, f'length("{column}"), ')

    def _chosen(self, where: str, values: Sequence[Cell], on: date, limit: int, first: str = "") -> tuple[Entry, ...]:
        """Rows of a day, by key."""
        day, order = day_number(on), ", ".join(f'"{name}"' for name in (*self.table.key_names, "since"))
        sql = f"{self._all} WHERE {where} AND since <= ? AND until > ? ORDER BY {first}{order} LIMIT ?"
        return tuple(map(self._entry, self._db.execute(sql, (*values, day, day, limit))))

    def rows(self, *, on: date | None = None) -> Iterator[Entry]:
        """Every row, or those of a day, by key."""
        order = ", ".join(f'"{name}"' for name in (*self.table.key_names, "since"))
        if on is None:
            yield from map(self._entry, self._db.execute(f"{self._all} ORDER BY {order}"))
        else:
            day = day_number(on)
            yield from map(
                self._entry, self._db.execute(f"{self._all} WHERE since <= ? AND until > ? ORDER BY {order}", (day, day))
            )

    def count(self, *, on: date) -> int:
        """How many rows hold on a day."""
        day = day_number(on)
        sql = f'SELECT count(*) FROM "{self.table.name}" WHERE since <= ? AND until > ?'
        (count,) = self._db.execute(sql, (day, day)).fetchone()
        return int(count)

    def size(self) -> int:
        """How many rows there are, of all days."""
        (count,) = self._db.execute(f'SELECT count(*) FROM "{self.table.name}"').fetchone()
        return int(count)

    def digest(self) -> str:
        """The hash of every row, by which two states of a table are told apart."""
        digest = hashlib.sha256()
        for row in rows_of(self._db, self.table):
            digest.update(repr(row).encode())
        return digest.hexdigest()

    def _entry(self, row: tuple[Cell, ...]) -> Entry:
        return Entry(self._places, row, self.table.keys)
