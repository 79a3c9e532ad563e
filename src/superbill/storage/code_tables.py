"""The built tables of diagnoses on disk: one SQLite file, made once from the book in force and then only read.

Where the site has installed files of ICD-10-CM, they are made of the book on its shelf; else of what comes with the program, without
taking the way over the shelf. A table is built into a file of its own beside the place where it will stand, and put there whole: a
build that was interrupted leaves nothing behind. The name carries the fingerprint of what makes it, so a change of that builds anew.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import superbill.codes
from superbill.basics.errors import NotPossible
from superbill.codes.book import day_of
from superbill.codes.books.icd10cm_tabular import SINCE
from superbill.codes.build_icd10cm import BOOK_TABLES, DEFAULT_TITLE, Edition, book_rows, build_icd10cm
from superbill.codes.icd10cm import Icd10cm
from superbill.codes.pack import Pack
from superbill.storage.config import Config
from superbill.storage.idle import Idle, mark_of
from superbill.storage.shelf import SHIPPED, Shelves, open_tables


class NoTables(NotPossible):
    """The code tables have not been built yet."""


def tables_path(config: Config) -> Path:
    """Where the ICD-10-CM tables stand for what the site has installed, the source package and our own files that make them."""
    made_of = _book_of(config) or _version()
    return config.codes / f"icd10cm-{made_of}-{_fingerprint()}.sqlite3"


def _book_of(config: Config) -> str:
    """The mark of the book on the shelf; empty where the site has installed nothing of it that these tables are made of."""
    shelf = Shelves(config.codes / "shelf").read()
    if all(pack.installed_by == SHIPPED or not pack.rows.keys() & {*BOOK_TABLES} for pack in shelf.of("icd10cm")):
        return ""
    return shelf.books["icd10cm"].removesuffix(".sqlite3").rpartition("-")[2]


@cache
def _version() -> str:
    return version("simple-icd-10-cm")


@cache
def _fingerprint() -> str:
    folder = Path(superbill.codes.__path__[0])
    digest = hashlib.sha256()
    for path in sorted(
        (*folder.glob("*.py"), *folder.glob("books/icd10cm*.py"), *folder.glob("data/*.csv"), *folder.glob("data/icd10cm*.gz"))
    ):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def build_tables(config: Config, *, progress: Callable[[int, int], None] = lambda done, of: None) -> Path:
    """Build the tables where they are missing; `progress(done, of)` is called as it goes. Returns where they stand."""
    if tables_path(config).exists():
        return tables_path(config)
    config.codes.mkdir(parents=True, exist_ok=True)
    unfinished = config.codes / f"icd10cm.{os.getpid()}.building"
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as db:
        if _book_of(config):
            _build_from_shelf(db, Shelves(config.codes / "shelf"), progress)
        else:
            build_icd10cm(db, progress=progress)
        db.commit()
    path = tables_path(config)
    unfinished.replace(path)
    _remove_former(path)
    return path


def packs_of_diagnoses(shelves: Shelves) -> list[Pack]:
    """The installed files of ICD-10-CM that the tables are made of: those with codes or their notes."""
    return [pack for pack in shelves.read().of("icd10cm") if {"code", "note"} & pack.rows.keys()]


def _build_from_shelf(db: sqlite3.Connection, shelves: Shelves, progress: Callable[[int, int], None]) -> None:
    """Build them of the book in force; what comes with the program is put on the shelf first, for the days before."""
    shelves.build_shipped(only="icd10cm")
    packs = packs_of_diagnoses(shelves)
    days = sorted({pack.since for pack in packs})
    newest = day_of(max(pack.since for pack in packs if "code" in pack.rows))
    title = DEFAULT_TITLE if newest == SINCE else f"ICD-10-CM FY{newest.year + (newest.month >= 10)}, as of {newest.isoformat()}"
    with shelves.open("icd10cm") as tables:
        build_icd10cm(db, progress=progress, rows=lambda: book_rows(tables), edition=Edition(title, newest, tuple(days)))


def _remove_former(path: Path) -> None:
    """Remove tables that earlier versions built; one that is open elsewhere is left for the next time."""
    for former in path.parent.glob("icd10cm-*.sqlite3"):
        if former != path:
            with suppress(OSError):
                former.unlink()


class InstalledIcd10cm(Icd10cm):
    """ICD-10-CM with the file in which its tables stand."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        super().__init__(db)
        self.tables = path


@contextmanager
def open_icd10cm(config: Config) -> Iterator[InstalledIcd10cm]:
    """ICD-10-CM for look-ups, read-only. Raises `NoTables` where they are not built.

    After the site has installed or taken away a release, the first to open them builds them anew. The tables stay open for the next who
    asks, with what was read of them: a page asks for them several times.
    """
    path = tables_path(config)
    if not path.exists() and _book_of(config):
        path = build_tables(config)
    if not path.exists():
        raise NoTables("The code tables are not built yet.", where=str(path), todo="Run `superbill codes build`.")
    mark = mark_of(path)
    tables = _idle.take(mark) or InstalledIcd10cm(_connected(path), path)
    try:
        yield tables
    finally:
        _idle.put(mark, tables)


_idle: Idle[InstalledIcd10cm] = Idle(lambda tables: tables._db.close())


def _connected(path: Path) -> sqlite3.Connection:
    db = open_tables(path, threads=True)
    db.execute("PRAGMA mmap_size = 268435456")
    return db
