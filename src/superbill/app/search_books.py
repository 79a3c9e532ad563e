"""Search all code books with one box: code or words in, codes out, each with the reason and its place in the book."""

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from superbill.codes.search.hit import Hit
from superbill.storage import search_index, senses
from superbill.storage.config import Config

__all__ = ["Hit"]


def search_books(
    words: str,
    *,
    on: date,
    books: Collection[str] | None = None,
    billable: bool | None = None,
    chapter: str = "",
    sex: str = "",
    age: int | None = None,
    limit: int = 20,
) -> tuple[Hit, ...]:
    """Codes that a person may mean by words or by a code, as they hold on a day, the likeliest first.

    See `codes.search.find.Searcher.search` for the filters. Raises `NoSearchIndex` where the index has not been built.
    """
    with search_index.open_search(Config()) as searcher:
        return searcher.search(words, on=on, books=books, billable=billable, chapter=chapter, sex=sex, age=age, limit=limit)


def build_search_index(*, progress: Callable[[str, int], None] = lambda table, terms: None) -> Path:
    """Index what is missing or has changed since; nothing happens when all is there. Returns the file."""
    return search_index.build_search_index(Config(), progress=progress)


def refresh_search_index(*, progress: Callable[[str, int], None] = lambda table, terms: None) -> None:
    """Bring an index that is there up to date after books have changed; where there is none yet, the first search makes it."""
    if search_index.index_path(Config()).exists():
        search_index.build_search_index(Config(), progress=progress)


def outdated_tables() -> tuple[str, ...]:
    """The tables (`icd10cm/code`) whose share of the index is missing or older than the book; empty when all is well."""
    return search_index.outdated(Config())


def build_senses(*, progress: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Compare terms by their sense too from now on: make the vectors that are missing. Returns how many terms have one.

    Raises `NoModel` where the extra is not installed.
    """
    return senses.build_senses(Config(), search_index.build_search_index(Config()), progress=progress)


def remove_senses() -> None:
    """Search by words alone from now on."""
    senses.remove_senses(Config())
