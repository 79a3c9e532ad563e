"""The tables in force of books, made in a folder of work from the packs that a shelf has or is to have.

Packs that were read by a version with other tables are read anew on the way, so that every change of a book brings all of it up to date.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from superbill.basics.errors import NotPossible
from superbill.codes.book import Book, get_book
from superbill.codes.compose import Layer, compose
from superbill.codes.pack import Pack, shape_of
from superbill.storage.pack_files import QUICK, SHIPPED, has_file, hash_of, pack_fits, place_of, read_anew


class InstallAgain(NotPossible):
    """This version keeps more of a file than the one that read it, and the file is gone: it must be installed again."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands in `shelf.json`: packs by their day, and the file of each book."""

    packs: tuple[Pack, ...] = ()
    books: dict[str, str] = field(default_factory=dict)

    def of(self, book: str) -> tuple[Pack, ...]:
        """The packs of a book, the oldest first; of one day, what the site installed, in turn, follows what came with the program.

        Of files installed together, that in the format which the book names first has the last word: an order file tells more than
        a list of codes.
        """
        formats = {layout.name: -place for place, layout in enumerate(get_book(book).layouts)}
        packs = (pack for pack in self.packs if pack.book == book)
        return tuple(
            sorted(
                packs,
                key=lambda pack: (
                    pack.since, pack.installed_by != SHIPPED, pack.installed_at, formats.get(pack.layout, 0), pack.part, pack.id
                ),
            )
        )  # fmt: skip


def with_packs(shelf: Shelf, made: Sequence[Pack]) -> Shelf:
    """The shelf with further packs, each in the place of one of the same file."""
    files = {(pack.book, pack.sha256, pack.part) for pack in made}
    others = (pack for pack in shelf.packs if (pack.book, pack.sha256, pack.part) not in files)
    return replace(shelf, packs=(*others, *made))


def make_tables(folder: Path, wanted: Shelf, books: Iterable[str], work: Path) -> tuple[Shelf, dict[str, Path | None]]:
    """The tables of books, None where no pack is left; and the shelf, with what became of packs that were read anew.

    `folder` is the shelf's own; packs that are new stand in `work`. Raises `InstallAgain`, `BadCodeFile`.
    """
    tables: dict[str, Path | None] = {}
    for book in books:
        wanted = _read_anew(folder, wanted, book, work)
        tables[book] = _compose(folder, wanted, get_book(book), work) if wanted.of(book) else None
    return wanted, tables


def is_lost(folder: Path, pack: Pack) -> bool:
    """Whether a pack has not what is wanted now, and cannot be read anew."""
    path = place_of(folder, pack)
    return not pack_fits(path, pack) and not has_file(path, pack)


def _read_anew(folder: Path, shelf: Shelf, book: str, work: Path) -> Shelf:
    """The shelf, with the packs of a book that do not fit read again into `work`."""
    former = [pack for pack in shelf.of(book) if not (work / pack.id).exists() and not pack_fits(place_of(folder, pack), pack)]
    if lost := [pack.file for pack in former if is_lost(folder, pack)]:
        raise InstallAgain(
            f"{get_book(book).title}: this version of superbill keeps more of {', '.join(lost)} than the one that read it.",
            todo="Install it again; where several are named, all at once: `superbill codes install FILE…`.",
        )
    anew = {pack.id: read_anew(place_of(folder, pack), pack, work) for pack in former}
    return replace(shelf, packs=tuple(anew.get(pack.id, pack) for pack in shelf.packs))


def _compose(folder: Path, shelf: Shelf, book: Book, work: Path) -> Path:
    path = work / f"{book.name}.made"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(QUICK)
        for table in book.tables:
            packs = [pack for pack in shelf.of(book.name) if table.name in pack.rows]
            compose(db, table, _layers(folder, db, packs, work))
        if db.execute("PRAGMA freelist_count").fetchone()[0]:
            db.execute("VACUUM")
    return path.rename(path.with_name(f"{book.name}-{shape_of(book)}-{hash_of(path)[:12]}.sqlite3"))


def _layers(folder: Path, db: sqlite3.Connection, packs: Sequence[Pack], work: Path) -> Iterator[Layer]:
    """Each pack, attached while it is worked on: SQLite attaches only a few at once."""
    for pack in packs:
        path = work / pack.id if (work / pack.id).exists() else place_of(folder, pack)
        db.execute("ATTACH ? AS pack", (str(path),))
        yield "pack", pack.mode, pack.since, pack.part
        db.execute("DETACH pack")
