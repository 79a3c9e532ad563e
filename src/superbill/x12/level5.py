"""Level 5 while a set is read: the codes of a claim are held until its day of service is known, then looked up as of that day.

Where a set says no day of service, the day of its group (GS04) decides.
"""

import re
from collections.abc import Callable
from datetime import date

from superbill.x12.dates import day_from
from superbill.x12.findings import CATALOGUE, At, Finding, found, register
from superbill.x12.lists import Lists
from superbill.x12.lists.places import ListFault, check_lists, listed_tags
from superbill.x12.segments import Delimiters, Segment

_LISTED = listed_tags()
_ENDING = frozenset(("CLM", "CLP", "HL"))
_DATING = frozenset(("DTP", "DTM"))
_MOST_HELD = 5_000
_SERVICE = frozenset(("472", "434", "150", "232", "233"))


class HeldCodes:
    """The segments with codes of one claim, and the first day of its services."""

    def __init__(self, marks: Delimiters, add: Callable[[Finding], None], lists: Lists, day: date) -> None:
        self.marks, self.add, self.lists, self.day = marks, add, lists, day
        self.held: list[tuple[list[str], str, At]] = []
        self.served: str = ""

    watched = _LISTED | _ENDING | _DATING

    def take(self, elements: list[str], loop: str, at: At) -> None:
        """Keep a segment until the claim is whole; the next claim or level of the hierarchy ends it."""
        tag = elements[0]
        if tag in _ENDING or len(self.held) >= _MOST_HELD:
            self.settle()
        if tag in _LISTED:
            self.held.append((elements, loop, at))
        if tag in _DATING and len(elements) > 2 and elements[1] in _SERVICE:
            day = elements[-1][:8]
            if not self.served or day < self.served:
                self.served = day

    def settle(self) -> None:
        """The claim is whole: look every code up."""
        on = day_from(self.served) or self.day
        for elements, loop, at in self.held:
            segment = Segment(elements[0], tuple(elements[1:]), self.marks)
            for fault in check_lists(segment, loop, on=on, lists=self.lists):
                self.add(self._finding(fault, segment.tag, loop, at))
        self.held.clear()
        self.served = ""

    @staticmethod
    def _finding(fault: ListFault, tag: str, loop: str, at: At) -> Finding:
        code, spot = code_of(fault.list), f"{tag}{fault.element:02d}" + (f"-{fault.part}" if fault.part else "")
        told = fault.message.removesuffix(CATALOGUE[code].todo).strip()
        return found(code, f"{spot}: {told}", at=at, spot=spot, loop=loop, value=fault.value, severity=fault.severity)


def code_of(name: str) -> str:
    """The code of a finding by the name of its list: `SNIP5-CLAIM-ADJUSTMENT-REASON`."""
    return "SNIP5-" + re.sub(r"[^A-Z0-9]+", "-", name.upper()).strip("-")


for _list in Lists.standard().by_name.values():
    register(f"{code_of(_list.name)} | {_list.severity.value} | 8/7 | Not held by the list: {_list.name} | {_list.todo}")
