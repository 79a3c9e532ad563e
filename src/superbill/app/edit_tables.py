"""The dated tables for the edits: those of the books that are installed here, and those that ship."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from superbill.app.code_books import shelves_here
from superbill.codes.shelf import OpenTable
from superbill.edits.tables import Table
from superbill.places.us.tables import us_tables
from superbill.storage.shelf import NoBook


@contextmanager
def edit_tables() -> Iterator[Mapping[str, Table]]:
    """The tables by the names that edits use, open for reading; a table whose book is not installed is not among them."""
    shelves = shelves_here()
    books: dict[str, dict[str, OpenTable]] = {}
    with ExitStack() as stack:

        def opened(book: str, table: str) -> OpenTable | None:
            if book not in books:
                try:
                    books[book] = stack.enter_context(shelves.open(book))
                except NoBook:
                    books[book] = {}
            return books[book].get(table)

        yield us_tables(opened)
