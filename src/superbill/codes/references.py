"""The codes that a note of the tabular list names in parentheses: `(J30.1-J30.9)`, `(O98.-)`, `(T36-T50 with fifth or sixth character 5)`.

A few notes name codes without any parentheses: `hearing loss as classified in H90.-`. In one that has codes in parentheses, those before
them only describe: `pneumoconiosis associated with tuberculosis, any type in A15 (J65)` is about J65. A dash after a code means everything
below it; a pair of codes with a dash or "to" between means everything from the first to the last.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_ONE = r"([A-Z](?:\d[0-9A-Z]|[A-Z]\d)(?:\.[0-9A-Z]{1,4})?)(?:\.?-(?!\s*[A-Z]\d))?"
_REFERENCE = re.compile(_ONE + r"(?:\s*(?:-|to)\s*" + _ONE + ")?", re.ASCII)
_ENDING = re.compile(r"with (?:fifth or sixth|final|fifth|sixth|5th or 6th) characters? ((?:\d[\s,or-]*)+)", re.IGNORECASE)
_INSIDE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Reference:
    """From one code to another, both with all that is below them; without their dots. `fifth_or_sixth`, if any, must be there."""

    first: str
    last: str
    fifth_or_sixth: frozenset[str] = frozenset()

    def covers(self, code: str) -> bool:
        """Whether a code, with or without its dot, is in the range."""
        bare = code.replace(".", "")
        if not (self.first <= bare[: len(self.first)] and bare[: len(self.last)] <= self.last):
            return False
        return not self.fifth_or_sixth or bool(self.fifth_or_sixth & set(bare[4:6]))


@lru_cache(maxsize=8192)
def references_in(note: str) -> tuple[Reference, ...]:
    """Every code and range that a note names, in order."""
    inside = [reference for text in _INSIDE.findall(note) for reference in _references(text)]
    return tuple(inside or _references(note))


def _references(text: str) -> list[Reference]:
    """The codes and ranges of a text, in order; what it says of their last characters holds for all of them."""
    ending = _ENDING.search(text)
    digits = frozenset(re.findall(r"\d", ending.group(1))) if ending else frozenset()
    named = _REFERENCE.findall(text)
    return [Reference(first.replace(".", ""), (last or first).replace(".", ""), digits) for first, last in named]


def refers_to(note: str, code: str) -> bool:
    """Whether a note names a code, as such or within a range."""
    return any(reference.covers(code) for reference in references_in(note))
