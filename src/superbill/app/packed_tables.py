"""The tables of the edits as packed files: made when a book is installed or taken away, used wherever claims are checked.

They are copies that hold while the book and the program do; without one the book itself is asked, with the same answers.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from superbill.app.packed_state import folder_of, note_packed
from superbill.app.packed_state import program as _program
from superbill.basics.errors import NotPossible
from superbill.codes.shelf import OpenTable
from superbill.edits.tables import Table
from superbill.places.us.tables import BOOK_OF, key_of, us_tables
from superbill.storage.packed_tables import open_packed, packed_path, remove_others, write_packed
from superbill.storage.shelf import Shelves


def pack_tables(shelves: Shelves) -> None:
    """Pack the tables of the books in force that are not packed yet, and remove those of others.

    Where there is no room the table is left as it is in its book: it can be asked there.
    """
    wanted = dict(_paths(shelves))
    missing = {name: path for name, path in wanted.items() if open_packed(path) is None}
    has_room = True
    with ExitStack() as stack:
        books: dict[str, dict[str, OpenTable]] = {}

        def opened(book: str, table: str) -> OpenTable | None:
            if book not in books:
                books[book] = {}
                if book in {BOOK_OF[name] for name in missing}:
                    with suppress(NotPossible):
                        books[book] = stack.enter_context(shelves.open(book))
            return books[book].get(table)

        tables = us_tables(opened)
        for name, path in missing.items():
            if books.get(BOOK_OF[name]) and name in tables:
                try:
                    write_packed(path, tables[name].rows, key=key_of(name))
                except OSError:
                    has_room = False
    remove_others(folder_of(shelves), wanted.values())
    if has_room:
        note_packed(shelves)


def packed_tables(shelves: Shelves) -> Callable[[str], Table | None]:
    """What gives a packed table by the name that edits use, or None where there is none of the book in force."""
    paths = dict(_paths(shelves))
    return lambda name: open_packed(paths[name]) if name in paths else None


def _paths(shelves: Shelves) -> Iterator[tuple[str, Path]]:
    """Where the table of each installed book stands when it is packed."""
    files = shelves.read().books
    for name, book in BOOK_OF.items():
        if book in files:
            mark = hashlib.sha256(f"{files[book]} {_program()}".encode()).hexdigest()[:12]
            yield name, packed_path(folder_of(shelves), name, mark)
