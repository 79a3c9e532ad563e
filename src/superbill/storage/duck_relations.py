"""The relations of the claims at hand as tables that hold only what the chosen edits read: each is made once, and every edit reads it.

What somebody fills stands in the schema `base`, with the views of `sql_views` over it. Those views join claim, line and their days anew
whenever they are read, so what edits read is kept in the schema `main` under the same names. A column that no file has is a constant of
a view: it takes no memory, and DuckDB folds what is asked of it.
"""

import re
from collections.abc import Collection, Iterable, Mapping

import duckdb

from superbill.edits.relations import RELATIONS, SENT, SORTS, SUBSCRIBER
from superbill.edits.sql_expressions import literal, quoted
from superbill.edits.sql_views import TYPES, create_table, create_views, tables

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_TABLE = re.compile(r"\b(?:FROM|JOIN) \"?([a-z][a-z0-9_]*)")


def columns_read(texts: Iterable[str]) -> dict[str, set[str]]:
    """Of each relation that these queries name the columns that they may read: every word that is called like one."""
    read: dict[str, set[str]] = {}
    for text in texts:
        words = set(_WORD.findall(text))
        for name in SORTS.keys() & _TABLE.findall(text):
            read.setdefault(name, set()).update(words & SORTS[name].keys())
    return read


class Relations:
    """The schemas of a database in memory. `missing` are the columns that the files at hand do not have, by the table filled."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        self._db = db
        self.columns = tables()
        self._missing: dict[str, Collection[str]] = {}
        self._kept: set[str] = set()
        self._filled: set[str] = set()
        db.execute("CREATE SCHEMA base")
        db.execute("SET search_path = 'base'")
        for name, columns in self.columns.items():
            db.execute(create_table(name, columns))
        for view in create_views():
            db.execute(view)
        db.execute("SET search_path = 'main,base'")

    def filled(self, name: str) -> None:
        """Take note that somebody filled a table."""
        self._filled.add(name)

    def over_file(self, name: str, there: Mapping[str, str], source: str) -> None:
        """Read a table from a file, of which `there` are the columns, when it is wanted; nothing is copied."""
        columns = self.columns[name]
        self._missing[name] = columns.keys() - there.keys()
        chosen = (
            f"{quoted(column)}::{kind} AS {quoted(column)}" if column in there else f"{_empty(column, kind)} AS {quoted(column)}"
            for column, kind in columns.items()
        )
        self._db.execute(f"DROP TABLE base.{quoted(name)}")
        self._db.execute(f"CREATE VIEW base.{quoted(name)} AS SELECT {', '.join(chosen)} FROM {source}")

    def keep(self, read: Mapping[str, set[str]]) -> None:
        """Make the tables that edits read, with these columns."""
        self.forget_kept()
        same = self._same_on_all(frozenset[str]().union(*read.values()))
        made = {name: self._sorted_out(name, columns, same) for name, columns in read.items()}
        for name, (held, _) in made.items():
            chosen = ", ".join(map(quoted, ("claim_at", "at", *held)))
            self._db.execute(f"CREATE TABLE main.{quoted(f'{name}_kept')} AS SELECT {chosen} FROM base.{quoted(name)}")
        for name, (held, constant) in made.items():
            chosen = ", ".join((*map(quoted, ("claim_at", "at", *held)), *constant))
            self._db.execute(f"CREATE VIEW main.{quoted(name)} AS SELECT {chosen} FROM main.{quoted(f'{name}_kept')}")
            self._kept.add(name)

    def _same_on_all(self, columns: Collection[str]) -> dict[str, str]:
        """The columns of the claim in which all claims of the files at hand have one value, with that value: no row need carry it."""
        if "claim_own" not in self._missing:
            return {}
        here = self.columns["claim_own"].keys() - self._missing["claim_own"] - {"claim_at", "at"}
        same: dict[str, str] = {}
        for table, names in (("claim_own", sorted(here & set(columns))), ("ask", ["checked_on"])):
            ends = ", ".join(
                f"MIN({quoted(name)})::VARCHAR, MAX({quoted(name)})::VARCHAR, COUNT({quoted(name)})" for name in names
            )
            (found,) = self._db.execute(f"SELECT COUNT(*){', ' + ends if ends else ''} FROM base.{quoted(table)}").fetchall()
            for name, least, most, count in zip(names, found[1::3], found[2::3], found[3::3], strict=True):
                if least == most and count == found[0] and count:
                    same[name] = f"{literal(least)}::{self.columns[table][name]}"
        return same

    def _sorted_out(self, name: str, columns: set[str], same: Mapping[str, str]) -> tuple[list[str], list[str]]:
        """The columns that are held, and those that are constants, as expressions."""
        missing: set[str] = set()
        relation = None if name == SENT else RELATIONS[name]
        if relation is None:
            missing.update(self._missing.get(SENT, ()))
        while relation is not None:
            missing.update(self._missing.get(f"{relation.name}_own", ()))
            relation = RELATIONS[relation.of] if relation.of else None
        sorts = SORTS[name]
        constant = {column: _empty(column, TYPES[sorts[column]]) for column in columns & missing}
        constant |= {column: value for column, value in same.items() if column in columns and name != SENT}
        return sorted(columns - constant.keys()), [f"{constant[column]} AS {quoted(column)}" for column in sorted(constant)]

    def forget_kept(self) -> None:
        """Drop the tables that edits read."""
        for name in self._kept:
            self._db.execute(f"DROP VIEW main.{quoted(name)}")
            self._db.execute(f"DROP TABLE main.{quoted(f'{name}_kept')}")
        self._kept.clear()

    def clear(self) -> None:
        """Forget the claims."""
        self.forget_kept()
        for name in self._missing:
            self._db.execute(f"DROP VIEW base.{quoted(name)}")
            self._db.execute(f"CREATE TABLE base.{quoted(name)} ({_declared(self.columns[name])})")
        for name in self._filled:
            self._db.execute(f"DELETE FROM {quoted(name)}")
        self._missing.clear()
        self._filled.clear()


def _empty(column: str, kind: str) -> str:
    return f"{chr(39) * 2 if kind == 'VARCHAR' and column not in SUBSCRIBER else 'NULL'}::{kind}"


def _declared(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{quoted(column)} {kind}" for column, kind in columns.items())
