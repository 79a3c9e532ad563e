"""Claims of a stretch whose numbers, codes, dates and lines are clear, found in the bytes: what `clear/claims.py` proves of an object.

The kernel says it only of what is ordinary in an 837P: a claim that begins and ends in the stretch, whose segments are all right.
Who it is for, who gave the service and who pays are not looked at here. Of the rest it says nothing, and the object is looked at.
"""

from datetime import date

import numpy as np
from numba import njit

from superbill.x12.clear.claims import JUDGED
from superbill.x12.fast.scan import Bytes, Places, Scan
from superbill.x12.fast.values import (
    UNKNOWN,
    Days,
    Flags,
    Rows,
    cents_of,
    count_of,
    day_of,
    is_same,
    packed,
    part_end,
    row_of,
    text_of,
)
from superbill.x12.grammar import Grammar
from superbill.x12.situations.claims import LONGEST_CONTROL
from superbill.x12.situations.claims_days import INPATIENT_PLACES
from superbill.x12.situations.claims_lines import LONGEST_CONTROL as LONGEST_LINE_CONTROL
from superbill.x12.situations.claims_lines import NUMBERED, UNLISTED_HCPCS

(
    _OTHER, _CLAIM, _DATED, _NUMBERED, _PAID, _CONDITION, _CODED, _RIDE, _NAMED, _LINE, _SERVICE, _SERVED, _LINE_NUMBERED, _ODD,
    _LEAVE,
) = range(15)  # fmt: skip
_SORTS = {
    "2300.CLM": _CLAIM, "2300.DTP": _DATED, "2300.REF": _NUMBERED, "2300.AMT": _PAID, "2300.CRC": _CONDITION, "2300.HI": _CODED,
    "2300.CR1": _RIDE, "2400.LX": _LINE, "2400.SV1": _SERVICE, "2400.DTP": _SERVED, "2400.REF": _LINE_NUMBERED,
    **{f"2310{letter}.NM1": _NAMED for letter in "ABCDEFGHI"},
    **dict.fromkeys(("2300.PWK", "2300.CR2", "2400.PWK", "2400.AMT", "2400.SV5"), _ODD),
    **dict.fromkeys(("2000A.HL", "2000B.HL", "2000C.HL"), _LEAVE),
}  # fmt: skip
"""What is looked at, by its place; `_ODD` is left to the rules, `_LEAVE` ends a claim."""

(
    _GOOD, _CENTS, _TOTAL, _FREQUENCY, _REPLACED, _INPATIENT, _ADMITTED, _CAUSED, _ACCIDENT, _LATEST, _DIAGNOSES, _LINES, _OPEN,
    _FIRST, _LAST, _RIDES, _TOLD, _CONTROLS,
    _KNOWN,
) = range(19)  # fmt: skip
"""What is known of the claim that is read; `_KNOWN` is how much."""
_MOST, _MOST_DIAGNOSES = 64, 12
"""Numbers of lines, and diagnoses of a claim, that the kernel remembers."""

_BEGIN, _PICKUP, _DROPOFF = 1, 2, 4
_ORIGINAL, _SIX, _SEVEN, _EIGHT, _PLACES_OF_SERVICE, _AUTO = (packed(each) for each in ("1", "6", "7", "8", "B", "AA"))
_PRINCIPAL, _ANOTHER, _PAYER_NUMBER, _CLIA, _OWN, _EPSDT = (packed(each) for each in ("ABK", "ABF", "F8", "X4", "6R", "ZZ"))
_PAID_BY_PATIENT, _FROM, _TO, _MINUTES = (packed(each) for each in ("F5", "PW", "45", "MJ"))
_AUTHORIZED, _REFERRED = (packed(each) for each in NUMBERED)
_ON_ACCIDENT, _ON_ADMISSION, _ON_SERVICE = (packed(each) for each in ("439", "435", "472"))
_FIRST_RIDE, _LAST_RIDE = packed("A0425"), packed("A0436")


class Claims:
    """Looks for claims that are clear, in sets of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.sorts = np.array([_SORTS.get(place.path, _OTHER) for place in grammar.places], np.int64)
        self.judged, self.inpatient, self.unlisted = (
            np.array(sorted(map(packed, texts)), np.int64) for texts in (JUDGED, INPATIENT_PLACES, UNLISTED_HCPCS)
        )
        self.days: dict[int, date] = {}

    def find(self, scan: Scan, taken: Places, heard: Places, sure: Flags, component: int, first_number: int) -> dict[int, Days]:
        """By the number in the file of its CLM: of those that are clear the first and the last day of service.

        `heard` are the segments of the stretch, `taken` their places.
        """
        clear = np.empty((len(heard), 3), np.int64)
        count = _find(
            scan.data, scan.first, scan.marks, taken, heard, sure, component, self.sorts, self.judged, self.inpatient, self.unlisted,
            clear,
        )  # fmt: skip
        day = self._day
        return {number + first_number: (day(first), day(last)) for number, first, last in clear[:count].tolist()}

    def _day(self, number: int) -> date:
        if number not in self.days:
            self.days[number] = date(number // 10_000, number // 100 % 100, number % 100)
        return self.days[number]


@njit(cache=True, nogil=True)
def _find(
    data: Bytes, first: Places, marks: Places, taken: Places, heard: Places, sure: Flags, component: int,
    sorts: Rows, judged: Rows, inpatient: Rows, unlisted: Rows, clear: Rows,
) -> int:  # fmt: skip
    """Go over the segments that are heard; how many claims are clear, which `clear` tells with their days."""
    count, claim, known = 0, -1, np.zeros(_KNOWN, np.int64)
    controls = np.empty((_MOST, 2), np.int64)
    for index in range(len(heard)):
        segment = heard[index]
        sort, mark, last = sorts[taken[segment]], first[segment], first[segment + 1] - first[segment] - 1
        if sort in (_CLAIM, _LEAVE):
            if claim >= 0 and _is_clear(known):
                clear[count, 0], clear[count, 1], clear[count, 2] = claim, known[_FIRST], known[_LAST]
                count += 1
            known[:] = 0
            known[_GOOD] = 1
            claim = segment if sort == _CLAIM else -1
        if not sure[index] or last < 1 or sort == _ODD:
            known[_GOOD] = 0
        if claim < 0 or known[_GOOD] == 0 or sort == _OTHER:
            continue
        if sort == _CLAIM:
            _begin(data, marks, mark, last, component, inpatient, known)
        elif sort == _CODED:
            _diagnose(data, marks, mark, last, component, known)
        elif sort == _LINE:
            known[_GOOD] = known[_OPEN] == 0 and count_of(data, marks[mark] + 1, marks[mark + 1]) == known[_LINES] + 1
            known[_LINES] += 1
            known[_OPEN] = 1
        elif sort == _SERVICE:
            _serve(data, marks, mark, last, component, unlisted, known)
        elif sort == _LINE_NUMBERED:
            _number(data, marks, mark, last, controls, known)
        else:
            _note(data, marks, mark, last, sort, judged, known)
    return count


@njit(cache=True, nogil=True)
def _is_clear(known: Rows) -> bool:
    """Whether what is known of a claim that has ended fits together."""
    is_original, is_replaced = known[_FREQUENCY] == _ORIGINAL, known[_REPLACED] == 1
    replaces = known[_FREQUENCY] == _SIX or known[_FREQUENCY] == _SEVEN or known[_FREQUENCY] == _EIGHT
    right = known[_GOOD] == 1 and known[_LINES] > 0 and known[_OPEN] == 0 and known[_TOTAL] == known[_CENTS]
    right &= not is_replaced if is_original else (is_replaced or not replaces)
    right &= known[_FIRST] > 0 and known[_LATEST] <= known[_LAST] and known[_CAUSED] == known[_ACCIDENT]
    right &= known[_INPATIENT] == 0 or known[_ADMITTED] == 1
    return bool(right and (known[_RIDES] == 0 or known[_TOLD] == _BEGIN | _PICKUP | _DROPOFF))


@njit(cache=True, nogil=True)
def _begin(data: Bytes, marks: Places, mark: int, last: int, component: int, inpatient: Rows, known: Rows) -> None:
    """CLM: number, charge, place and frequency, causes."""
    if last < 5 or marks[mark + 1] - marks[mark] - 1 > LONGEST_CONTROL:
        known[_GOOD] = 0
        return
    cents = cents_of(data, marks[mark + 1] + 1, marks[mark + 2])
    at, end = marks[mark + 4] + 1, marks[mark + 5]
    close = part_end(data, at, end, component)
    place = text_of(data, at, close)
    at = min(close + 1, end)
    close = part_end(data, at, end, component)
    kind = text_of(data, at, close)
    known[_FREQUENCY] = text_of(data, min(close + 1, end), end)
    row = row_of(inpatient, place)
    known[_INPATIENT] = row < len(inpatient) and inpatient[row] == place
    known[_CENTS] = cents
    known[_GOOD] = cents > 0 and kind == _PLACES_OF_SERVICE
    if last >= 11 and marks[mark + 11] > marks[mark + 10] + 1:
        _cause(data, marks[mark + 10] + 1, marks[mark + 11], component, known)


@njit(cache=True, nogil=True)
def _cause(data: Bytes, at: int, end: int, component: int, known: Rows) -> None:
    """CLM11: up to three causes, then state and country."""
    known[_CAUSED] = 1
    is_auto, is_placed, part = False, False, 0
    if data[at] == component:
        known[_GOOD] = 0
    while at < end:
        close = part_end(data, at, end, component)
        if part < 3:
            is_auto |= text_of(data, at, close) == _AUTO
        else:
            is_placed |= close > at
        part += 1
        at = close + 1
    if is_auto and not is_placed:
        known[_GOOD] = 0


@njit(cache=True, nogil=True)
def _diagnose(data: Bytes, marks: Places, mark: int, last: int, component: int, known: Rows) -> None:
    """HI: the diagnoses, principal first, each given once. Any second HI is left to the rules."""
    codes = np.empty(_MOST_DIAGNOSES, np.int64)
    right = known[_DIAGNOSES] == 0 and last <= _MOST_DIAGNOSES
    for place in range(1, last + 1 if right else 1):
        at, end = marks[mark + place - 1] + 1, marks[mark + place]
        close = part_end(data, at, end, component)
        right &= text_of(data, at, close) == (_PRINCIPAL if place == 1 else _ANOTHER) and close < end
        at = min(close + 1, end)
        close = part_end(data, at, end, component)
        code = text_of(data, at, close)
        right &= code > 0 and close == end
        for other in range(place - 1):
            right &= codes[other] != code
        codes[place - 1] = code
    known[_DIAGNOSES] = last
    known[_GOOD] = right


@njit(cache=True, nogil=True)
def _serve(data: Bytes, marks: Places, mark: int, last: int, component: int, unlisted: Rows, known: Rows) -> None:
    """SV1: one service of the line that is open, with its charge, units and pointers."""
    right = known[_OPEN] == 1 and last >= 4
    if right:
        cents = cents_of(data, marks[mark + 1] + 1, marks[mark + 2])
        right = cents >= 0 and cents_of(data, marks[mark + 3] + 1, marks[mark + 4]) > 0
        unit = text_of(data, marks[mark + 2] + 1, marks[mark + 3])
        right &= _is_service_plain(data, marks[mark] + 1, marks[mark + 1], component, unit == _MINUTES, unlisted, known)
        if last >= 7:
            right &= _is_pointed(data, marks[mark + 6] + 1, marks[mark + 7], component, known[_DIAGNOSES])
        known[_TOTAL] += cents
    known[_OPEN] = 0
    known[_GOOD] = right


@njit(cache=True, nogil=True)
def _is_service_plain(data: Bytes, at: int, end: int, component: int, is_timed: bool, unlisted: Rows, known: Rows) -> bool:
    """SV101: a code that asks for nothing more, with different modifiers and no description."""
    at = min(part_end(data, at, end, component) + 1, end)
    close = part_end(data, at, end, component)
    code, length = text_of(data, at, close), close - at
    row = row_of(unlisted, code)
    if code <= 0 or (row < len(unlisted) and unlisted[row] == code):
        return False
    if length == 5 and data[at + 3] == 57 and data[at + 4] == 57:
        return False
    if is_timed != (length == 5 and data[at] == 48 and data[at + 1] <= 49):  # anesthesia begins with 00 and 01
        return False
    for place in range(at, close if is_timed else at):
        if data[place] < 48 or data[place] > 57:
            return False
    if _FIRST_RIDE <= code <= _LAST_RIDE:
        known[_RIDES] = 1
    modifiers, count = np.zeros(4, np.int64), 0
    while close < end:
        at = close + 1
        close = part_end(data, at, end, component)
        modifier = text_of(data, at, close)
        if modifier <= 0 or count == 4:
            return False
        for other in range(count):
            if modifiers[other] == modifier:
                return False
        modifiers[count] = modifier
        count += 1
    return True


@njit(cache=True, nogil=True)
def _is_pointed(data: Bytes, at: int, end: int, component: int, diagnoses: int) -> bool:
    """SV107: up to four diagnoses of the claim, each once."""
    seen, count = 0, 0
    while at < end:
        close = part_end(data, at, end, component)
        pointer = count_of(data, at, close)
        if pointer < 1 or pointer > diagnoses or seen >> pointer & 1 or count == 4:
            return False
        seen |= 1 << pointer
        count += 1
        at = close + 1
    return True


@njit(cache=True, nogil=True)
def _number(data: Bytes, marks: Places, mark: int, last: int, controls: Rows, known: Rows) -> None:
    """REF of a line: its own number (6R), not too long and new; of those that the claim may have, too, the rules are asked."""
    kind = text_of(data, marks[mark] + 1, marks[mark + 1])
    if kind == _OWN:
        at, end, count = marks[mark + 1] + 1, marks[mark + 2], known[_CONTROLS]
        right = last >= 2 and count < _MOST and end - at <= LONGEST_LINE_CONTROL
        for other in range(count if right else 0):
            right &= not is_same(data, at, end, controls[other, 0], controls[other, 1])
        if right:
            controls[count, 0], controls[count, 1] = at, end
            known[_CONTROLS] += 1
        known[_GOOD] = right
    elif kind in (_AUTHORIZED, _REFERRED):
        known[_GOOD] = 0


@njit(cache=True, nogil=True)
def _note(data: Bytes, marks: Places, mark: int, last: int, sort: int, judged: Rows, known: Rows) -> None:
    """The dates, numbers, amounts and people of a claim, and the days of its lines."""
    at, end = marks[mark] + 1, marks[mark + 1]
    kind = text_of(data, at, end)
    if sort == _SERVED and kind == _ON_SERVICE:
        begins = day_of(data, marks[mark + 2] + 1, marks[mark + 3]) if last >= 3 else UNKNOWN
        ends = day_of(data, marks[mark + 3] - 8, marks[mark + 3]) if marks[mark + 3] - marks[mark + 2] - 1 == 17 else begins
        known[_GOOD] = begins > 0 and ends >= begins
        known[_FIRST] = begins if known[_FIRST] == 0 else min(begins, known[_FIRST])
        known[_LAST] = max(ends, known[_LAST])
    elif sort == _DATED:
        day = day_of(data, marks[mark + 2] + 1, marks[mark + 3]) if last >= 3 else UNKNOWN
        row = row_of(judged, kind)
        known[_GOOD] = day > 0 and (row == len(judged) or judged[row] != kind)
        known[_LATEST] = max(day, known[_LATEST])
        known[_ACCIDENT] |= kind == _ON_ACCIDENT
        known[_ADMITTED] |= kind == _ON_ADMISSION
    elif sort == _NUMBERED:
        known[_REPLACED] |= kind == _PAYER_NUMBER
        if kind == _CLIA:
            known[_GOOD] = last >= 2 and _is_clia(data, marks[mark + 1] + 1, marks[mark + 2])
    elif sort == _PAID and kind == _PAID_BY_PATIENT:
        cents = cents_of(data, marks[mark + 1] + 1, marks[mark + 2]) if last >= 2 else UNKNOWN
        known[_GOOD] = cents != UNKNOWN and cents <= known[_CENTS]
    elif sort == _CONDITION and kind == _EPSDT:
        known[_GOOD] = 0
    elif sort == _RIDE:
        known[_TOLD] |= _BEGIN
    elif sort == _NAMED:
        known[_TOLD] |= _PICKUP if kind == _FROM else _DROPOFF if kind == _TO else 0


@njit(cache=True, nogil=True)
def _is_clia(data: Bytes, at: int, end: int) -> bool:
    """Two digits, a D, seven digits."""
    right = end - at == 10
    for place in range(10 if right else 0):
        right &= data[at + place] == 68 if place == 2 else 48 <= data[at + place] <= 57
    return right
