"""From an error to the claim status that a 277CA gives: category (STC01-1), status (STC01-2) and whom it is about (STC01-3).

The category says how it is wrong: A6 missing, A7 invalid, A8 does not go with something else, A3 cannot be processed; nothing
else rejects a claim (X12 RFI 1942, 2203). The status says what is wrong, by the place of the error. A status that speaks of an
"entity" must name it; which codes do is a fact of the list of X12 (code source 508), whose wording is not here.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from superbill.x12.answers.statuses_by_place import CODES, PLACES
from superbill.x12.findings import Finding
from superbill.x12.segments import Delimiters
from superbill.x12.tables import Loop, Transaction

MISSING, INVALID, UNRELATED, UNPROCESSABLE = "A6", "A7", "A8", "A3"
FORMAT = "481"
"""The status where nothing closer is known: the format of the claim."""


class Status(NamedTuple):
    """One claim status; `entity` is empty where the status needs none."""

    category: str
    status: str
    entity: str = ""


NEEDS_ENTITY = frozenset(
    "16 17 18 19 23 24 25 26 73 85 88 89 90 91 92 93 94 96 97 106 109 114 123 124 125 126 127 128 129 130 131 132 133 134 135 136"
    " 137 138 139 140 141 142 143 144 145 146 147 148 149 150 153 155 157 158 159 160 161 162 163 164 165 166 167 168 170 173"
    " 174 175 176 182 183 252 387 395 403 466 467 470 480 487 491 496 499 500 501 502 503 504 505 506 514 516 560 561 562 563"
    " 663 676 677 680 689 695 741 743 754 755 756 761 775".split()
)
"""Statuses that must name whom they are about."""

ENTITIES = frozenset("03 1P 1Z 40 41 71 72 73 77 82 85 87 DK DN DQ FA GB HK IL LI MSC PR PRP QB QC QD SEP TL TTP TU".split())
"""Whom a status of a claim or line may name. Source: 005010X214, STC01-3 of 2200D and 2220D."""
_NEAREST = {"P3": "1P", "DD": "1P", "ZZ": "73", "PE": "PR", "45": "77", "PW": "77"}

_PLACE = re.compile(
    r"(?:(?P<loop>\d{4}[A-Z]{0,2}) ?)?(?:(?P<tag>[A-Z][A-Z0-9]{1,2}?)(?P<element>\d\d)?(?:-(?P<part>\d+))?"
    r"(?:\[(?P<at>\d+)(?:-(?P<of>\d))?=(?P<code>\w+)\])?)?\Z",
    re.ASCII,
)
_MISSING_SEGMENTS, _MISSING_ELEMENTS = frozenset(("3", "I6", "I7", "I8")), frozenset(("1", "2", "I9", "I11"))
_STRUCTURE = frozenset(("1", "2", "4", "5", "7", "I4", "I9"))


class _Row(NamedTuple):
    """A row of the places: what an error must be like, and its status."""

    loop: str
    tag: str
    element: int
    part: int
    at: int
    of: int
    code: str
    status: str
    entity: str


def statuses_of(error: Finding, table: Transaction | None, marks: Delimiters) -> tuple[Status, ...]:
    """The claim statuses of an error: one, or two where the first needs another that says which element it is about."""
    category, given = _codes().get(error.code, ("", ("+",)))
    category = category or _category_of(error, marks)
    row = None if category == UNPROCESSABLE else _row_of(error, marks)
    of_place = row.status if row else FORMAT
    entity = entity_of(error.loop, table) or (row.entity if row else "") or "85"
    found = dict.fromkeys(of_place if status == "+" else status for status in given)
    return tuple(Status(category, status, entity if status in NEEDS_ENTITY else "") for status in found)


def _category_of(error: Finding, marks: Delimiters) -> str:
    kind = error.kind
    if kind.segment_code in _MISSING_SEGMENTS or kind.element_code in _MISSING_ELEMENTS:
        return MISSING
    if kind.segment_code in _STRUCTURE or kind.set_code:
        return UNPROCESSABLE
    if error.level > 2 and not _stood(error, marks):
        return MISSING
    return UNRELATED if error.level in (3, 4) else INVALID


def _stood(error: Finding, marks: Delimiters) -> bool:
    """Whether there is something where the error points."""
    elements = error.at.raw.split(marks.element)
    if elements[0].strip().upper() != error.tag:
        return False
    return not error.element or bool(_part(elements, error.element, error.part, marks))


def _part(elements: list[str], element: int, part: int, marks: Delimiters) -> str:
    value = elements[element] if element < len(elements) else ""
    parts = value.split(marks.component) if part else [value]
    return parts[part - 1].strip() if part and part <= len(parts) else "" if part else value.strip()


def _row_of(error: Finding, marks: Delimiters) -> _Row | None:
    """The row of the closest place: of the part, of the element, of the segment, of the loop."""
    elements = error.at.raw.split(marks.element)
    elements = elements if elements[0].strip().upper() == error.tag else []
    wanted = ((error.tag, error.element, error.part), (error.tag, error.element, 0), (error.tag, 0, 0), ("", 0, 0))
    rows = _rows()
    for place in dict.fromkeys(wanted):
        for row in rows.get(place, ()):
            fits = not row.code or _part(elements, row.at or error.element or 1, row.of, marks) == row.code
            if fits and error.loop.startswith(row.loop):
                return row
    return None


def entity_of(loop: str, table: Transaction | None) -> str:
    """Whom a loop is about, as its NM1 names them, such as 85 for 2010AA; empty where it has none."""
    if table is None:
        return ""
    if id(table) not in _ENTITIES_OF:
        _ENTITIES_OF[id(table)] = {each.id: _named(each) for each in _loops(table.body) if each.id}
    found = _ENTITIES_OF[id(table)].get(loop, "")
    found = "GB" if loop == "2330A" else _NEAREST.get(found, found)
    return found if found in ENTITIES else ""


_ENTITIES_OF: dict[int, dict[str, str]] = {}


def _loops(loop: Loop) -> Iterator[Loop]:
    yield loop
    for child in loop.children:
        if isinstance(child, Loop):
            yield from _loops(child)


def _named(loop: Loop) -> str:
    if loop.opener.tag != "NM1" or "entity" not in loop.opener.places:
        return ""
    return loop.opener.places["entity"][0].allowed[0]


@cache
def _rows() -> dict[tuple[str, int, int], tuple[_Row, ...]]:
    found: dict[tuple[str, int, int], tuple[_Row, ...]] = {}
    for line in filter(None, map(str.strip, PLACES.splitlines())):
        where, status, entity = (cell.strip() for cell in line.split("|"))
        match = _PLACE.match(where)
        assert match, f"{where} is not a place"
        place = (match["tag"] or "", int(match["element"] or 0), int(match["part"] or 0))
        condition = (int(match["at"] or 0), int(match["of"] or 0), match["code"] or "")
        found[place] = (*found.get(place, ()), _Row(match["loop"] or "", *place, *condition, status, entity))
    return found


@cache
def _codes() -> dict[str, tuple[str, tuple[str, ...]]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in CODES.strip().splitlines()]
    return {code: (category, tuple(statuses.split())) for code, category, statuses in rows}
