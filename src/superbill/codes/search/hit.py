"""What a search gives: hits, and why each was found, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from superbill.basics.days import Period
from superbill.codes.search.ask import Reading

_SOURCES = {
    "title": "title",
    "own": "people say",
    "inclusion": "inclusion term",
    "includes": "includes",
    "short": "short title",
    "disease": "index of diseases",
    "external": "index of external causes",
    "neoplasm": "neoplasm table",
    "drug": "table of drugs",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A heading above a code."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A code that may be meant.

    `why` says which term was met and how: `people say "heart attack"`, `HTN: hypertension`. `path` leads down to the code, from the
    chapter on. `score` is about 1 for a term that is just what was asked, near 0 for next to nothing in common. `billable` is None
    where the book does not say. `table` is the table of the book: `code`, `modifiers`.
    """

    book: str
    table: str
    code: str
    title: str
    score: float
    why: tuple[str, ...]
    path: tuple[Step, ...]
    billable: bool | None
    period: Period


def reasons(source: str, text: str, title: str, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Why a term was found: the term, unless it is the title, and every word that was not met as it was said."""
    term = () if text == title else (f"{_SOURCES.get(source, source)} “{text}”",)
    return (*term, *dict.fromkeys(reading.why for reading in readings if reading.why)) or ("title",)
