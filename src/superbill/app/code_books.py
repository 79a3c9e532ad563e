"""The code books of this installation: what is installed, install and take away, what a file would change, whether all is whole."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from superbill.app.packed_state import are_packed
from superbill.app.search_books import build_search_index, refresh_search_index
from superbill.basics.days import Period
from superbill.basics.errors import BadInput
from superbill.codes.book import Book, Table, all_books, day_of, find_layout, get_book
from superbill.codes.icd10cm import dotted
from superbill.codes.pack import Pack
from superbill.codes.shelf import Entry, OpenTable
from superbill.codes.source import BadCodeFile, Source
from superbill.storage.code_files import sources_in
from superbill.storage.config import config_here
from superbill.storage.shelf import AlreadyInstalled, Found, NoBook, NoticeNotAccepted, Shelves, compare

__all__ = ["AlreadyInstalled", "NoticeNotAccepted"]  # named exceptions of the verbs below

_DIAGNOSIS = re.compile(r"[A-Z]\d\w\.\w{1,4}")


class NoKey(BadInput):
    """A book was named, and no code of it."""


Progress = Callable[[str, int], None]
"""Called with the name of a file and how many of its rows have been read."""


@dataclass(frozen=True, slots=True)
class ListedPack:
    """An installed file. `since` is the day from which it holds."""

    id: str
    since: date
    file: str
    rows: int
    installed_at: str
    installed_by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ListedBook:
    """A book, how many rows hold on the day asked for (None when it is not installed), and its packs, the newest first."""

    name: str
    title: str
    rows: int | None
    publisher: str
    source: str
    licence: str
    every: str
    packs: tuple[ListedPack, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a release does to one row from its first day. `before` and `after` are the cells that differ.

    `what` is added, deleted, revised, or completed: only cells that were empty are filled, such as short titles.
    """

    book: str
    table: str
    since: date
    what: str
    key: tuple[str | int, ...]
    title: str
    before: dict[str, str | int]
    after: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row with its validity, oldest first among those of its key."""

    book: str
    table: str
    cells: dict[str, str | int]
    period: Period


def build_books(*, at: str, progress: Progress = lambda name, rows: None) -> None:
    """Put on the shelf what comes with the program, and index what has changed; quick when there is nothing to do."""
    shelves_here().build_shipped(at=at, progress=progress)
    _pack()
    build_search_index(progress=progress)


def _pack() -> None:
    """Pack what the edits ask of the books, where that was not done for them; only then the edits are loaded."""
    if not are_packed(shelves_here()):
        from superbill.app.packed_tables import pack_tables

        pack_tables(shelves_here())


def build_book(name: str, *, at: str) -> None:
    """Put one book that comes with the program on the shelf, for a command that looks into no other. Raises `UnknownBook`."""
    shelves_here().build_shipped(only=name, at=at)


def list_books(*, on: date) -> tuple[ListedBook, ...]:
    """Every book, installed or not."""
    shelves = shelves_here()
    shelf = shelves.read()
    listed = []
    for book in all_books():
        rows = None
        if book.name in shelf.books:
            with shelves.open(book.name) as tables:
                rows = sum(table.count(on=on) for table in tables.values())
        packs = tuple(_listed(pack) for pack in reversed(shelf.of(book.name)))
        listed.append(ListedBook(book.name, book.title, rows, book.publisher, book.source, book.licence, book.every, packs))
    return tuple(listed)


def _listed(pack: Pack) -> ListedPack:
    rows = sum(pack.rows.values())
    return ListedPack(pack.id, day_of(pack.since), pack.file, rows, pack.installed_at, pack.installed_by, pack.sha256)


def install_codes(
    paths: Sequence[Path],
    *,
    book: str = "",
    since: date | None = None,
    accepted: bool = False,
    may_shrink: bool = False,
    by: str,
    at: str,
    progress: Progress = lambda name, rows: None,
) -> tuple[ListedPack, ...]:
    """Install official files as they were downloaded, archives too: all of them or none.

    With `book` they are read as that book. What the search and the edits have of the books that changed is made anew. Raises `BadCodeFile`, `UnknownBook`, `AlreadyInstalled`, `NoticeNotAccepted`, `ShrinksTooMuch`.
    """
    packs = shelves_here().install(
        found_in(paths, book), since=since, accepted=accepted, may_shrink=may_shrink, by=by, at=at, progress=progress
    )
    _pack()
    refresh_search_index(progress=progress)
    return tuple(map(_listed, packs))


def remove_codes(pack: str, *, by: str, at: str, progress: Progress = lambda name, rows: None) -> ListedPack:
    """Take an installed file away: the tables, and what a search finds, are as they were before it came. Raises `UnknownPack`."""
    gone = shelves_here().remove(pack, by=by, at=at)
    _pack()
    refresh_search_index(progress=progress)
    return _listed(gone)


def differences(paths: Sequence[Path], *, since: date | None = None) -> tuple[Change, ...]:
    """What files would change, on the day from which they hold, without installing them. Raises `BadCodeFile`."""
    shelves = shelves_here()
    changes: list[Change] = []
    with shelves.tried(found_in(paths), since=since) as tried:
        for name, (path, day) in tried.items():
            book = get_book(name)
            for table in book.tables:
                rows = compare(shelves.path_of(name), path, table, day=day)
                changes += [_change(book, table, day, before, after) for before, after in rows]
    return tuple(changes)


def _change(book: Book, table: Table, day: date, before: Entry | None, after: Entry | None) -> Change:
    row = after or before
    assert row is not None, "a change has a row before it or after it"
    key = tuple(row[name] for name in table.key_names)
    old, new = before.cells if before else {}, after.cells if after else {}
    differing = [name for name in (new or old) if old.get(name) != new.get(name)]
    title = str(row[table.title]) if table.title else ""
    both = "revised" if any(old.get(name) != "" for name in differing) else "completed"
    what = both if before and after else "added" if after else "deleted"
    return Change(
        book.name, table.name, day, what, key, title,
        {name: old[name] for name in differing if name in old}, {name: new[name] for name in differing if name in new},
    )  # fmt: skip


def show_code(book: str, key: Sequence[str], *, on: date | None = None) -> tuple[Shown, ...]:
    """Every row with this key in a book: those of a day, or all that ever held. Raises `NoBook`, `UnknownBook`."""
    with shelves_here().open(book) as tables:
        rows = [(name, entry) for name, table in tables.items() for entry in _history(table, key)]
    return _shown(book, rows, on)


def show_words(words: Sequence[str], *, on: date | None = None) -> tuple[str, tuple[Shown, ...]]:
    """What somebody asks for by a code alone, or by a book and a key: the book that was named, if any, and the rows.

    A code alone is asked of every table of every installed book that it is the whole key of. Raises `NoBook`, `UnknownBook`,
    `NoKey` when only a book was named.
    """
    book = words[0].lower()
    if any(each.name == book for each in all_books()):
        if len(words) == 1:
            raise NoKey(
                f"Which code of {book}?", todo=f"Such as `superbill codes show {book} CODE`; `superbill codes search` finds one."
            )
        return book, show_code(book, [_as_written(book, part) for part in words[1:]], on=on)
    if len(words) > 1:
        get_book(book)
    return "", tuple(row for each in all_books() for row in _under(each.name, words[0], on))


def _shown(book: str, rows: Iterable[tuple[str, Entry]], on: date | None) -> tuple[Shown, ...]:
    """Rows with their tables: those of a day, or of all."""
    return tuple(Shown(book, name, entry.cells, entry.period) for name, entry in rows if on is None or on in entry.period)


def _under(book: str, code: str, on: date | None) -> tuple[Shown, ...]:
    """The rows of every table that has the code for its whole key; none where the book is not installed."""
    try:
        with shelves_here().open(book) as tables:
            alone = [(name, table) for name, table in tables.items() if table.table.keys == 1]
            rows = [(name, entry) for name, table in alone for entry in table.history(_as_written(book, code))]
    except NoBook:
        return ()
    return _shown(book, rows, on)


def _as_written(book: str, code: str) -> str:
    """Diagnoses stand in their own book with their dot, in all others as claims carry them."""
    code = code.upper()
    return dotted(code) if book == "icd10cm" else code.replace(".", "") if _DIAGNOSIS.fullmatch(code) else code


def _history(table: OpenTable, key: Sequence[str]) -> tuple[Entry, ...]:
    return table.history(*key) if len(key) == table.table.keys else table.beginning(*key) if len(key) < table.table.keys else ()


def verify_codes() -> tuple[str, ...]:
    """What is out of order on the shelf, in words; nothing when every file is there, whole and as it was installed."""
    return shelves_here().verify()


# --- what the verbs share


def shelves_here() -> Shelves:
    """The shelf of this installation."""
    return Shelves(config_here().codes / "shelf")


def found_in(paths: Sequence[Path], book: str = "") -> list[Found]:
    """What each file turned out to be, of one book or of any, archives opened.

    Raises `BadCodeFile` for a file without anything that we know, `UnknownBook`.
    """
    found: list[Found] = []
    for path, members in sources_in(paths):
        known = [Found(source, *layout) for source in members if (layout := find_layout(source, book))]
        if not known:
            raise _unknown(path, members)
        found += known
    return found


def _unknown(path: Path, members: Sequence[Source]) -> BadCodeFile:
    todo = "Give the file as it was downloaded; `superbill codes list` names the books and where their files are published."
    what = (
        "The file is in no format that we know." if len(members) == 1 else "The archive holds no file in a format that we know."
    )
    return BadCodeFile(what, where=str(path), todo=todo)
