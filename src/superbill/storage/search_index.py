"""The index of the search on disk, beside the books: one file, made anew for a book when what the book is made of changes.

A change is made in a copy that then takes the file's place, so that a search always finds a whole index. The file tells, for each
table in it, from which file of tables and which version of the search it was made.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

import superbill.codes.search
from superbill.basics.errors import NotPossible
from superbill.codes.book import get_book
from superbill.codes.search.build import TABLES, create_index, drop_book, index_book
from superbill.codes.search.entries import Entry, table_entries
from superbill.codes.search.entries_icd10cm import icd10cm_entries, index_terms
from superbill.codes.search.find import Searcher
from superbill.codes.shelf import OpenTable
from superbill.storage.code_tables import tables_path
from superbill.storage.config import Config
from superbill.storage.idle import Idle, mark_of
from superbill.storage.senses import open_senses, senses_folder
from superbill.storage.shelf import Shelves, open_tables

_QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"
_SHAPE = crc32(TABLES.encode()) >> 1
"""By which an index is known whose tables are those that this program reads."""
ICD10CM = "icd10cm/code"


class NoSearchIndex(NotPossible):
    """The index of the search has not been made yet."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A table that is searched: its name in the index, what it is made from, and its entries, read when they are wanted."""

    name: str
    made_from: str
    entries: Callable[[], Iterator[Entry]]


def index_path(config: Config) -> Path:
    """Where the index stands."""
    return config.codes / "search.sqlite3"


def searched_tables(config: Config) -> tuple[Searched, ...]:
    """Every table that is there to be searched: ICD-10-CM, and each table of an installed book with a title and a code."""
    shelves = Shelves(config.codes / "shelf")
    found = []
    for book in sorted(shelves.read().books):
        path = shelves.path_of(book)
        if path is None or book == "icd10cm":
            continue
        for table in get_book(book).tables:
            if table.title and table.keys == 1:
                found.append(_searched(shelves, book, table.name, path))
    return (*_icd10cm(config, shelves), *found)


def _searched(shelves: Shelves, book: str, table: str, path: Path) -> Searched:
    def entries() -> Iterator[Entry]:
        with shelves.open(book) as tables:
            yield from table_entries(tables[table])

    return Searched(f"{book}/{table}", path.name, entries)


def _icd10cm(config: Config, shelves: Shelves) -> Iterator[Searched]:
    """The built tables, with the alphabetic index where that is installed."""
    installed, built = shelves.path_of("icd10cm"), tables_path(config)

    def entries() -> Iterator[Entry]:
        with (
            closing(open_tables(built)) as db,
            closing(open_tables(installed) if installed else sqlite3.connect(":memory:")) as book,
        ):
            tables = {table.name: OpenTable(book, table) for table in get_book("icd10cm").tables}
            yield from icd10cm_entries(db, index=index_terms(tables) if installed else ())

    if built.exists():
        yield Searched(ICD10CM, f"{built.name} {installed.name if installed else ''}".strip(), entries)


def outdated(config: Config) -> tuple[str, ...]:
    """The tables whose share of the index is missing, is of an older state, or has nothing to stand for any more."""
    wanted = {table.name: table.made_from for table in searched_tables(config)}
    made = _made(index_path(config))
    return tuple(sorted(name for name in wanted.keys() | made.keys() if wanted.get(name) != made.get(name)))


def build_search_index(config: Config, *, progress: Callable[[str, int], None] = lambda name, terms: None) -> Path:
    """Make what is missing or outdated; `progress(table, terms)` is called after each table. Returns where the index stands."""
    path, wanted = index_path(config), {table.name: table for table in searched_tables(config)}
    made = _made(path)
    if path.exists() and made == {name: table.made_from for name, table in wanted.items()}:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.building")
    unfinished.unlink(missing_ok=True)
    if made:
        shutil.copyfile(path, unfinished)
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as db:
        db.executescript(_QUICK)
        create_index(db)
        db.execute(f"PRAGMA user_version = {_version()}")
        db.execute(f"PRAGMA application_id = {_SHAPE}")
        db.execute("BEGIN")
        for name in made.keys() - wanted.keys():
            drop_book(db, name)
        for name, table in wanted.items():
            if made.get(name) != table.made_from:
                progress(name, index_book(db, name, table.entries(), made_from=table.made_from))
        db.execute("COMMIT")
    unfinished.replace(path)
    return path


def _made(path: Path) -> dict[str, str]:
    """What the index has, by table: from what it was made. Nothing when there is none, or one of another version."""
    if not path.exists():
        return {}
    with closing(open_tables(path)) as db:
        if db.execute("PRAGMA user_version").fetchone() != (_version(),):
            return {}
        return dict(db.execute("SELECT book, made_from FROM segment").fetchall())


@cache
def _version() -> int:
    """What tells an index of this program from that of another: made of the code and the words of the search."""
    folder = Path(superbill.codes.search.__path__[0])
    words = (
        folder.parent / "data" / name
        for name in ("abbreviations.csv", "search_terms.csv", "search_words.csv", "synonyms.csv", "word_relations.csv.gz")
    )
    digest = hashlib.sha256()
    for path in (*sorted(folder.glob("*.py")), *words):
        digest.update(path.name.encode() + path.read_bytes())
    return int.from_bytes(digest.digest()[:4], "big") >> 1


@contextmanager
def open_search(config: Config) -> Iterator[Searcher]:
    """The search over what is indexed. Raises `NoSearchIndex`. An index that is outdated still finds what it has.

    It stays open for the next who asks, with what was read of it and what it remembers of words.
    """
    path, todo = index_path(config), "Run `superbill codes build`."
    if not path.exists():
        raise NoSearchIndex("The code books are not indexed for searching yet.", where=str(path), todo=todo)
    mark = mark_of(path, senses_folder(config))
    searcher = _idle.take(mark) or _searcher(config, path, todo)
    try:
        yield searcher
    finally:
        _idle.put(mark, searcher)


def _searcher(config: Config, path: Path, todo: str) -> Searcher:
    db = open_tables(path, threads=True)
    if db.execute("PRAGMA application_id").fetchone() != (_SHAPE,):
        db.close()
        raise NoSearchIndex("The index of the search was made by another version.", where=str(path), todo=todo)
    return Searcher(db, open_senses(config, db))


_idle: Idle[Searcher] = Idle(Searcher.close)
