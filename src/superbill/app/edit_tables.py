"""The dated tables for the edits and the diagnosis code set: those of the books that are installed here, and those that ship."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path

from superbill.app.code_books import found_in, shelves_here
from superbill.app.code_tables import icd10cm
from superbill.app.packed_tables import packed_tables
from superbill.codes.book import get_book
from superbill.codes.icd10cm import Icd10cm
from superbill.codes.shelf import OpenTable
from superbill.edits.tables import Table
from superbill.places.us.tables import BOOK_OF, us_tables
from superbill.storage.shelf import NoBook, open_tables
from superbill.storage.tried_diagnoses import tried_icd10cm

_DIAGNOSES = "icd10cm"


@contextmanager
def edit_tables(*, with_packs: Sequence[Path] = ()) -> Iterator[Mapping[str, Table]]:
    """The tables by the names that edits use, open for reading; a table whose book is not installed is not among them.

    `with_packs` are files of code books that are tried: the tables are as they would be with them, and nothing is installed. Raises
    `BadCodeFile`, `AlreadyInstalled`.
    """
    with _tried(with_packs) as tried, _tables(tried) as tables:
        yield tables


@contextmanager
def edit_books(*, with_packs: Sequence[Path] = ()) -> Iterator[tuple[Icd10cm, Mapping[str, Table]]]:
    """The diagnosis code set and the same tables. With a release of ICD-10-CM among the files, it is as it would be with that one too.

    Raises `NoTables` beside what `edit_tables` raises.
    """
    with _tried(with_packs) as tried, _tables(tried) as tables:
        book = tried.get(_DIAGNOSES)
        with icd10cm() if book is None else tried_icd10cm(shelves_here(), *book) as diagnoses:
            yield diagnoses, tables


_Tried = Mapping[str, tuple[Path, date]]
"""Books as they would be with the files that are tried: where the tables stand, and from which day those files hold."""


@contextmanager
def _tried(files: Sequence[Path]) -> Iterator[_Tried]:
    if not files:
        yield {}
        return
    shelves, found = shelves_here(), found_in(files)
    if any(one.book.name == _DIAGNOSES for one in found):
        shelves.build_shipped(only=_DIAGNOSES)  # it is not on the shelf before a site installs a release
    with shelves.tried(found) as tried:
        yield tried


@contextmanager
def _tables(tried: _Tried) -> Iterator[Mapping[str, Table]]:
    shelves = shelves_here()
    books: dict[str, dict[str, OpenTable]] = {}
    with ExitStack() as stack:
        for name, (path, _) in tried.items():
            db = stack.enter_context(closing(open_tables(path)))
            books[name] = {table.name: OpenTable(db, table) for table in get_book(name).tables}

        def opened(book: str, table: str) -> OpenTable | None:
            if book not in books:
                try:
                    books[book] = stack.enter_context(shelves.open(book))
                except NoBook:
                    books[book] = {}
            return books[book].get(table)

        copies = packed_tables(shelves)
        yield us_tables(opened, lambda name: None if BOOK_OF.get(name) in tried else copies(name))
