"""The diagnosis code set as tables of DuckDB, for edits on many claims: one file beside the built code tables, made once and then only read.

It is made in a file of its own and put in its place whole, so that two who make it at once do not meet. Its name carries the name of the
code tables, which changes with a release, and a fingerprint of what makes it. Where the folder cannot be written it is made for each run.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from superbill.basics.days import FOREVER, Period
from superbill.edits import diagnosis_notes, diagnosis_rows, sql_codes
from superbill.edits.conditions import Row
from superbill.edits.diagnosis_notes import KINDS, Notes
from superbill.edits.diagnosis_rows import DatedCode, all_rows
from superbill.edits.sql_expressions import quoted
from superbill.edits.sql_views import create_table
from superbill.storage.duck_rows import insert_rows


def diagnosis_path(tables: Path) -> Path:
    """Where the file for these code tables stands."""
    return tables.with_name(f"{tables.stem}-edits-{_fingerprint()}.duckdb")


@contextmanager
def diagnosis_file(tables: Path) -> Iterator[Path]:
    """The file for these code tables; it is made when it is not there."""
    path = diagnosis_path(tables)
    with ExitStack() as stack:
        if not path.exists():
            try:
                _make(tables, path.parent, path)
                _remove_former(path)
            except OSError:
                path = Path(stack.enter_context(TemporaryDirectory(prefix="superbill-codes-"))) / path.name
                _make(tables, path.parent, path)
        yield path


@cache
def _fingerprint() -> str:
    digest = hashlib.sha256(duckdb.__version__.encode())
    for path in (diagnosis_notes.__file__, diagnosis_rows.__file__, sql_codes.__file__, __file__):
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:12]


def _make(tables: Path, folder: Path, path: Path) -> None:
    with TemporaryDirectory(prefix="edits-", suffix=".building", dir=folder) as work:
        unfinished = Path(work) / path.name
        with (
            closing(sqlite3.connect(f"{tables.absolute().as_uri()}?mode=ro", uri=True)) as book,
            closing(duckdb.connect(str(unfinished))) as db,
        ):
            _fill(db, book)
        unfinished.replace(path)


def _remove_former(path: Path) -> None:
    for former in path.parent.glob("icd10cm-*-edits-*.duckdb"):
        if former != path:
            with suppress(OSError):
                former.unlink()


def _fill(db: duckdb.DuckDBPyConnection, book: sqlite3.Connection) -> None:
    """All tables that `sql_codes` reads."""
    found = book.execute(
        "SELECT code, title, billable, sex, age_from, age_to, since, until FROM icd10cm_code ORDER BY code, since"
    )
    _table(db, "dx_row", sql_codes.TABLES["dx_row"], all_rows(map(_dated, found)))
    codes = book.execute("SELECT code, parent, since, until FROM icd10cm_code").fetchall()
    headings = book.execute("SELECT name, parent, since, until FROM icd10cm_heading").fetchall()
    names = sorted({str(code) for code, *_ in codes})
    ids = {name: number for number, name in enumerate(names)}
    categories = {name: number for number, name in enumerate(sorted({name[:3] for name in names}))}
    _table(
        db, "dx_code", sql_codes.TABLES["dx_code"],
        ({"code": name, "id": number, "category": categories[name[:3]]} for name, number in ids.items()),
    )  # fmt: skip
    for kind in KINDS:
        notices = book.execute("SELECT owner, ordinal, words, since, until FROM icd10cm_note WHERE kind = ?", (kind,)).fetchall()
        for name, rows in _of_notes(Notes(kind, codes, headings, notices), ids).items():
            _table(db, f"{kind}_{name}", sql_codes.OF_NOTES[name], rows)
        db.execute(f"CREATE TABLE {quoted(f'{kind}_near')} AS {sql_codes.near(kind)}")


def _of_notes(notes: Notes, ids: Mapping[str, int]) -> dict[str, Iterator[Row]]:
    return {
        "told": ({"note": number, "words": words} for number, words in enumerate(notes.told)),
        "names": ({"note": number, "id": ids[code]} for number, code in notes.names),
        "names_range": (
            {"note": number, "first": one.first, "last": one.last, "characters": "".join(sorted(one.fifth_or_sixth))}
            for number, one in notes.references()
        ),
        "inherits": (
            {"id": ids[one.code], "note": one.note, "rank": one.rank, "since": _day(one.since, date.min), "until": _day(one.until, FOREVER)}
            for one in notes.inherits()
        ),
    }  # fmt: skip


def _table(db: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterator[Row]) -> None:
    db.execute(create_table(name, columns))
    insert_rows(db, name, columns, rows)


def _dated(row: tuple[str, str, int, str, int | None, int | None, str, str]) -> DatedCode:
    code, title, billable, sex, low, high, since, until = row
    ages = (low, high) if low is not None and high is not None else None
    return DatedCode(code, title, bool(billable), sex, ages, Period(_day(since, date.min), _day(until, FOREVER)))


def _day(text: str, end: date) -> date:
    return date.fromisoformat(text) if text else end
