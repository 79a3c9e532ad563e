"""The three words in which every transaction is written down: Loop, Seg, Field (and Composite, a field with parts).

A table of these drives the reader, the writer, the validator and the 999. Nothing in a table runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from superbill.x12.elements import ELEMENTS, Element
from superbill.x12.segments import Segment


@dataclass(frozen=True)
class Field:
    """An element, or a part of a composite, at a place counted from 1.

    `number` is that of the data element dictionary; `codes` are the codes the guide allows, with spaces between;
    `key` says that the code tells this segment apart from others of its name; `auto` is filled in by the writer:
    `hl`, `hl_parent` and `hl_child` number the hierarchy, `length` counts the bytes of the element after it. `repeat` is how
    often the value may stand there, parted by the repetition separator; 0 means any number.
    """

    name: str
    place: int
    number: int
    codes: str = ""
    need: bool = False
    key: bool = False
    auto: str = ""
    repeat: int = 1

    @cached_property
    def allowed(self) -> tuple[str, ...]:
        """The codes as a tuple; empty when any value will do."""
        return tuple(self.codes.split())

    @property
    def element(self) -> Element:
        """Type and length."""
        return ELEMENTS[self.number]


@dataclass(frozen=True)
class Composite:
    """An element made of parts. A part that is needed is needed only when the composite is there; `repeat` 0 means any number."""

    name: str
    place: int
    parts: tuple[Field, ...]
    need: bool = False
    repeat: int = 1


@dataclass(frozen=True)
class Seg:
    """A segment at its place in a loop. `most` is how often it may stand there; 0 means any number."""

    tag: str
    name: str
    fields: tuple[Field | Composite, ...]
    need: bool = False
    most: int = 1

    @cached_property
    def keys(self) -> tuple[tuple[int, int, frozenset[str]], ...]:
        """(place, part, codes) of every field that tells this segment apart."""
        found: list[tuple[int, int, frozenset[str]]] = []
        for each in self.fields:
            if isinstance(each, Composite):
                found += [(each.place, part.place, frozenset(part.allowed)) for part in each.parts if part.key]
            elif each.key:
                found.append((each.place, 0, frozenset(each.allowed)))
        return tuple(found)

    @cached_property
    def by_place(self) -> dict[int, Field | Composite]:
        """Each field by its place."""
        return {each.place: each for each in self.fields}

    @cached_property
    def places(self) -> dict[str, tuple[Field, int, int]]:
        """Each field name with its field, place and part (0 when not in a composite)."""
        found: dict[str, tuple[Field, int, int]] = {}
        for each in self.fields:
            if isinstance(each, Composite):
                found |= {part.name: (part, each.place, part.place) for part in each.parts}
            else:
                found[each.name] = (each, each.place, 0)
        return found

    def fits(self, segment: Segment) -> bool:
        """Whether this is the segment meant here: its name and, in any case, its key codes."""
        return segment.tag == self.tag and all(
            segment.element(place, part).strip().upper() in codes for place, part, codes in self.keys
        )


@dataclass(frozen=True)
class Loop:
    """Segments and loops in their order; the first segment opens the loop.

    `id` is the guide's name for it, such as 2010AA; the outermost loop of a transaction has none to open it.
    `implied` loops open by themselves when a payer leaves their first segment out (LX in an 835).
    """

    name: str
    id: str
    children: tuple["Seg | Loop", ...]
    need: bool = False
    most: int = 1
    implied: bool = False

    @cached_property
    def opener(self) -> Seg:
        """The segment that opens the loop."""
        first = self.children[0]
        assert isinstance(first, Seg), "a loop begins with a segment"
        return first

    @cached_property
    def tags(self) -> frozenset[str]:
        """Every segment name in this loop and below."""
        return frozenset(
            tag for child in self.children for tag in (child.tags if isinstance(child, Loop) else frozenset((child.tag,)))
        )

    @cached_property
    def takers(self) -> dict[str, tuple["Seg | Loop", ...]]:
        """By segment name, in their order: the children that may be such a segment, or be opened by one."""
        found: dict[str, tuple[Seg | Loop, ...]] = {}
        for child in self.children:
            for tag in {child.tag} if isinstance(child, Seg) else child.opening_tags:
                found[tag] = (*found.get(tag, ()), child)
        return found

    @cached_property
    def opening_tags(self) -> frozenset[str]:
        """The segment names that may open the loop."""
        inner = [child.opener.tag for child in self.children if isinstance(child, Loop)] if self.implied else []
        return frozenset((self.opener.tag, *inner))

    @cached_property
    def order(self) -> dict[str, int]:
        """The position of each child by its name."""
        assert len({child.name for child in self.children}) == len(self.children), f"two children of {self.name} share a name"
        return {child.name: index for index, child in enumerate(self.children)}


@dataclass(frozen=True)
class Transaction:
    """One implementation guide: what ST01, GS01 and GS08 say, and the loop that holds everything between ST and SE.

    `also` are the other versions of the guide that the table serves, with spaces between: the guide without its errata,
    and later errata. Where a request and its response share ST01 and guide, `begins` tells them apart: (element, codes) of
    the first segment after ST, such as (2, "13") for BHT02.
    """

    kind: str
    function: str
    guide: str
    title: str
    body: Loop
    also: str = ""
    begins: tuple[tuple[int, str], ...] = ()

    def is_meant(self, first: Sequence[str]) -> bool:
        """Whether the first segment after ST, as its name and elements, begins this transaction and no other of its guide."""
        return all(place < len(first) and first[place].strip().upper() in codes.split() for place, codes in self.begins)

    @cached_property
    def guides(self) -> tuple[str, ...]:
        """Every GS08 that the table serves; the first is the one that is written."""
        return (self.guide, *self.also.split())
