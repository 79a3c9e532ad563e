"""Which elements of a segment call for each other, or shut each other out: the relational conditions of the X12 standard.

By segment name, whatever the transaction. P: all or none; R: at least one; E: at most one; C: the first calls for all others;
L: the first calls for one of the others. Source: X12 005010 segment directory.
"""

from collections.abc import Iterator

from superbill.x12.segments import Segment

_ROWS = """
BPR P0607 C0809 P1213 C1415
CAS L050607 C0605 C0705 L080910 C0908 C1008 L111213 C1211 C1311 L141516 C1514 C1614 L171819 C1817 C1917
CR1 P0102 P0506
CR3 P0203
CTP P0405
DMG P0102
DTM R020305
FRM R02030405
HCP P0910 P1112
LQ C0102
N1 R0203 P0304
N4 E0207 C0605 C0704
NM1 P0809 C1110 C1203
PAT P0506 P0708
PER P0304 P0506 P0708
PLB P0506 P0708 P0910 P1112 P1314
PRV P0203
PWK P0506
QTY R0204 E0204
REF R0203
SV1 P0304
"""


def _places(text: str) -> tuple[int, ...]:
    return tuple(int(text[index : index + 2]) for index in range(0, len(text), 2))


CONDITIONS: dict[str, tuple[tuple[str, tuple[int, ...]], ...]] = {
    tag: tuple((note[0], _places(note[1:])) for note in notes)
    for tag, *notes in (row.split() for row in _ROWS.strip().split("\n"))
}


def broken_conditions(segment: Segment) -> Iterator[tuple[int, str, str]]:
    """(element, IK403 code, sentence) for every condition that the segment breaks: 2 one is missing, 10 one is too many."""
    for kind, places in CONDITIONS.get(segment.tag, ()):
        here = [place for place in places if segment.element(place)]
        absent = [place for place in places if place not in here]
        first, others = places[0], places[1:]
        named = ", ".join(f"{segment.tag}{place:02d}" for place in places)
        if kind == "P" and here and absent:
            yield absent[0], "2", f"{named} stand together or not at all."
        elif kind == "R" and not here:
            yield first, "2", f"At least one of {named} must be there."
        elif kind == "E" and len(here) > 1:
            yield here[1], "10", f"Only one of {named} may be there."
        elif kind == "C" and first in here and absent:
            yield absent[0], "2", f"{segment.tag}{first:02d} calls for {segment.tag}{absent[0]:02d}."
        elif kind == "L" and first in here and not any(place in here for place in others):
            yield others[0], "2", f"{segment.tag}{first:02d} calls for one of {named[7:]}."
