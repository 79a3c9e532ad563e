"""Fetch the newest official files of code books from their publishers, where there is a network. Installing is another step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from superbill.codes.addresses import Address, addresses, books_with_addresses
from superbill.codes.book import get_book
from superbill.storage.config import Config
from superbill.storage.download import NotThere, fetch


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file of a book that was fetched: where it stands, and from which day it should hold (None: as it says itself)."""

    book: str
    url: str
    since: date | None
    path: Path


def fetch_codes(
    books: Sequence[str],
    *,
    on: date,
    mirror: str = "",
    progress: Callable[[int, int | None], None] = lambda done, of: None,
) -> tuple[tuple[Fetched, ...], tuple[str, ...]]:
    """The newest files of these books (of all whose address is known, when none is named), and which were not to be found.

    `mirror` is an address of a folder that holds files of the same names, such as a copy of one's own. Raises `UnknownBook`,
    `NotFetched`.
    """
    folder = Config().codes / "fetched"
    fetched: list[Fetched] = []
    missing: list[str] = []
    for book in [get_book(name).name for name in books] or books_with_addresses():
        for candidates in addresses(book, on=on):
            found = _newest(candidates, folder, mirror, progress)
            if found:
                fetched.append(found)
            else:
                missing.append(candidates[0].url)
    return tuple(fetched), tuple(missing)


def _newest(
    candidates: tuple[Address, ...], folder: Path, mirror: str, progress: Callable[[int, int | None], None]
) -> Fetched | None:
    for each in candidates:
        url = f"{mirror.rstrip('/')}/{each.url.rpartition('/')[2]}" if mirror else each.url
        try:
            return Fetched(each.book, url, each.since, fetch(url, folder, progress=progress))
        except NotThere:
            continue
    return None
