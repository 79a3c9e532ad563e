"""The hierarchy of a transaction with HL: each level when it has ended, with how many levels stood below it.

Eligibility, claim status and health care services reviews hand over their levels beside their own objects.
"""

from collections.abc import Mapping
from typing import NamedTuple

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects import Emit, Handler
from superbill.x12.segments import Delimiters

LOOPS = ("2000A", "2000B", "2000C", "2000D", "2000E", "2000F")
"""The guides name the loops of levels by their depth."""


class Level(NamedTuple):
    """One HL: its number, that of the level above (HL02), what it is (HL03), and what it says of levels below (HL04).

    `below` counts the levels that stood directly below it.
    """

    number: str = ""
    parent: str = ""
    code: str = ""
    children: str = ""
    at: At = NOWHERE
    loop: str = ""
    below: int = 0


class Levels:
    """Takes every HL of a set; the levels that are open are kept, six at most."""

    def __init__(self, emit: Emit) -> None:
        self.emit = emit
        self.open: list[Level] = []

    def take(self, loop: str, elements: list[str], at: At) -> None:
        """An HL: levels as deep or deeper end, and the one above has one more below it."""
        self._leave(loop)
        if self.open:
            above = self.open[-1]
            self.open[-1] = above._replace(below=above.below + 1)
        _, number, parent, code, children, *_ = *elements, "", "", "", "", ""
        self.open.append(Level(number, parent, code, children, at, loop))

    def end(self) -> None:
        """The set has ended."""
        self._leave("")

    def _leave(self, loop: str) -> None:
        while self.open and self.open[-1].loop >= loop:
            self.emit(self.open.pop())


class Builder:
    """Takes the levels of a transaction that has no other typed objects."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        self.levels = Levels(emit)

    def handlers(self) -> Mapping[str, Handler]:
        """By place, such as `2000A.HL`: what takes its segments."""
        return {f"{loop}.HL": self._taker(loop) for loop in LOOPS}

    def _taker(self, loop: str) -> Handler:
        return lambda elements, at: self.levels.take(loop, elements, at)

    def end(self) -> None:
        """The set has ended: hand over what is open."""
        self.levels.end()
