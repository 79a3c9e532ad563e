"""Places of a guide as a companion guide writes them, and where in a table they are.

2310B              the loop
2300.REF           the segment REF of loop 2300
2300.REF*F8        the one with the qualifier F8
2300.CLM05-3       an element, or a part of one
2300.REF02*F8      element 02 of that REF
BHT06              without a loop: the header of the set
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from superbill.basics.errors import BadInput
from superbill.x12.grammar import Grammar, Place, Plan
from superbill.x12.tables import Composite, Field

_SPOT = re.compile(
    r"(?:(?P<loop>[0-9A-Z]{3,6})\.)?(?P<tag>[A-Z][0-9A-Z]{1,2}?)(?:(?P<element>\d\d)(?:-(?P<part>\d{1,2}))?)?"
    r"(?:\*(?P<qualifier>[0-9A-Z]{1,4}))?",
    re.ASCII,
)
_LOOP = re.compile(r"[0-9]{4}[A-Z]{0,2}|[A-Z]{2}\d", re.ASCII)
_HOW = "Write a loop (2310B), a segment (2300.REF*F8) or an element (2300.CLM05-3) of the guide."


class BadCompanion(BadInput):
    """A companion guide that cannot be used: what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A loop (`tag` is empty), a segment (`element` is 0), an element, or a part of one."""

    text: str
    loop: str
    tag: str = ""
    element: int = 0
    part: int = 0
    qualifier: str = ""

    @property
    def short(self) -> str:
        """As a finding names it: REF, CLM05-3; a loop by its id."""
        return f"{self.tag}{self.element:02d}" * bool(self.element) + f"-{self.part}" * bool(self.part) or self.tag or self.loop


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Where a spot is in a table: its loop, its segment, and the (element, part) whose value must be the qualifier, if any.

    `is_loop` when the loop as such is meant, by its id or by the segment that begins it.
    """

    plan: Plan
    place: Place | None = None
    key: tuple[int, int] | None = None
    is_loop: bool = False

    @property
    def holder(self) -> Plan:
        """The loop in which it must stand, or must not."""
        return (self.plan.above or self.plan) if self.is_loop else self.plan


def read_spot(text: object, *, where: str) -> Spot:
    """A spot as it is written. Raises `BadCompanion`."""
    word = text.strip().upper() if isinstance(text, str) else ""
    if _LOOP.fullmatch(word):
        return Spot(word, word)
    found = _SPOT.fullmatch(word)
    if not found:
        raise BadCompanion(f"{str(text)[:40]!r} is not a place of the guide.", where=where, todo=_HOW)
    element, part = int(found["element"] or 0), int(found["part"] or 0)
    return Spot(word, found["loop"] or "", found["tag"], element, part, found["qualifier"] or "")


def find_targets(spot: Spot, grammar: Grammar) -> list[Target]:
    """Where the spot is in this table; empty when it has no such place."""
    if not spot.tag:
        return [Target(plan, is_loop=True) for plan in _plans(grammar.root) if plan.id == spot.loop and plan is not grammar.root]
    places = [place for place in grammar.places if place.seg.tag == spot.tag and place.loop.id == spot.loop]
    found = [target for place in places if (target := _target(spot, place)) is not None]
    return [target for target in found if not spot.element or field_of(spot, target) is not None]


def field_of(spot: Spot, target: Target) -> Field | Composite | None:
    """What the table says of the element; None when the guide does not use it."""
    assert target.place is not None, "a loop has no elements"
    each = target.place.seg.by_place.get(spot.element)
    if not spot.part or each is None:
        return each
    parts = each.parts if isinstance(each, Composite) else ()
    return next((part for part in parts if part.place == spot.part), None)


def _target(spot: Spot, place: Place) -> Target | None:
    is_loop = place is place.loop.opener and not spot.element
    if not spot.qualifier:
        return Target(place.loop, place, is_loop=is_loop)
    for element, part, codes in place.seg.keys:
        if spot.qualifier in codes:
            return Target(place.loop, place, None if len(codes) == 1 else (element, part), is_loop)
    first = place.seg.by_place.get(1)
    if not place.seg.keys and isinstance(first, Field) and (not first.allowed or spot.qualifier in first.allowed):
        return Target(place.loop, place, (1, 0), is_loop)
    return None


def _plans(plan: Plan) -> Iterator[Plan]:
    yield plan
    for below in plan.plans:
        yield from _plans(below)
