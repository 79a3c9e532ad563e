"""The code books of this installation on disk: the packs that were installed, and the tables in force that are made of them.

    shelf.json          which packs are installed, and which file holds each book's tables now: the one switch
    packs/<id>          one installed file as tables, never changed; those with licensed codes stand in packs/licensed/
    books/<book>-<hash> the tables in force of a book: made anew, beside the old ones, whenever its packs change
    journal.jsonl       who installed and removed what, when

A change is written to files of its own first; then `shelf.json` is replaced, and all of it holds or nothing does.
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from superbill import __version__
from superbill.basics.errors import BadInput, NotPossible
from superbill.codes.book import Book, Layout, Shipped, Table, all_books, day_number, day_of, find_layout, get_book
from superbill.codes.compose import Layer, compose
from superbill.codes.pack import Pack, create_table, pack_id, read_pack, release_day
from superbill.codes.shelf import Entry, OpenTable
from superbill.codes.source import Source
from superbill.storage.folders import put_whole

_QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"
_CHUNK = 1 << 20
_LEAST_KEPT, _FEW = 0.8, 50
"""A release that keeps less of what it follows is refused; tables with few rows may shrink as they like."""


SHIPPED = "superbill"
"""Who installed what comes with the program."""


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


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be installed, and what it turned out to be."""

    source: Source
    book: Book
    layout: Layout


class Shelves:
    """The shelf in a folder. Who installs and when is passed in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self) -> Shelf:
        """What is installed now."""
        path = self.folder / "shelf.json"
        if not path.exists():
            return Shelf()
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Shelf(tuple(Pack(**pack) for pack in stored["packs"]), stored["books"])

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
            for one in files:
                try:
                    made.append(self._read(one, work, shelf, since=since, accepted=accepted, by=by, at=at, progress=progress))
                except AlreadyInstalled as twin:  # archives of a quarter repeat files that hold all year
                    twins.append(twin)
            if not made and twins:
                raise twins[0]
            wanted = replace(shelf, packs=(*shelf.packs, *made))
            tables = {book: self._compose(wanted, get_book(book), work) for book in {pack.book for pack in made}}
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
            wanted = replace(shelf, packs=tuple(each for each in shelf.packs if each != gone))
            book = get_book(gone.book)
            self._settle(wanted, {book.name: self._compose(wanted, book, work) if wanted.of(book.name) else None}, work)
            self._path(gone).unlink(missing_ok=True)
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
                sha256, _ = _hash(each.source)
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
            wanted = replace(shelf, packs=(*others, *packs))
            self._settle(wanted, {book.name: self._compose(wanted, book, work) if packs else None}, work)
            gone = [pack for pack in before if pack.id not in {pack.id for pack in packs}]
            for pack in gone:
                self._path(pack).unlink(missing_ok=True)
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
            wanted = replace(shelf, packs=(*shelf.packs, *made))
            days = {pack.book: pack.since for pack in made}
            yield {book: (self._compose(wanted, get_book(book), work), day_of(day)) for book, day in days.items()}

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
        sha256, size = _hash(source)
        day, part = day_number(release_day(source, layout, since)), layout.part(source)
        if twin := next((pack for pack in shelf.of(book.name) if (pack.sha256, pack.part) == (sha256, part)), None):
            raise AlreadyInstalled(f"This very file is installed as {twin.id}.", where=source.name)
        name = pack_id(book, day, part, sha256)
        with closing(sqlite3.connect(work / name, isolation_level=None)) as db:
            db.executescript(_QUICK)
            db.execute("BEGIN")
            rows = read_pack(db, source, book, layout, progress=lambda done: progress(source.name, done))
            db.execute("COMMIT")
        return Pack(
            name, book.name, layout.name, part, day, source.name, sha256, size, rows, at, by, accepted and bool(layout.owner)
        )

    def _refuse_shrinking(self, pack: Pack, made: Path) -> None:
        """A release that has lost many of the rows of the day before is not what it seems."""
        old, day = self.path_of(pack.book), day_of(pack.since)
        if old is None or pack.mode == "changes":
            return
        with closing(open_tables(old)) as before, closing(open_tables(made)) as after:
            for name in pack.rows:
                table = get_book(pack.book).table(name)
                was, will = OpenTable(before, table).count(on=day), OpenTable(after, table).count(on=day)
                if was > _FEW and will < was * _LEAST_KEPT:
                    raise ShrinksTooMuch(
                        f"On {day} only {will:,} rows of {was:,} would be left: the file may have been cut.",
                        where=pack.file,
                        todo="See what it changes with `superbill codes diff`; install it with --shrinks if that is right.",
                    )

    def _settle(self, wanted: Shelf, made: Mapping[str, Path | None], work: Path) -> None:
        """Put everything into its place, and throw the switch. `made` are the new tables by book; None where no pack is left."""
        files = {book: file for book, file in wanted.books.items() if book not in made}
        for book, path in made.items():
            if path is not None:
                files[book] = path.name
                self._put(path, self.folder / "books" / path.name)
        for pack in wanted.packs:
            if (work / pack.id).exists():
                self._put(work / pack.id, self._path(pack))
        state = {"packs": [json.loads(pack.to_json()) for pack in wanted.packs], "books": files}
        put_whole(self.folder / "shelf.json", json.dumps(state, ensure_ascii=False, indent=1).encode())
        for path in (self.folder / "books").glob("*"):
            if path.name not in files.values():
                path.unlink(missing_ok=True)

    def _compose(self, shelf: Shelf, book: Book, work: Path) -> Path:
        path = work / f"{book.name}.made"
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.executescript(_QUICK)
            for table in book.tables:
                packs = [pack for pack in shelf.of(book.name) if table.name in pack.rows]
                if packs:
                    compose(db, table, self._layers(db, packs, work))
                else:
                    create_table(db, table)
            if db.execute("PRAGMA freelist_count").fetchone()[0]:
                db.execute("VACUUM")
        made = path.with_name(f"{book.name}-{_hash_of(path)[:12]}.sqlite3")
        return path.rename(made)

    def _layers(self, db: sqlite3.Connection, packs: Sequence[Pack], work: Path) -> Iterator[Layer]:
        """Each pack, attached while it is worked on: SQLite attaches only a few at once."""
        for pack in packs:
            path = work / pack.id if (work / pack.id).exists() else self._path(pack)
            db.execute("ATTACH ? AS pack", (str(path),))
            yield "pack", pack.mode, pack.since, pack.part
            db.execute("DETACH pack")

    def _path(self, pack: Pack) -> Path:
        return self.folder / "packs" / ("licensed" if pack.accepted else "") / pack.id

    @staticmethod
    def _put(made: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        made.replace(place)

    def _note(self, lines: Sequence[dict[str, str]]) -> None:
        with (self.folder / "journal.jsonl").open("a", encoding="utf-8") as journal:
            journal.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    # --- reading

    def path_of(self, book: str) -> Path | None:
        """Where the tables in force of a book stand; None when it is not installed."""
        file = self.read().books.get(book)
        return self.folder / "books" / file if file else None

    def verify(self) -> tuple[str, ...]:
        """What is out of order, in words: a file that is missing, damaged, or not what its packs make."""
        shelf, wrong = self.read(), []
        for pack in shelf.packs:
            wrong += self._wrong_with(self._path(pack), f"pack {pack.id}")
        for name, file in shelf.books.items():
            path = self.folder / "books" / file
            wrong += self._wrong_with(path, f"book {name}")
            if path.exists() and _hash_of(path)[:12] != path.stem.rpartition("-")[2]:
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


def open_tables(path: Path) -> sqlite3.Connection:
    """A file of tables, for reading only. None is ever changed where it stands, so none is locked or asked whether it was."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _stamp(book: Book, shipped: Shipped) -> str:
    """By which a file that comes with the program is known: its content, the tables that it fills, the program that reads it."""
    content = shipped.stamp or _hash(shipped.source)[0]
    return hashlib.sha256(f"{__version__} {shipped.since} {content} {book.tables}".encode()).hexdigest()


def _hash(source: Source) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with source.open() as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
