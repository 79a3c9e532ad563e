"""The code books of this installation on disk: the packs that were installed, and the tables in force that are made of them.

    shelf.json          which packs are installed, and which file holds each book's tables now: the one switch
    packs/<id>          one installed file as tables, with the file itself beside it; with licensed codes, in packs/licensed/
    books/<book>-<shape>-<hash>
                        the tables in force of a book: made anew, beside the old ones, whenever its packs or their shape change
    journal.jsonl       who installed and removed what, when

A change is written to files of its own first; then `shelf.json` is replaced, and all of it holds or nothing does.
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from superbill import __version__
from superbill.basics.errors import BadInput, NotPossible
from superbill.codes.book import Book, Layout, Shipped, Table, all_books, day_number, day_of, find_layout, get_book
from superbill.codes.pack import Pack, fits, pack_id, release_day, shape_of
from superbill.codes.shelf import Entry, OpenTable
from superbill.codes.source import Source
from superbill.storage.folders import put_whole
from superbill.storage.make_books import InstallAgain, Shelf, is_lost, make_tables, with_packs
from superbill.storage.pack_files import (
    SHIPPED,
    hash_in,
    hash_of,
    keep_file,
    kept_beside,
    kept_hash,
    open_tables,
    place_of,
    write_pack,
)

__all__ = ["SHIPPED", "AlreadyInstalled", "Found", "InstallAgain", "NoBook", "Shelf", "Shelves", "compare", "open_tables"]

_LEAST_KEPT, _FEW = 0.8, 50
"""A release that keeps less of what it follows is refused; tables with few rows may shrink as they like."""


class NoBook(NotPossible):
    """Nothing of that book is installed."""


class AlreadyInstalled(NotPossible):
    """The very file is installed already."""


class UnknownPack(BadInput):
    """No pack of that name is installed."""


class ShrinksTooMuch(NotPossible):
    """A new release has far fewer rows than what it follows: it is cut, or it is something else."""


class NoticeNotAccepted(NotPossible):
    """The file carries codes or words under somebody's licence, such as the AMA's, and nobody has said that the site holds it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be installed, and what it turned out to be."""

    source: Source
    book: Book
    layout: Layout


@lru_cache(maxsize=8)
def _read(path: Path, state: tuple[int, ...]) -> tuple[tuple[Pack, ...], dict[str, str]]:
    """The packs and the books of a shelf; read anew when its file is another, for it is always replaced as a whole."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Pack(**pack) for pack in stored["packs"]), stored["books"]


class Shelves:
    """The shelf in a folder. Who installs and when is passed in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self) -> Shelf:
        """What is installed now."""
        path = self.folder / "shelf.json"
        try:
            state = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return Shelf()
        packs, books = _read(path, (state.st_ino, state.st_mtime_ns, state.st_size))
        return Shelf(packs, dict(books))

    # --- changing

    def install(
        self,
        files: Sequence[Found],
        *,
        since: date | None = None,
        accepted: bool = False,
        may_shrink: bool = False,
        by: str,
        at: str,
        progress: Callable[[str, int], None] = lambda name, rows: None,
    ) -> tuple[Pack, ...]:
        """Install files, all of them or none; a file that is installed already is left out where another is new.

        Raises `BadCodeFile`, `AlreadyInstalled`, `NoticeNotAccepted`, `ShrinksTooMuch`.
        """
        with self._change() as (shelf, work):
            made, twins = list[Pack](), list[AlreadyInstalled]()
            for one in {_what(one): one for one in files}.values():
                try:
                    made.append(self._read(one, work, shelf, since=since, accepted=accepted, by=by, at=at, progress=progress))
                    keep_file(one.source, work / made[-1].id)
                except AlreadyInstalled as twin:  # archives of a quarter repeat files that hold all year
                    twins.append(twin)
            if not made and twins:
                raise twins[0]
            wanted, tables = make_tables(self.folder, with_packs(shelf, made), {pack.book for pack in made}, work)
            for pack in made if not may_shrink else ():
                self._refuse_shrinking(pack, tables[pack.book])
            self._settle(wanted, tables, work)
            did = {"did": "installed", "by": by, "at": at}
            self._note([{**did, "pack": pack.id, "file": pack.file, "sha256": pack.sha256} for pack in made])
            return tuple(made)

    def remove(self, pack: str, *, by: str, at: str) -> Pack:
        """Take a pack away: the tables are as they were before it came. Raises `UnknownPack`."""
        with self._change() as (shelf, work):
            gone = next((each for each in shelf.packs if each.id == pack), None)
            if gone is None:
                raise UnknownPack(f"No pack {pack[:60]!r} is installed.", todo="`superbill codes list` names those that are.")
            left = replace(shelf, packs=tuple(each for each in shelf.packs if each != gone))
            self._settle(*make_tables(self.folder, left, {gone.book}, work), work)
            self._note([{"did": "removed", "pack": gone.id, "by": by, "at": at}])
            return gone

    def build_shipped(
        self, *, only: str = "", at: str = "", progress: Callable[[str, int], None] = lambda name, rows: None
    ) -> tuple[Pack, ...]:
        """Install what comes with the program where it is not yet, and take away what came with a former version of it.

        With `only`, that of one book.

        Such packs are marked as installed by "superbill"; what the site installs holds from its own day on. One book after the
        other is built, so that what is built stays when the next one is broken off. Returns the packs that were made.
        """
        shelf, made = self.read(), []
        for book in (get_book(only),) if only else all_books():
            stamped = {_stamp(book, each): each for each in book.shipped()}
            if stamped.keys() != {pack.stamp for pack in shelf.of(book.name) if pack.stamp}:
                made += self._build(book, stamped, at=at, progress=progress)
            else:
                self.path_of(book.name)
        return tuple(made)

    def _build(self, book: Book, stamped: Mapping[str, Shipped], *, at: str, progress: Callable[[str, int], None]) -> list[Pack]:
        with self._change() as (shelf, work):
            before, others = shelf.of(book.name), tuple(pack for pack in shelf.packs if pack.book != book.name)
            kept = [pack for pack in before if pack.installed_by != SHIPPED or pack.stamp in stamped]
            packs = [pack if pack.stamp in stamped else replace(pack, stamp="") for pack in kept]
            made: list[Pack] = []
            for stamp, each in stamped.items():
                if any(pack.stamp == stamp for pack in packs):
                    continue
                sha256, _ = hash_in(each.source)
                twin = next((place for place, pack in enumerate(packs) if pack.sha256 == sha256), None)
                if twin is not None:  # the site has installed the very same file
                    packs[twin] = replace(packs[twin], stamp=stamp)
                    continue
                layout = find_layout(each.source, book.name)
                assert layout, f"{each.source.name} comes with {book.name}, which cannot read it"
                known, found = replace(shelf, packs=(*others, *packs)), Found(each.source, *layout)
                pack = self._read(found, work, known, since=each.since, accepted=False, by=SHIPPED, at=at, progress=progress)
                made.append(replace(pack, stamp=stamp))
                packs.append(made[-1])
            self._settle(*make_tables(self.folder, replace(shelf, packs=(*others, *packs)), {book.name}, work), work)
            gone = [pack for pack in before if pack.id not in {pack.id for pack in packs}]
            did = {"by": SHIPPED, "at": at}
            came = [{"did": "installed", "pack": pack.id, "file": pack.file, "sha256": pack.sha256, **did} for pack in made]
            self._note([*came, *({"did": "removed", "pack": pack.id, **did} for pack in gone)])
            return made

    @contextmanager
    def tried(self, files: Sequence[Found], *, since: date | None = None) -> Iterator[dict[str, tuple[Path, date]]]:
        """The tables as they would be with these files, by book, and from which day; nothing is installed, all is gone at the end."""
        shelf = self.read()
        with tempfile.TemporaryDirectory(prefix="superbill-codes-") as temporary:
            work = Path(temporary)
            made = [self._read(one, work, shelf, since=since, accepted=True, by="", at="") for one in files]
            days = {pack.book: day_of(pack.since) for pack in made}
            _, tables = make_tables(self.folder, with_packs(shelf, made), days, work)
            yield {book: (path, days[book]) for book, path in tables.items() if path is not None}

    @contextmanager
    def _change(self) -> Iterator[tuple[Shelf, Path]]:
        """One change at a time; what it makes stands in a folder of its own, which is gone at the end."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.folder / "lock", timeout=600, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            work = Path(tempfile.mkdtemp(dir=self.folder, prefix="work-"))
            try:
                yield self.read(), work
            finally:
                shutil.rmtree(work)

    def _read(
        self, found: Found, work: Path, shelf: Shelf, *, since: date | None, accepted: bool, by: str, at: str,
        progress: Callable[[str, int], None] = lambda name, rows: None,
    ) -> Pack:  # fmt: skip
        source, book, layout = found.source, found.book, found.layout
        if layout.owner and not accepted:
            what = "CPT codes" if layout.is_ama else "codes or words"
            raise NoticeNotAccepted(
                f"The file carries {what} that belong to {layout.owner}.",
                where=source.name,
                todo="Read the notice in the file; if your practice holds the licence, say so with --accept.",
            )
        sha256, size = hash_in(source)
        part = layout.part(source)
        twin = next((pack for pack in shelf.of(book.name) if (pack.sha256, pack.part) == (sha256, part)), None)
        if twin and not is_lost(self.folder, twin):
            raise AlreadyInstalled(f"This very file is installed as {twin.id}.", where=source.name)
        stated = since or (day_of(twin.since) if twin else None)  # what is installed again holds from its day
        day = day_number(release_day(source, layout, stated))
        name = pack_id(book, day, part, sha256)
        rows = write_pack(work / name, source, book, layout, progress=lambda done: progress(source.name, done))
        return Pack(
            name, book.name, layout.name, part, day, source.name, sha256, size, rows, at, by, accepted and bool(layout.owner)
        )

    def _refuse_shrinking(self, pack: Pack, made: Path | None) -> None:
        """A release that has lost many of the rows of the day before is not what it seems."""
        file, day = self.read().books.get(pack.book), day_of(pack.since)
        if file is None or made is None or pack.mode == "changes":
            return
        old = self.folder / "books" / file
        with closing(open_tables(old)) as before, closing(open_tables(made)) as after:
            tables = (get_book(pack.book).table(name) for name in pack.rows)
            for table in (table for table in tables if fits(before, table)):
                was, will = OpenTable(before, table).count(on=day), OpenTable(after, table).count(on=day)
                if was > _FEW and will < was * _LEAST_KEPT:
                    raise ShrinksTooMuch(
                        f"On {day} only {will:,} rows of {was:,} would be left: the file may have been cut.",
                        where=pack.file,
                        todo="See what it changes with `superbill codes diff`; install it with --shrinks if that is right.",
                    )

    def _settle(self, wanted: Shelf, made: Mapping[str, Path | None], work: Path) -> None:
        """Put everything into its place, and throw the switch. `made` are the new tables by book; None where no pack is left."""
        before = self.read()
        files = {book: file for book, file in wanted.books.items() if book not in made}
        for book, path in made.items():
            if path is not None:
                files[book] = path.name
                self._put(path, self.folder / "books" / path.name)
        for pack in wanted.packs:
            for path in (work / pack.id, kept_beside(work / pack.id)):
                if path.exists():
                    self._put(path, place_of(self.folder, pack).with_name(path.name))
        state = {"packs": [json.loads(pack.to_json()) for pack in wanted.packs], "books": files}
        put_whole(self.folder / "shelf.json", json.dumps(state, ensure_ascii=False, indent=1).encode())
        for path in (self.folder / "books").glob("*"):
            if path.name not in files.values():
                path.unlink(missing_ok=True)
        for pack in before.packs:
            if pack.id not in {each.id for each in wanted.packs}:
                kept_beside(place_of(self.folder, pack)).unlink(missing_ok=True)
                place_of(self.folder, pack).unlink(missing_ok=True)

    @staticmethod
    def _put(made: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        made.replace(place)

    def _note(self, lines: Sequence[dict[str, str]]) -> None:
        with (self.folder / "journal.jsonl").open("a", encoding="utf-8") as journal:
            journal.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    # --- reading

    def path_of(self, book: str) -> Path | None:
        """Where the tables in force of a book stand; None when it is not installed. What a former version made is made anew first.

        Raises `InstallAgain`.
        """
        file, shape = self.read().books.get(book), f"{book}-{shape_of(get_book(book))}-"
        if file and not file.startswith(shape):
            with self._change() as (shelf, work):
                if not shelf.books[book].startswith(shape):
                    self._settle(*make_tables(self.folder, shelf, {book}, work), work)
                    self._note([{"did": "made anew", "book": book, "by": f"{SHIPPED} {__version__}"}])
            file = self.read().books[book]
        return self.folder / "books" / file if file else None

    def verify(self) -> tuple[str, ...]:
        """What is out of order, in words: a file that is missing, damaged, or not what its packs make."""
        shelf, wrong = self.read(), []
        for pack in shelf.packs:
            wrong += self._wrong_with(place_of(self.folder, pack), f"pack {pack.id}")
            wrong += self._wrong_with_kept(pack)
        for name, file in shelf.books.items():
            path = self.folder / "books" / file
            wrong += self._wrong_with(path, f"book {name}")
            if path.exists() and hash_of(path)[:12] != path.stem.rpartition("-")[2]:
                wrong.append(
                    f"The tables of book {name} were changed since they were made. Remove its newest pack and install it again."
                )
        return tuple(wrong)

    @staticmethod
    def _wrong_with(path: Path, what: str) -> list[str]:
        if not path.exists():
            return [f"The file of {what} is missing: {path.name}."]
        try:
            with closing(open_tables(path)) as db:
                (answer,) = db.execute("PRAGMA quick_check").fetchone()
        except sqlite3.DatabaseError as error:
            answer = str(error)
        return [] if answer == "ok" else [f"The file of {what} is damaged: {answer}."]

    def _wrong_with_kept(self, pack: Pack) -> list[str]:
        """Whether the file that a pack was read from is there and is what it was; what comes with the program is not kept."""
        if pack.installed_by == SHIPPED:
            return []
        try:
            is_same = kept_hash(place_of(self.folder, pack)) == pack.sha256
        except FileNotFoundError:
            return [
                f"The file {pack.file}, from which pack {pack.id} was read, is missing beside it. Remove it and install it again."
            ]
        except (OSError, EOFError, zlib.error):
            is_same = False
        return [] if is_same else [f"The file {pack.file}, which is kept beside pack {pack.id}, is damaged."]

    @contextmanager
    def open(self, book: str) -> Iterator[dict[str, OpenTable]]:
        """The tables of a book by name, for look-ups. Raises `NoBook`, `UnknownBook`."""
        described = get_book(book)
        path = self.path_of(book)
        if path is None:
            raise NoBook(
                f"{described.title} is not installed.",
                todo=f"Install it: `superbill codes install FILE`; see {described.source}.",
            )
        with closing(open_tables(path)) as db:
            yield {table.name: OpenTable(db, table) for table in described.tables}


def _what(found: Found) -> tuple[object, ...]:
    """What a file brings: the same for one that is given twice."""
    layout = found.layout
    return found.book.name, layout.name, layout.tables, layout.part(found.source), hash_in(found.source)


def compare(old: Path | None, new: Path, table: Table, *, day: date) -> Iterator[tuple[Entry | None, Entry | None]]:
    """The rows of a table that are not the same on a day in two files of tables: what was and what will be, by key."""
    with closing(open_tables(new)) as after, closing(open_tables(old) if old else sqlite3.connect(":memory:")) as before:
        was = {row.key: row for row in OpenTable(before, table).rows(on=day)} if old else {}
        for row in OpenTable(after, table).rows(on=day):
            former = was.pop(row.key, None)
            if former is None or former.cells != row.cells:
                yield former, row
        for former in was.values():
            yield former, None


def _stamp(book: Book, shipped: Shipped) -> str:
    """By which a file that comes with the program is known: its content, the tables that it fills, the program that reads it."""
    content = shipped.stamp or hash_in(shipped.source)[0]
    return hashlib.sha256(f"{__version__} {shipped.since} {content} {book.tables}".encode()).hexdigest()
