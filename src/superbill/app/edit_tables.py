"""The dated tables for the edits: those of the books that are installed here, and those that ship."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from superbill.app.code_books import found_in, shelves_here
from superbill.app.packed_tables import packed_tables
from superbill.codes.book import get_book
from superbill.codes.shelf import OpenTable
from superbill.edits.tables import Table
from superbill.places.us.tables import BOOK_OF, us_tables
from superbill.storage.shelf import NoBook, open_tables


@contextmanager
def edit_tables(*, with_packs: Sequence[Path] = ()) -> Iterator[Mapping[str, Table]]:
    """The tables by the names that edits use, open for reading; a table whose book is not installed is not among them.

    `with_packs` are files of code books that are tried: the tables are as they would be with them, and nothing is installed. Raises
    `BadCodeFile`, `AlreadyInstalled`.
    """
    shelves = shelves_here()
    books: dict[str, dict[str, OpenTable]] = {}
    with ExitStack() as stack:
        tried = stack.enter_context(shelves.tried(found_in(with_packs))) if with_packs else {}
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
