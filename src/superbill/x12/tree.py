"""Segments → tree, by a table. A segment goes to the innermost open loop that knows it; what no loop knows is kept apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NoReturn

from superbill.basics.money import BadAmount, cents_from
from superbill.x12.dates import day_from
from superbill.x12.errors import X12Error
from superbill.x12.segments import Segment
from superbill.x12.tables import Loop, Seg

_NUMBER = re.compile(r"-?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """A segment with the meaning the table gives it; values are read by name."""

    seg: Seg
    segment: Segment
    loop: str

    def text(self, name: str) -> str:
        """The value, without blanks around it; empty when absent. Of one that may repeat, the first."""
        _, place, part = self.seg.places[name]
        if self.seg.by_place[place].repeat != 1:
            return (self.every(name) or [""])[0]
        return self.segment.element(place, part).strip()

    def every(self, name: str) -> list[str]:
        """The value in each repetition of its element, empty where one has none; no value when the element is absent."""
        _, place, part = self.seg.places[name]
        marks, value = self.segment.delimiters, self.segment.element(place)
        if not value.strip():
            return []
        repeats = value.split(marks.repetition) if marks.repetition else [value]
        if not part:
            return [each.strip() for each in repeats]
        return [(*each.split(marks.component), *[""] * part)[part - 1].strip() for each in repeats]

    def data(self, name: str) -> bytes:
        """The bytes of an attachment, as they stand."""
        _, place, _ = self.seg.places[name]
        return self.segment.element(place).encode("latin-1")

    def code(self, name: str) -> str:
        """A code, upper-cased; empty when absent."""
        return self.text(name).upper()

    def need(self, name: str) -> str:
        """The value; raises `X12Error` when absent."""
        value = self.text(name)
        if not value:
            self._fail(name, "is missing")
        return value

    def cents(self, name: str) -> int:
        """Money; raises `X12Error` when absent or not an amount with at most two decimals."""
        try:
            return cents_from(self.need(name))
        except BadAmount:
            self._fail(name, "is not an amount of money")

    def cents_or(self, name: str, default: int | None) -> int | None:
        """Money, or the default when absent."""
        return self.cents(name) if self.text(name) else default

    def decimal(self, name: str, default: Decimal = Decimal(1)) -> Decimal:
        """A number, or the default when absent; raises `X12Error` when it is none."""
        value = self.text(name)
        if value and not _NUMBER.match(value):
            self._fail(name, "is not a number")
        return Decimal(value) if value else default

    def whole(self, name: str) -> int:
        """A whole number of at most nine digits, 1 when absent; raises `X12Error` when it is none."""
        number = self.decimal(name)
        if number != number.to_integral_value() or abs(number) >= 10**9:
            todo = "Ask the sender for a whole number there; nothing of the file was used."
            self._fail(name, "is not a whole number", todo=todo)
        return int(number)

    def day(self, name: str) -> date:
        """A day, CCYYMMDD; of a range the first. Raises `X12Error` when absent or no day of the calendar."""
        found = day_from(self.need(name).partition("-")[0])
        if found is None:
            self._fail(name, "is not a day")
        return found

    def _fail(self, name: str, what: str, todo: str = "") -> NoReturn:
        _, place, part = self.seg.places[name]
        where = f"{self.segment.tag}{place:02d}" + (f"-{part}" if part else "")
        loop = f"loop {self.loop}, " if self.loop else ""
        at = self.segment
        raise X12Error(f"{where} {what}.", segment=at.number, offset=at.offset, place=loop + where, todo=todo)


@dataclass(slots=True)
class Node:
    """One loop as it occurred: its rows and its loops in the order of the file."""

    loop: Loop
    rows: list[Row] = field(default_factory=list)
    nodes: list["Node"] = field(default_factory=list)

    def find(self, name: str) -> Row | None:
        """The first row of that name."""
        assert name in self.loop.order, f"{self.loop.name} has no {name}"
        return next((row for row in self.rows if row.seg.name == name), None)

    def get(self, name: str) -> Row:
        """The first row of that name; raises `X12Error` when there is none."""
        row = self.find(name)
        if row is None:
            self.missing(name)
        return row

    def every(self, name: str) -> list[Row]:
        """All rows of that name."""
        assert name in self.loop.order, f"{self.loop.name} has no {name}"
        return [row for row in self.rows if row.seg.name == name]

    def loops(self, name: str) -> list["Node"]:
        """All loops of that name just below."""
        assert name in self.loop.order, f"{self.loop.name} has no {name}"
        return [node for node in self.nodes if node.loop.name == name]

    def first(self, name: str) -> "Node | None":
        """The first loop of that name just below."""
        assert name in self.loop.order, f"{self.loop.name} has no {name}"
        return next((node for node in self.nodes if node.loop.name == name), None)

    def need(self, name: str) -> "Node":
        """The first loop of that name; raises `X12Error` when there is none."""
        found = self.first(name)
        if found is None:
            self.missing(name)
        return found

    def text(self, row: str, name: str) -> str:
        """A value of a row that may be absent; then empty."""
        found = self.find(row)
        return found.text(name) if found else ""

    def segments(self) -> list[Segment]:
        """Every segment of this loop and below, in the order of the file."""
        own = [row.segment for row in self.rows]
        below = [segment for node in self.nodes for segment in node.segments()]
        return sorted(own + below, key=lambda segment: segment.number)

    def walk(self) -> Iterator["Node"]:
        """This loop and every loop below."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    def missing(self, name: str) -> NoReturn:
        """Raise the `X12Error` for a child that must be there."""
        child = self.loop.children[self.loop.order[name]]
        tag = child.tag if isinstance(child, Seg) else child.opener.tag
        here = next((row.segment for node in self.walk() for row in node.rows), None)
        raise X12Error(
            f"A {tag} segment ({name.replace('_', ' ')}) is missing.",
            segment=here.number if here else 0,
            offset=here.offset if here else 0,
            place=f"loop {self.loop.id}" if self.loop.id else "header",
        )


@dataclass(frozen=True, slots=True)
class Tree:
    """A transaction set as a tree. `strays` are segments that no open loop knows, with the loop that was open.

    `implied` are the segments before which a loop's own first segment was left out.
    """

    root: Node
    strays: tuple[tuple[Segment, str], ...]
    implied: tuple[Segment, ...]


def read_tree(body: Loop, segments: Sequence[Segment]) -> Tree:
    """Sort the segments between ST and SE into the loops of the table. Never raises."""
    root = Node(body)
    stack = [root]
    strays: list[tuple[Segment, str]] = []
    implied: list[Segment] = []
    for segment in segments:
        for depth in range(len(stack), 0, -1):
            if _place(stack, depth, segment, implied):
                break
        else:
            strays.append((segment, stack[-1].loop.id))
    return Tree(root, tuple(strays), tuple(implied))


def _place(stack: list[Node], depth: int, segment: Segment, implied: list[Segment]) -> bool:
    """Put the segment into the loop at this depth, or into a new loop below it; say whether there was a place."""
    node = stack[depth - 1]
    for child in node.loop.takers.get(segment.tag, ()):
        if isinstance(child, Seg):
            opens = depth > 1 and child is node.loop.opener
            if not opens and child.fits(segment):
                del stack[depth:]
                node.rows.append(Row(child, segment, node.loop.id))
                return True
        else:
            opened = _open(child, segment, implied)
            if opened:
                del stack[depth:]
                node.nodes.append(opened[0])
                stack.extend(opened)
                return True
    return False


def _open(loop: Loop, segment: Segment, implied: list[Segment]) -> list[Node]:
    if loop.opener.fits(segment):
        return [Node(loop, [Row(loop.opener, segment, loop.id)])]
    if loop.implied:
        for child in loop.children:
            if isinstance(child, Loop) and child.opener.fits(segment):
                implied.append(segment)
                inner = Node(child, [Row(child.opener, segment, child.id)])
                return [Node(loop, [], [inner]), inner]
    return []
