"""Which elements of a segment call for each other, or shut each other out: the relational conditions of the X12 standard.

By segment name, whatever the transaction. P: all or none; R: at least one; E: at most one; C: the first calls for all others;
L: the first calls for one of the others. A composite has conditions of its own among its parts.
Source: X12 005010 segment and composite directories; CAT as in 006020.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from superbill.x12.segments import Segment

_ROWS = """
ACT P0304 C0506 C0705
ADX P0304
BGN C0504
BPR P0607 C0809 P1213 C1415 P1819 C2021
CAS L050607 C0605 C0705 L080910 C0908 C1008 L111213 C1211 C1311 L141516 C1514 C1614 L171819 C1817 C1917
CAT C0302 P0405 C0605 C0704
CR1 P0102 P0506
CR2 P0102 C0403 P0506
CR3 P0203
CR6 P0304 P091011 P1516
CTP P0405 C0607 C0902 C1002 C1103
CUR C0807 C0907 L101112 C1110 C1210 L131415 C1413 C1513 L161718 C1716 C1816 L192021 C2019 C2119
DMG P0102 P1011 C1105
DN2 P0405
DSB P0708
DTM R020305 C0403 P0506
EB P0910
ENT P020304 P050607 P0809
EQ R0102
FRM R02030405
HCP R0113 P0910 P1112
HSD P0102 C0605
III P0102 L030405
INS P1112
IT1 P020304 P0607 P0809 P1011 P1213 P1415 P1617 P1819 P2021 P2223 P2425
LIN P0405 P0607 P0809 P1011 P1213 P1415 P1617 P1819 P2021 P2223 P2425 P2627 P2829 P3031
LQ C0102
LUI P0102 L040203
MEA R03050608 E0412 L050412 L060412 L07030506 E0803 P1112
MPI P0607
MSG C0302
N1 R0203 P0304
N4 E0207 C0605 C0704
NM1 P0809 C1110 C1203
OTI C0908
PAT P0506 P0708
PER P0304 P0506 P0708
PLB P0506 P0708 P0910 P1112 P1314
PRV P0203
PWK P0506
QTY R0204 E0204
RED R0206 E0206 P030506 C0403
REF R0203
RMR P0102 P0708
SAC R0203 P0304 P0607 P0910 C1110 L130204 C1413 C1615
SLN P0405 C0706 C0806 P0910 P1112 P1314 P1516 P1718 P1920 P2122 P2324 P2526 P2728
SV1 P0304
SV2 R0102 P0405
SV5 R0405 C0604
TOO P0102
"""

_COMPOSITE_ROWS = """
C022 P0304 E0809
C040 P0304 P0506
C056 P0203
"""


def _places(text: str) -> tuple[int, ...]:
    return tuple(int(text[index : index + 2]) for index in range(0, len(text), 2))


def _table(rows: str) -> dict[str, tuple[tuple[str, tuple[int, ...]], ...]]:
    parted = (row.split() for row in rows.strip().split("\n"))
    return {name: tuple((note[0], _places(note[1:])) for note in notes) for name, *notes in parted}


CONDITIONS = _table(_ROWS)
PART_CONDITIONS = _table(_COMPOSITE_ROWS)


def broken_conditions(segment: Segment) -> Iterator[tuple[int, str, str]]:
    """(element, IK403 code, sentence) for every condition that the segment breaks: 2 one is missing, 10 one is too many."""
    for kind, places in CONDITIONS.get(segment.tag, ()):
        names = {place: f"{segment.tag}{place:02d}" for place in places}
        yield from _broken(kind, names, [place for place in places if segment.element(place)])


def broken_parts(composite: str, parts: Sequence[str], *, spot: str) -> Iterator[tuple[int, str, str]]:
    """(part, IK403 code, sentence) for every condition that the parts of a composite such as C022 break.

    `spot` names where it stands, such as HI01.
    """
    for kind, places in PART_CONDITIONS.get(composite, ()):
        names = {place: f"{spot}-{place}" for place in places}
        yield from _broken(kind, names, [place for place in places if place <= len(parts) and parts[place - 1]])


def _broken(kind: str, names: Mapping[int, str], here: Collection[int]) -> Iterator[tuple[int, str, str]]:
    """One condition among the places that `names` holds in their order; `here` are those with a value."""
    first, *others = names
    absent = [place for place in names if place not in here]
    every = ", ".join(names.values())
    if kind == "P" and here and absent:
        yield absent[0], "2", f"{every} stand together or not at all."
    elif kind == "R" and not here:
        yield first, "2", f"At least one of {every} must be there."
    elif kind == "E" and len(here) > 1:
        yield sorted(here)[1], "10", f"Only one of {every} may be there."
    elif kind == "C" and first in here and absent:
        yield absent[0], "2", f"{names[first]} calls for {names[absent[0]]}."
    elif kind == "L" and first in here and not any(place in here for place in others):
        yield others[0], "2", f"{names[first]} calls for one of {', '.join(names[place] for place in others)}."
