"""The table in force, made of the packs that are installed: a pure function of them, so that taking one away undoes it exactly.

Packs are taken in the order of their days. Of each part of a release:
    release    what held before ends on its day; its own rows begin there. The first of all keeps the dates that it tells.
    history    it knows better than what came before, for every key that it has and every day; other keys end on its day.
    changes    on its day the rows that it takes away or words anew end, and those that it adds or words anew begin.
Rows that follow one another without a change become one.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from superbill.codes.book import ALWAYS, NEVER, Mode, Table
from superbill.codes.pack import create_table, rows_of

Layer = tuple[str, Mode, int, str]
"""A pack that is attached: the name of its database, its mode, its day, its part."""


def compose(db: sqlite3.Connection, table: Table, layers: Iterable[Layer]) -> int:
    """Make the table in force on `db` from attached packs, given in the order of their days. Returns how many rows it has.

    A pack need be attached only while it is the one that was given last. The table may have a column more, of the parts.
    """
    composer = _Composer(db, table)
    numbers: dict[str, int] = {}
    for name, mode, since, part in layers:
        is_first = part not in numbers
        number = numbers.setdefault(part, len(numbers))
        {"release": composer.release, "history": composer.history, "changes": composer.changes}[mode](
            name, since, number, is_first=is_first
        )
    return composer.finish()


class _Composer:
    """The steps, in SQL; `made` is the table while it grows."""

    def __init__(self, db: sqlite3.Connection, table: Table) -> None:
        self.db, self.table = db, table
        self.made = replace(table, name="made")
        self.cells = ", ".join(f'"{column.name}"' for column in table.columns)
        self.keys = ", ".join(f'"{name}"' for name in table.key_names)
        self.same = " AND ".join(f'new."{name}" = made."{name}"' for name in table.key_names)
        create_table(db, self.made, part=True)

    def release(self, name: str, since: int, part: int, *, is_first: bool) -> None:
        """A new edition of a part."""
        if not is_first:
            self._end(f"part = {part}", since)
        least = f"max(since, {since})" if not is_first else f"CASE since WHEN {ALWAYS} THEN {since} ELSE since END"
        self._add(name, least, part)

    def history(self, name: str, since: int, part: int, *, is_first: bool) -> None:
        """An edition that tells the past anew; what it tells may have stood in another part before."""
        told = f'SELECT {self.keys} FROM {name}."{self.table.name}"'
        self.db.execute(f"DELETE FROM made WHERE ({self.keys}) IN ({told})")
        if not is_first:
            self._end(f"part = {part}", since)
        self._add(name, f"CASE since WHEN {ALWAYS} THEN {since} ELSE since END", part)

    def changes(self, name: str, since: int, part: int, *, is_first: bool) -> None:
        """Additions, deletions and new wordings."""
        touched = f'EXISTS (SELECT 1 FROM {name}."{self.table.name}" AS new WHERE {self.same})'
        self._end(touched, since)
        self._add(name, str(since), part, where="NOT gone")

    def _end(self, which: str, day: int) -> None:
        self.db.execute(f"DELETE FROM made WHERE {which} AND since >= {day}")
        self.db.execute(f"UPDATE made SET until = {day} WHERE {which} AND until > {day}")

    def _add(self, name: str, since: str, part: int, *, where: str = "1") -> None:
        self.db.execute(
            f'INSERT INTO made SELECT {self.cells}, {since}, until, 0, {part} FROM {name}."{self.table.name}"'
            f" WHERE {where} AND until > {since}"
        )

    def finish(self) -> int:
        """Join what follows one another unchanged; the name becomes the table's own."""
        if self._has_followers():
            create_table(self.db, self.table)
            marks = ", ".join("?" * (len(self.table.columns) + 2))
            self.db.executemany(f'INSERT INTO "{self.table.name}" VALUES ({marks}, 0)', _joined(rows_of(self.db, self.made)))
            self.db.execute("DROP TABLE made")
        else:
            self.db.execute(f'ALTER TABLE made RENAME TO "{self.table.name}"')
        for column in self.table.also_by:
            self.db.execute(f'CREATE INDEX "{self.table.name} by {column}" ON "{self.table.name}" ("{column}")')
        (count,) = self.db.execute(f'SELECT count(*) FROM "{self.table.name}"').fetchone()
        return int(count)

    def _has_followers(self) -> bool:
        """Whether a row goes on unchanged where it ends. Nothing does in a table that was told once, and copying it is dear."""
        unchanged = " AND ".join(f'new."{column.name}" = made."{column.name}"' for column in self.table.columns)
        goes_on = f"EXISTS (SELECT 1 FROM made AS new WHERE {unchanged} AND new.since = made.until)"
        return self.db.execute(f"SELECT 1 FROM made WHERE until < {NEVER} AND {goes_on} LIMIT 1").fetchone() is not None


def _joined(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Rows by key and day, where one that goes on unchanged from the day on which the one before it ends makes it longer."""
    held = next(rows)
    for row in rows:
        if row[-2] == held[-1] and row[:-2] == held[:-2]:
            held = (*held[:-1], row[-1])
        else:
            yield held
            held = row
    yield held


__all__ = ["ALWAYS", "NEVER", "Layer", "compose"]
