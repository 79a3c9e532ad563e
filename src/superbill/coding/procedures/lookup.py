"""Many patterns over one text: at each word only those are tried that may begin as it does, first all as one, then each.

Patterns are written in small letters and matched with the text in small letters, each letter in its place: three times as fast as
without regard to case.
"""

import re
from collections.abc import Iterator, Sequence

from superbill.coding.procedures.beginnings import beginnings

_PLACE = re.compile(r"(?<![\w-])\S")
_ENDS = r"(?!\w)"


def small(text: str) -> str:
    """The text in small letters; a letter that would become two stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := one.lower()) == 1 else one for one in text)


class Lookup:
    """The patterns, by their places in the sequence; each must begin and end with a word."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._each = [re.compile(f"(?:{pattern}){_ENDS}") for pattern in patterns]
        self._first = [beginnings(pattern) for pattern in patterns]
        self._groups: dict[str, tuple[re.Pattern[str], list[int]] | None] = {}

    def find(self, lowered: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Which pattern matches where, from the beginning of the text on; several may match in one place."""
        for place in _PLACE.finditer(lowered):
            group = self._group(place.group())
            if group is None or not group[0].match(lowered, place.start()):
                continue
            for number in group[1]:
                if match := self._each[number].match(lowered, place.start()):
                    yield number, match

    def _group(self, letter: str) -> tuple[re.Pattern[str], list[int]] | None:
        """The patterns that may match where a letter stands, and all of them as one; None where none may."""
        letter = letter if letter.isascii() else ""
        if letter not in self._groups:
            numbers = [number for number, first in enumerate(self._first) if not letter or letter in first]
            every = "|".join(f"(?:{self._patterns[number]})" for number in numbers)
            self._groups[letter] = (re.compile(f"(?:{every}){_ENDS}"), numbers) if numbers else None
        return self._groups[letter]
