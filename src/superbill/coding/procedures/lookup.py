"""Many patterns over one text: one pass finds the word beginnings at which any of them matches, and only there each is tried.

Patterns are written in small letters and matched with the text in small letters, each letter in its place: three times as fast as
without regard to case.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from superbill.coding.sections import Sentence, sentences_of

_BEGINS = r"(?<![\w-])"
_ENDS = r"(?!\w)"


def small(text: str) -> str:
    """The text in small letters; a letter that would become two stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := one.lower()) == 1 else one for one in text)


@lru_cache(maxsize=8)
def sentences_in(text: str) -> tuple[Sentence, ...]:
    """The sentences of a note; each part of the reading of services asks for them again."""
    return sentences_of(text)


class Lookup:
    """The patterns, by their places in the sequence; each must begin and end with a word."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._each = [re.compile(f"(?:{pattern}){_ENDS}") for pattern in patterns]
        self._any = re.compile(f"{_BEGINS}(?=(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)}){_ENDS})")

    def find(self, lowered: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Which pattern matches where, from the beginning of the text on; several may match in one place."""
        for place in self._any.finditer(lowered):
            for number, pattern in enumerate(self._each):
                if match := pattern.match(lowered, place.start()):
                    yield number, match
