"""What every invented transaction is made of: segments as text, amounts, days, and blocks of segments with places to fill in.

A block is made once and used many times, each time with another person, level and number: that is what makes it fast.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

END = "~\n"
Item = TypeVar("Item")


def segment(tag: str, *elements: object) -> str:
    """One segment with its terminator; empty elements at the end are left out."""
    return "*".join((tag, *(str(each) for each in elements))).rstrip("*") + END


def parts(*components: object) -> str:
    """A composite; empty components at the end are left out."""
    return ":".join(str(each) for each in components).rstrip(":")


def money(cents: int) -> str:
    """An amount as X12 writes it: no zeros that say nothing, such as 125.4."""
    sign, (whole, part) = "-" if cents < 0 else "", divmod(abs(cents), 100)
    return f"{sign}{whole}" + f".{part:02d}".rstrip("0").rstrip(".")


def day(value: date) -> str:
    """CCYYMMDD."""
    return f"{value:%Y%m%d}"


def since_until(first: date, last: date) -> str:
    """A range of days, CCYYMMDD-CCYYMMDD."""
    return f"{first:%Y%m%d}-{last:%Y%m%d}"


@dataclass(frozen=True, slots=True)
class Block:
    """Segments with places to fill in, such as `%(last)s`. `claims` says how many claims they hold, `levels` how many HL.

    `cents` is what is paid in them, where something is paid.
    """

    text: str
    claims: int = 1
    levels: int = 0
    cents: int = 0

    def fill(self, values: Mapping[str, object]) -> str:
        """The segments with their places filled in."""
        return self.text % values


class Pool:
    """Blocks by their number, each made when it is first asked for; after `size` blocks the same ones come again."""

    def __init__(self, make: Callable[[int], Block], *, size: int) -> None:
        self._make = make
        self._size = size
        self._made: dict[int, Block] = {}

    def __getitem__(self, number: int) -> Block:
        number %= self._size
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def up_to(self, claims: int, *, first: int) -> Iterator[tuple[int, Block]]:
        """Numbers from `first` and their blocks, so that together they hold just so many claims; block 0 has one."""
        number = first
        while claims > 0:
            block = self[number]
            if block.claims > claims:
                block = self[0]
            claims -= block.claims
            yield number, block
            number += 1


def shares(total: int, *, each: int) -> Iterator[int]:
    """A number in parts of at most `each`: 250 in parts of 100 are 100, 100 and 50."""
    while total > 0:
        yield min(total, each)
        total -= each


def table(text: str) -> list[list[str]]:
    """Rows of a table written with bars between the cells."""
    return [[cell.strip() for cell in row.split("|")] for row in text.strip().splitlines()]
