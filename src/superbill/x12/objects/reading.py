"""Texts read for objects, and remembered: money, numbers, days and composites repeat from claim to claim, and reading them costs.

Nothing raises: what cannot be read is None or empty, and level 1 says why.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import TypeVar

from superbill.x12.dates import day_from
from superbill.x12.tables import Composite, Field, Seg

V = TypeVar("V")
_MOST, _MOST_SEGMENTS = 20_000, 2_000
_LONGEST = 64
_AMOUNT = re.compile(r"-?(\d{1,18}(\.\d{0,2})?|\.\d{1,2})\Z", re.ASCII)
_NUMBER = re.compile(r"-?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})\Z", re.ASCII)

MOST_MARKS = 16
"""Component separators for which readers are kept: a file may change them with every interchange."""

Days = tuple[date | None, date | None]


class Memo(dict[str, V]):
    """What texts were read as: `memo[text]` reads a text that is new. Forgets everything when it has grown too big."""

    def __init__(self, read: Callable[[str], V], most: int = _MOST) -> None:
        super().__init__()
        self.read, self.most = read, most

    def __missing__(self, text: str) -> V:
        value = self.read(text)
        if len(text) <= _LONGEST:
            if len(self) >= self.most:
                self.clear()
            self[text] = value
        return value


def _cents(text: str) -> int | None:
    """Whole cents of `1234.5`, `-.07` or `12`; None for what is no amount of money."""
    text = text.strip()
    if not _AMOUNT.match(text):
        return None
    whole, _, part = text.lstrip("-").partition(".")
    value = int(whole or "0") * 100 + int(f"{part}00"[:2])
    return -value if text[0] == "-" else value


def _number(text: str) -> Decimal | None:
    text = text.strip()
    return Decimal(text) if _NUMBER.match(text) else None


def _days(text: str) -> Days:
    """First and last day of CCYYMMDD, CCYYMMDD-CCYYMMDD or CCYYMMDDHHMM; None where there is none."""
    text = text.strip()
    if len(text) == 17 and text[8] == "-":
        return day_from(text[:8]), day_from(text[9:])
    day = day_from(text[:8]) if len(text) in (8, 12) else None
    return day, day


CENTS: Memo[int | None] = Memo(_cents)
NUMBERS: Memo[Decimal | None] = Memo(_number)
DAYS: Memo[Days] = Memo(_days)


@cache
def parts_by(component: str) -> Memo[tuple[str, ...]]:
    """The parts of composites, by the component separator, without empty ones at the end."""

    def read(text: str) -> tuple[str, ...]:
        parts = [part.strip() for part in text.split(component)]
        while parts and not parts[-1]:
            parts.pop()
        return tuple(parts)

    return Memo(read)


@lru_cache(maxsize=256)
def segments_by(mark: str, read: Callable[[list[str]], V]) -> Memo[V]:
    """What `read` understands whole segments as, by the element separator. A file with strange separators forgets the others'."""
    return Memo(lambda text: read(text.split(mark)), _MOST_SEGMENTS)


@cache
def padded_by(component: str, count: int) -> Memo[tuple[str, ...]]:
    """The first `count` parts of composites, by the component separator; empty where there are fewer."""
    parts_of = parts_by(component)

    def read(text: str) -> tuple[str, ...]:
        return (*parts_of[text], *[""] * count)[:count]

    return Memo(read)


def tidied(seg: Seg, elements: list[str], component: str) -> list[str]:
    """A segment as it was meant: without blanks around its values, its codes in capitals. Level 1 has told what was wrong."""
    values = [value.strip() for value in elements]
    for each in seg.fields:
        value = values[each.place] if each.place < len(values) else ""
        if value and isinstance(each, Composite):
            values[each.place] = component.join(_tidy_parts(each, value.split(component)))
        elif value and isinstance(each, Field) and each.allowed:
            values[each.place] = value.upper()
    return values


def _tidy_parts(composite: Composite, parts: list[str]) -> list[str]:
    coded = {part.place for part in composite.parts if part.allowed}
    return [part.strip().upper() if place in coded else part.strip() for place, part in enumerate(parts, 1)]
