"""The packs on disk: each installed file as tables, and beside it the file itself as it came, packed.

A later version of superbill may keep other columns of a file than the version that read it. Where a pack has all that is wanted now,
it is used as it is; else the file is read anew; and where that is gone, somebody has to install it again.
"""

import gzip
import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import IO

from superbill.codes.book import Book, Layout, find_layout, get_book
from superbill.codes.pack import Pack, fits, read_pack
from superbill.codes.source import Source

QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"
"""For files that are made beside their place and put there whole."""

SHIPPED = "superbill"
"""Who installed what comes with the program."""

_CHUNK, _LIGHTLY = 1 << 20, 1
"""How files are packed: the dearer ways take three times as long to save a fifth."""


def place_of(folder: Path, pack: Pack) -> Path:
    """Where a pack stands in the folder of the shelf."""
    return folder / "packs" / ("licensed" if pack.accepted else "") / pack.id


def write_pack(
    path: Path, source: Source, book: Book, layout: Layout, *, progress: Callable[[int], None] = lambda rows: None
) -> dict[str, int]:
    """Read a file into a pack and count the rows of its tables. Raises `BadCodeFile`."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(QUICK)
        db.execute("BEGIN")
        rows = read_pack(db, source, book, layout, progress=progress)
        db.execute("COMMIT")
        return rows


def pack_fits(path: Path, pack: Pack) -> bool:
    """Whether a pack has all that its format fills now."""
    layout = _format_of(pack)
    if layout is None or not pack.rows.keys() >= {*layout.tables}:
        return False
    with closing(open_tables(path)) as db:
        return all(fits(db, get_book(pack.book).table(name)) for name in layout.tables)


def kept_beside(path: Path) -> Path:
    """Where the file stands that a pack was read from."""
    return path.with_name(f"{path.name}.gz")


def keep_file(source: Source, path: Path) -> None:
    """Keep the file that a pack was read from."""
    with source.open() as file, gzip.open(kept_beside(path), "wb", _LIGHTLY) as kept:
        shutil.copyfileobj(file, kept, _CHUNK)


def kept_hash(path: Path) -> str:
    """The hash of the file that was kept beside a pack. Raises `OSError` or `EOFError` where it cannot be unpacked."""
    with gzip.open(kept_beside(path)) as file:
        return _digest(file)[0]


def has_file(path: Path, pack: Pack) -> bool:
    """Whether there is still the file that a pack was read from: kept, or with the program."""
    return kept_beside(path).exists() or _shipped(pack) is not None


def read_anew(path: Path, pack: Pack, work: Path) -> Pack:
    """Read the file of a pack again, into one of the same name in `work`. Raises `BadCodeFile`."""
    source = _shipped(pack) or _unpacked(path, pack, work)
    book = get_book(pack.book)
    layout = _format_of(pack)
    if layout is None:
        found = find_layout(source, book.name)
        if found is None:
            raise source.wrong(f"{book.title} is no longer read from files of this format.", 0, todo=f"See {book.source}.")
        layout = found[1]
    return replace(pack, layout=layout.name, rows=write_pack(work / pack.id, source, book, layout))


def _format_of(pack: Pack) -> Layout | None:
    """The format that a pack was read in; of several of one name, that which fills its tables."""
    layouts = (layout for layout in get_book(pack.book).layouts if layout.name == pack.layout)
    return next((layout for layout in layouts if not pack.rows.keys().isdisjoint(layout.tables)), None)


def _shipped(pack: Pack) -> Source | None:
    """The file that comes with the program, where the pack is one of those."""
    shipped = get_book(pack.book).shipped() if pack.installed_by == SHIPPED else ()
    return next((each.source for each in shipped if each.source.name == pack.file), None)


def _unpacked(path: Path, pack: Pack, work: Path) -> Source:
    """The kept file as it came; archives are read here and there, so it is unpacked first."""
    unpacked = work / f"{pack.id}.file"
    with gzip.open(kept_beside(path)) as kept, unpacked.open("wb") as file:
        shutil.copyfileobj(kept, file, _CHUNK)
    return Source.of(pack.file, lambda: unpacked.open("rb"))


def open_tables(path: Path, *, threads: bool = False) -> sqlite3.Connection:
    """A file of tables, for reading only. None is ever changed where it stands, so none is locked or asked whether it was.

    With `threads` several may use it, one after the other.
    """
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=not threads)


def hash_in(source: Source) -> tuple[str, int]:
    """The hash of a file as it came, and its size."""
    with source.open() as file:
        return _digest(file)


def hash_of(path: Path) -> str:
    """The hash of a file of tables."""
    with path.open("rb") as file:
        return _digest(file)[0]


def _digest(file: IO[bytes] | gzip.GzipFile) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
