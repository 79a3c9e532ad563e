"""Many patterns over one text: at each word only those are tried that may begin with its letters.

Patterns are written in small letters and matched with the text in small letters, each letter in its place: three times as fast as
without regard to case.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from superbill.coding.procedures.beginnings import beginnings

_LETTERS = 5
_PLACE = re.compile(r"(?<![\w-])\S")
_GROUPS_KEPT = 16_384
_ENDS = r"(?!\w)"


def small(text: str) -> str:
    """The text in small letters; a letter that would become two stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := one.lower()) == 1 else one for one in text)


class Lookup:
    """The patterns, by their places in the sequence; each must begin and end with a word."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._each = [re.compile(f"(?:{pattern}){_ENDS}") for pattern in patterns]
        self._beginning: dict[str, list[int]] = defaultdict(list)
        for number, pattern in enumerate(patterns):
            for first in beginnings(pattern, upto=_LETTERS):
                self._beginning[first].append(number)
        self._groups: dict[str, tuple[tuple[int, re.Pattern[str]], ...]] = {}

    def find(self, lowered: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Which pattern matches where, from the beginning of the text on; several may match in one place."""
        for place in _PLACE.finditer(lowered):
            start = place.start()
            letters = lowered[start : start + _LETTERS]
            group = self._groups.get(letters)
            for number, pattern in self._group(letters) if group is None else group:
                if match := pattern.match(lowered, start):
                    yield number, match

    def _group(self, letters: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """The patterns that may match where letters stand, by the ASCII ones; of the others only digits may stand for those of a pattern."""
        if letters not in self._groups:
            if len(self._groups) >= _GROUPS_KEPT:
                self._groups.clear()
            known = "".join(takewhile(str.isascii, letters))
            numbers = {number for end in range(len(known) + 1) for number in self._beginning.get(known[:end], ())}
            if letters[len(known) :][:1].isdecimal():
                numbers.update(number for first, those in self._beginning.items() if first.startswith(known) for number in those)
            self._groups[letters] = tuple((number, self._each[number]) for number in sorted(numbers))
        return self._groups[letters]
