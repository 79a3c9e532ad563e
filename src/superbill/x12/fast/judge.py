"""Whether the elements of segments are right, by arrays made of the tables: the patterns of `patterns.py` for a kernel.

It says right only where the pattern would match, or where `explain` would find nothing and nothing had to be tidied. Whatever
it is not sure of (repetitions, binary data, most periods, leap days, letters outside ASCII) the plain walk looks at.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.fast.keys import hashed, mixed, slot_of
from superbill.x12.fast.scan import Bytes, Places
from superbill.x12.grammar import Grammar
from superbill.x12.segments import Delimiters
from superbill.x12.standard import STANDARD
from superbill.x12.syntax import CONDITIONS, PART_CONDITIONS
from superbill.x12.tables import Composite, Field, Seg

UNUSED, CODE, TEXT, BARE, NUMBER, DAY, TIME, PERIOD, UNSURE = range(9)
"""What a value is. BARE text may begin with a blank."""
ALL_OR_NONE, ONE_AT_LEAST, ONE_AT_MOST, FIRST_NEEDS_ALL, FIRST_NEEDS_ONE = range(5)
"""What is asked of the elements that two masks name."""
BAD, DIGIT, SPACE, OTHER = 1, 2, 4, 8
"""What a byte is in a value; what all its bytes are is the sum of it."""

D8, DT, TM = (int.from_bytes(form.encode("ascii"), "big") for form in ("D8", "DT", "TM"))
"""The ends of the qualifiers before a period that can be judged: D8 and RD8, DT, TM."""

_LONGEST_CODE = 7
_MOST_PLACES = 60
Rows = npt.NDArray[np.int64]


class _Part(NamedTuple):
    """A value: its kind, whether it is needed, its least and most length, and the number of its codes or of its decimals."""

    kind: int
    need: int = 0
    least: int = 0
    most: int = 0
    more: int = 0


class _Spot(NamedTuple):
    """An element: whether it is needed, its parts, whether it is a composite, and which of the pairs bind its parts."""

    need: int
    first: int
    until: int
    composite: int
    pair: int
    pair_until: int


class Elements:
    """The elements of every place of a grammar. `places` has for each its spots and its conditions, from and until."""

    def __init__(self, grammar: Grammar) -> None:
        self._spots: list[_Spot] = []
        self._parts: list[_Part] = []
        self._pairs: list[int] = []
        self._conditions: list[tuple[int, int, int]] = []
        self._sets: dict[tuple[str, ...], int] = {}
        self.places: Rows = np.array([self._place(place.seg) for place in grammar.places], np.int64)
        self.spots: Rows = np.array(self._spots, np.int64).reshape(-1, 6)
        self.parts: Rows = np.array(self._parts, np.int64).reshape(-1, 5)
        self.pairs: Rows = np.array(self._pairs, np.int64)
        self.conditions: Rows = np.array(self._conditions, np.int64).reshape(-1, 3)
        self.codes: Rows = _code_table(self._sets)

    def _place(self, seg: Seg) -> tuple[int, int, int, int]:
        spot, condition = len(self._spots), len(self._conditions)
        last = max(seg.by_place, default=0)
        if last > _MOST_PLACES:
            self._add_spot(0, (_Part(UNSURE, 1),))
            return spot, spot + 1, condition, condition
        for place in range(1, last + 1):
            each = seg.by_place.get(place)
            if isinstance(each, Composite):
                self._composite(each, seg.tag)
            elif each is None:
                self._add_spot(0, (_Part(UNUSED),))
            else:
                self._add_spot(int(each.need), (self._part(each),))
        self._conditions += conditions_of(seg)
        return spot, len(self._spots), condition, len(self._conditions)

    def _composite(self, each: Composite, tag: str) -> None:
        known = {part.place: part for part in each.parts}
        parts = [self._part(known[place]) if place in known else _Part(UNUSED) for place in range(1, max(known) + 1)]
        needed = {part.place for part in each.parts if part.need}
        spots = STANDARD.get(tag, ())
        name = spots[each.place - 1].composite if each.place <= len(spots) else ""
        pairs = [places for kind, places in PART_CONDITIONS.get(name, ()) if kind == "P" and not needed.issuperset(places)]
        self._add_spot(int(each.need), parts, composite=1, pairs=[_mask(places) for places in pairs])

    def _add_spot(self, need: int, parts: Sequence[_Part], *, composite: int = 0, pairs: Sequence[int] = ()) -> None:
        first, pair = len(self._parts), len(self._pairs)
        self._parts += parts
        self._pairs += pairs
        self._spots.append(_Spot(need, first, len(self._parts), composite, pair, len(self._pairs)))

    def _part(self, each: Field) -> _Part:
        need = int(each.need)
        if each.allowed:
            return _Part(CODE, need, more=self._sets.setdefault(each.allowed, len(self._sets)))
        if each.number == 1251:
            return _Part(PERIOD, need)
        kind, least, most = each.element
        match kind:
            case "R" | "$" | "N":
                return _Part(NUMBER, need, least, most, {"R": most, "$": 2, "N": 0}[kind])
            case "DT":
                return _Part(DAY if least == most == 8 else UNSURE, need)
            case "TM":
                return _Part(TIME, need)
            case "B":
                return _Part(UNSURE, need)
            case _:
                return _Part(BARE if kind != "ID" and least < 2 else TEXT, need, max(1, least), most)


def conditions_of(seg: Seg) -> list[tuple[int, int, int]]:
    """What the elements of a segment ask of each other, as (what, mask, mask); only what their needs leave open."""
    found = []
    for kind, places in CONDITIONS.get(seg.tag, ()):
        used = [place for place in places if place in seg.by_place]
        needed = [place for place in used if seg.by_place[place].need]
        first, others = places[0], places[1:]
        if kind == "P" and used and len(needed) < len(places):
            found.append((ALL_OR_NONE, _mask(places), 0))
        elif kind == "R" and not needed:
            found.append((ONE_AT_LEAST, _mask(used), 0))
        elif kind == "E" and len(used) > 1:
            found.append((ONE_AT_MOST, _mask(used), 0))
        elif kind == "C" and first in used and not set(others) <= set(needed):
            found.append((FIRST_NEEDS_ALL, _mask((first,)), _mask(others)))
        elif kind == "L" and first in used and not set(others) & set(needed):
            found.append((FIRST_NEEDS_ONE, _mask((first,)), _mask(others)))
    return found


def _mask(places: Sequence[int]) -> int:
    return sum(1 << place for place in places)


def _code_table(sets: dict[tuple[str, ...], int]) -> Rows:
    rows = {
        (number, int.from_bytes(code.encode("ascii"), "big"))
        for codes, number in sets.items()
        for code in codes
        if code.isascii() and len(code) <= _LONGEST_CODE
    }
    return hashed([(mixed(number, code), number, code) for number, code in sorted(rows)], 3)


def sorts_of_bytes(marks: Delimiters) -> npt.NDArray[np.uint8]:
    """What each byte is in a value, by the delimiters of the interchange."""
    found = np.full(256, BAD, np.uint8)
    for byte in range(0x20, 0x7F):
        sort = DIGIT if 0x30 <= byte <= 0x39 else SPACE if byte == 0x20 else OTHER
        found[byte] = BAD if chr(byte) in marks else sort
    return found


@njit(cache=True, nogil=True)
def _is_number(data: Bytes, at: int, end: int, least: int, most: int, decimals: int) -> bool:
    """Whether a value is a number of so many digits. Its length counts the digits only."""
    at += data[at] == 45
    digits, point = 0, -1
    for place in range(at, end):
        if 48 <= data[place] <= 57:
            digits += 1
        elif data[place] == 46 and point < 0:
            point = place
        else:
            return False
    return least <= digits <= most and (point < 0 or 1 <= end - point - 1 <= decimals)


@njit(cache=True, nogil=True)
def _is_day(data: Bytes, at: int) -> bool:
    """Whether eight bytes are a day between 1800 and 2099; of February 29 it is not sure."""
    number = np.int64(0)
    for place in range(at, at + 8):
        if data[place] < 48 or data[place] > 57:
            return False
        number = number * 10 + np.int64(data[place]) - 48
    month, day = int(number // 100 % 100), int(number % 100)
    if number < 18000000 or number > 20999999 or month < 1 or month > 12 or day < 1:
        return False
    if month == 2:
        return day <= 28
    return day <= (30 if month == 4 or month == 6 or month == 9 or month == 11 else 31)


@njit(cache=True, nogil=True)
def _is_time(data: Bytes, at: int, end: int) -> bool:
    """Whether some bytes are a time: HHMM, HHMMSS, or that with tenths or hundredths."""
    length = end - at
    if length != 4 and (length < 6 or length > 8):
        return False
    for place in range(at, end):
        if data[place] < 48 or data[place] > 57:
            return False
    hour = (np.int64(data[at]) - 48) * 10 + np.int64(data[at + 1]) - 48
    return bool(hour < 24 and data[at + 2] < 54 and (length == 4 or data[at + 4] < 54))


@njit(cache=True, nogil=True)
def _is_period(data: Bytes, at: int, end: int) -> bool:
    """Whether a value is the day, the days or the time that the qualifier before it says."""
    form = np.int64(data[at - 3]) << 8 | np.int64(data[at - 2])
    if form == D8 and data[at - 4] == 82:
        if end - at != 17 or data[at + 8] != 45 or not _is_day(data, at) or not _is_day(data, at + 9):
            return False
        for place in range(at, at + 8):
            if data[place] != data[place + 9]:
                return bool(data[place] < data[place + 9])
        return True
    if form == D8:
        return end - at == 8 and _is_day(data, at)
    if form == DT:
        return end - at >= 12 and _is_day(data, at) and _is_time(data, at + 8, end)
    return form == TM and _is_time(data, at, end)


@njit(cache=True, nogil=True)
def _is_right(data: Bytes, at: int, end: int, parts: Rows, part: int) -> bool:
    """Whether a value that is no code and no text is right for its part."""
    kind = parts[part, 0]
    if kind == NUMBER:
        return _is_number(data, at, end, parts[part, 2], parts[part, 3], parts[part, 4])
    if kind == DAY:
        return end - at == 8 and _is_day(data, at)
    if kind == TIME:
        return _is_time(data, at, end)
    return bool(kind == PERIOD and _is_period(data, at, end))


@njit(cache=True, nogil=True)
def _are_paired(pairs: Rows, begin: int, until: int, present: int) -> bool:
    """Whether the parts that stand together or not at all do so."""
    for row in range(begin, until):
        both = pairs[row] & present
        if both != 0 and both != pairs[row]:
            return False
    return True


@njit(cache=True, nogil=True)
def _holds(conditions: Rows, begin: int, until: int, present: int) -> bool:
    """Whether the elements that are present meet what they ask of each other."""
    for row in range(begin, until):
        what, mask, others = conditions[row, 0], conditions[row, 1], conditions[row, 2]
        some = mask & present
        if (
            (what == ALL_OR_NONE and some != 0 and some != mask)
            or (what == ONE_AT_LEAST and some == 0)
            or (what == ONE_AT_MOST and some & (some - 1) != 0)
            or (what == FIRST_NEEDS_ALL and some != 0 and others & present != others)
            or (what == FIRST_NEEDS_ONE and some != 0 and others & present == 0)
        ):
            return False
    return True


@njit(cache=True, nogil=True)
def judge(  # noqa: C901 — one loop on purpose: numba counts references for each call with arrays, which costs more than the work
    data: Bytes, first: Places, marks: Places, taken: Places, begin: int, until: int, component: int,
    sorts: npt.NDArray[np.uint8],
    places: Rows, spots: Rows, parts: Rows, pairs: Rows, conditions: Rows, codes: Rows,
    wanted: npt.NDArray[np.bool_], heard: Places, sure: npt.NDArray[np.bool_],
) -> int:  # fmt: skip
    """Judge segments whose places `taken` holds; how many are wanted or not surely right, which `heard` and `sure` tell."""
    count = 0
    for segment in range(begin, until):
        place = taken[segment]
        spot, last, present, bit = places[place, 0], places[place, 1], 0, 1
        mark, stop = int(first[segment]), int(first[segment + 1]) - 1
        right = stop - mark <= last - spot and (stop == mark or marks[stop] > marks[stop - 1] + 1)
        while right and spot < last:
            bit <<= 1
            at, end = 0, 0
            if mark < stop:
                at, end = int(marks[mark]) + 1, int(marks[mark + 1])
                mark += 1
            if at == end:
                right = spots[spot, 0] == 0
                spot += 1
                continue
            present |= bit
            composite = spots[spot, 3] == 1
            parts_present, part_bit = 0, 1
            for part in range(spots[spot, 1], spots[spot, 2]):
                part_bit <<= 1
                close, sort, code = at, np.int64(0), np.int64(0)
                while close < end and not (composite and data[close] == component):
                    sort |= np.int64(sorts[data[close]])
                    code = code << 8 | np.int64(data[close])
                    close += 1
                kind, length = parts[part, 0], close - at
                if length == 0:
                    right = parts[part, 1] == 0
                elif kind == CODE:
                    number = parts[part, 4]
                    row = slot_of((code << 6) ^ number, len(codes) - 1)
                    while codes[row, 0] != -1 and (codes[row, 1] != number or codes[row, 2] != code):
                        row = (row + 1) & (len(codes) - 1)
                    right = codes[row, 0] != -1 and sort & (BAD | SPACE) == 0 and length <= _LONGEST_CODE
                elif kind in (TEXT, BARE):
                    right = sort & BAD == 0 and parts[part, 2] <= length <= parts[part, 3] and data[close - 1] != 32
                    right &= kind == BARE or data[at] != 32
                else:
                    right = sort & BAD == 0 and _is_right(data, at, close, parts, part)
                if not right:
                    break
                parts_present |= part_bit if length else 0
                at = min(close + 1, end)
            if right and composite:
                right = at == end and data[end - 1] != component
                right &= _are_paired(pairs, spots[spot, 4], spots[spot, 5], parts_present)
            spot += 1
        right = right and _holds(conditions, places[place, 2], places[place, 3], present)
        if wanted[place] or not right:
            heard[count], sure[count] = segment, right
            count += 1
    return count
