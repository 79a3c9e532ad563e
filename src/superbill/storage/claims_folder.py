"""Claims in Parquet: a folder with a file for each relation that edits read, as `storage.duck` takes it; written, narrowed, named.

`claim_at` numbers the claims, from 0. `claim.parquet` also has `control`, by which a claim is named when its findings are told.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import duckdb

from superbill.basics.errors import BadInput, NotPossible
from superbill.edits.conditions import Row
from superbill.edits.context import Context
from superbill.edits.facts import Facts
from superbill.edits.relations import RELATIONS, SENT, ClaimRows
from superbill.edits.sql_expressions import literal, quoted
from superbill.edits.sql_views import create_table, tables

_AT_ONCE = 2_000
"""Claims that are held as Python objects at a time."""


class NoClaims(BadInput):
    """A folder without claims in Parquet, or with files that cannot be read as such."""


class NotWritten(NotPossible):
    """What was made could not be put where it belongs; nothing of it is left."""


class FolderNotEmpty(NotPossible):
    """There are claims in the folder already."""


def _columns() -> dict[str, dict[str, str]]:
    kept = {name: columns for name, columns in tables().items() if name.endswith("_own") or name == SENT}
    return kept | {"claim_own": kept["claim_own"] | {"control": "VARCHAR"}}


class ClaimsFolder:
    """A folder that is being filled: `add` each claim with what was sent before it; at the end the files are written, all or none."""

    def __init__(self, folder: Path) -> None:
        if folder.exists() and any(folder.iterdir()):
            raise FolderNotEmpty("There is something in this folder.", where=str(folder), todo="Name a new one.")
        self._folder = folder
        self._columns = _columns()
        self._rows: dict[str, list[Row]] = {name: [] for name in self._columns}
        self._count = 0

    def __enter__(self) -> Self:
        self._work = TemporaryDirectory(prefix="superbill-claims-")
        self._db = duckdb.connect(str(Path(self._work.name) / "claims.duckdb"))
        for name, columns in self._columns.items():
            self._db.execute(create_table(name, columns))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._flush()
                self._write()
        finally:
            self._db.close()
            self._work.cleanup()

    def add(self, claim: ClaimRows, context: Context) -> None:
        """Keep a claim, and the lines that were sent before for the same patient."""
        claim_at = self._count
        for name in RELATIONS:
            own = claim.rows.get(name, ())
            self._rows[f"{name}_own"] += [{**row, "claim_at": claim_at, "at": at} for at, row in enumerate(own)]
        self._rows["claim_own"][-1] = {**self._rows["claim_own"][-1], "control": claim.control}
        sent = Facts(claim, context).rows(SENT) if context.history else ()
        self._rows[SENT] += [{**row, "claim_at": claim_at, "at": at} for at, row in enumerate(sent)]
        self._count += 1
        if self._count % _AT_ONCE == 0:
            self._flush()

    def _flush(self) -> None:
        for name, rows in self._rows.items():
            columns = self._columns[name]
            if rows:
                given = [[row.get(column) for row in rows] for column in columns]
                lists = ", ".join(f"UNNEST(?::{kind}[])" for kind in columns.values())
                self._db.execute(f"INSERT INTO {quoted(name)} SELECT {lists}", given)
                rows.clear()

    def _write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for name in self._columns:
            if name == "claim_own" or self._db.execute(f"SELECT 1 FROM {quoted(name)} LIMIT 1").fetchall():
                path = self._folder / f"{name.removesuffix('_own')}.parquet"
                self._db.execute(f"COPY {quoted(name)} TO {literal(str(path))} (FORMAT parquet)")


# --- reading


def pieces_in(folder: Path, *, lines_at_once: int) -> tuple[range, ...]:
    """The numbers of the claims in ranges of about so many lines each: as if every claim had equally many. Raises `NoClaims`."""
    with closing(duckdb.connect(":memory:")) as db:
        _columns_in(db, folder / "claim.parquet")
        first, last = db.execute(f"SELECT MIN(claim_at), MAX(claim_at) FROM {_file(folder, 'claim')}").fetchall()[0]
        if first is None:
            return (range(0),)
        has_lines = (folder / "line.parquet").is_file()
        (lines,) = db.execute(f"SELECT COUNT(*) FROM {_file(folder, 'line')}").fetchall()[0] if has_lines else (0,)
    step = -(-(last + 1 - first) // max(1, -(-lines // lines_at_once)))
    return tuple(range(begin, min(begin + step, last + 1)) for begin in range(first, last + 1, step))


def _within(claims: range | None) -> str:
    return "TRUE" if claims is None else f"claim_at >= {claims.start} AND claim_at < {claims.stop}"


def names_in(folder: Path, *, claims: range | None = None) -> Iterator[tuple[int, str]]:
    """`claim_at` and the name of each claim, in order, or of those with their number in a range. Raises `NoClaims`."""
    with closing(duckdb.connect(":memory:")) as db:
        there = _columns_in(db, folder / "claim.parquet")
        name = "CAST(control AS VARCHAR)" if "control" in there else "CAST(number AS VARCHAR)" if "number" in there else "''"
        found = db.execute(f"SELECT claim_at, {name} FROM {_file(folder, 'claim')} WHERE {_within(claims)} ORDER BY claim_at")
        while rows := found.fetchmany(10_000):
            yield from rows


def payers_in(folder: Path, *, claims: range | None = None) -> dict[str, int]:
    """The ids of the payers of the claims, with how many claims each has. Raises `NoClaims`."""
    with closing(duckdb.connect(":memory:")) as db:
        if "payer_id" not in _columns_in(db, folder / "claim.parquet"):
            return {}
        test = f"payer_id IS NOT NULL AND {_within(claims)}"
        rows = db.execute(f"SELECT payer_id, COUNT(*) FROM {_file(folder, 'claim')} WHERE {test} GROUP BY payer_id")
        return {str(payer): count for payer, count in rows.fetchall()}


def narrow(folder: Path, into: Path, *, payer_id: str = "", since: date | None = None) -> None:
    """Copy the claims to one payer, or with a service on a day or later, with all that belongs to them. Raises `NoClaims`."""
    with closing(duckdb.connect(":memory:")) as db:
        _columns_in(db, folder / "claim.parquet")
        tests, given = ["TRUE"], list[object]()
        if payer_id:
            tests, given = [*tests, "payer_id = ?"], [*given, payer_id]
        if since is not None:
            _columns_in(db, folder / "line.parquet")
            tests.append(f"claim_at IN (SELECT claim_at FROM {_file(folder, 'line')} WHERE served_on >= ?)")
            given.append(since)
        db.execute(f"CREATE TABLE wanted AS SELECT claim_at FROM {_file(folder, 'claim')} WHERE {' AND '.join(tests)}", given)
        for path in sorted(folder.glob("*.parquet")):
            query = f"SELECT * FROM read_parquet({literal(str(path))}) WHERE claim_at IN (SELECT claim_at FROM wanted)"
            db.execute(f"COPY ({query}) TO {literal(str(into / path.name))} (FORMAT parquet)")


def _file(folder: Path, relation: str) -> str:
    return f"read_parquet({literal(str(folder / f'{relation}.parquet'))})"


def _columns_in(db: duckdb.DuckDBPyConnection, path: Path) -> Mapping[str, str]:
    """The columns of a file. Raises `NoClaims` when it is not there, or is no Parquet with claims."""
    if not path.is_file():
        todo = "Name a folder that `superbill check --save-parquet` made, or one with the files that docs/reference/edit-columns.md names."
        raise NoClaims(f"There is no {path.name} in this folder.", where=str(path.parent), todo=todo)
    try:
        rows = db.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error as error:
        raise NoClaims("This file cannot be read as Parquet.", where=str(path), todo="Make it anew.") from error
    columns = {str(row[0]): str(row[1]) for row in rows}
    if "claim_at" not in columns:
        raise NoClaims("The file has no column claim_at, which numbers the claims.", where=str(path), todo="Add it, from 0.")
    return columns
