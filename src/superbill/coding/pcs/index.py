"""Operations that only the official index knows: a word such as `Fundoplication` leads through it to the beginnings of codes.

Source: ICD-10-PCS Official Guidelines, A6 and A7: the index leads to the table, and the code is built from the table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from superbill.codes.shelf import OpenTable

_OPERATION = re.compile(
    r"\b[A-Za-z]{3,}(?:ectomy|otomy|ostomy|plasty|pexy|rrhaphy|desis|tripsy|centesis|scopy|lysis|plication|cision|graft)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A word of the note that is a main term of the index: where it stands, its title, the beginnings of codes, and what it refers to."""

    start: int
    end: int
    title: str
    beginnings: tuple[str, ...]
    see: str


def indexed_in(text: str, start: int, end: int, *, index: OpenTable, on: date) -> Iterator[Indexed]:
    """The operations that a stretch of the note names and the index of the day knows, in order."""
    for match in _OPERATION.finditer(text, start, end):
        row = index.find(match.group().capitalize(), on=on)
        codes = tuple(dict.fromkeys(str(row["code"]).split())) if row else ()
        if row and codes:
            yield Indexed(match.start(), match.end(), str(row["title"]), codes, str(row["see"]))
