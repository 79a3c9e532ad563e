"""Claim payments of a stretch that add up as they should, found in the bytes: what `clear/remits.py` proves of an object.

The kernel says it only of what is ordinary: a claim that begins and ends in the stretch, with services, whose segments are all
right. Of the rest it says nothing, and the object is looked at.
"""

import numpy as np
from numba import njit

from superbill.x12.fast.scan import Bytes, Places, Scan
from superbill.x12.fast.values import UNKNOWN, Days, Flags, Rows, cents_of, is_same, packed, row_of, text_of
from superbill.x12.grammar import Grammar
from superbill.x12.situations.remits_reasons import ALERTS, FEE_SCHEDULE, NEED_REMARK, ONLY_IN_CLAIMS, ONLY_WITH

_OTHER, _CLAIM, _CLAIM_ADJUSTED, _CLAIM_DATED, _SERVICE, _ADJUSTED, _DATED, _NUMBERED, _REMARK, _LEAVE = range(10)
_SORTS = {
    "2100.CLP": _CLAIM, "2100.CAS": _CLAIM_ADJUSTED, "2100.DTM": _CLAIM_DATED, "2110.SVC": _SERVICE, "2110.CAS": _ADJUSTED,
    "2110.DTM": _DATED, "2110.REF": _NUMBERED, "2110.LQ": _REMARK, "2000.LX": _LEAVE, ".PLB": _LEAVE,
}  # fmt: skip
"""What is looked at, by its place; `_LEAVE` ends a claim."""
(
    _GOOD, _STATUS, _CHARGE, _PAID, _STATED, _SHARE, _CHARGES, _ALL_ADJUSTED, _SERVICES, _CONTROLS,
    _IS_SERVICE, _OWN_CHARGE, _OWN_PAID, _OWN_ADJUSTED, _DAYS, _REASONS, _NEEDS_REMARK, _EXPLAINED, _KNOWN,
) = range(19)  # fmt: skip
"""What is known of the claim that is read, and from `_IS_SERVICE` on of its service; `_KNOWN` is how much."""
_MOST = 32
"""Reasons of a service, and services of a claim, that the kernel remembers."""
_CO, _PR, _OA, _PI = 1, 2, 4, 8
_GROUPS = {"CO": _CO, "PR": _PR, "OA": _OA, "PI": _PI}
_ANY = _CO | _PR | _OA | _PI
_WITH_REMARK, _NOT_THE_WHOLE = 1, 2

_IS_CO, _IS_PR, _IS_OA, _IS_PI = (packed(each) for each in ("CO", "PR", "OA", "PI"))
_ON_DAY, _ENDS, _CONTROL, _REJECT = (packed(each) for each in ("472", "233", "6R", "RX"))
_REVERSAL, _DENIED, _PREDETERMINATION = (packed(each) for each in ("22", "4", "25"))


def _reasons() -> Rows:
    """The reasons of which more is asked, in the order of their numbers: the groups they go with, and what else."""
    rows = []
    for reason in {*ONLY_WITH, *NEED_REMARK, *ONLY_IN_CLAIMS}:
        groups = sum(_GROUPS[group] for group in ONLY_WITH[reason]) if reason in ONLY_WITH else _ANY
        more = _WITH_REMARK * (reason in NEED_REMARK) + _NOT_THE_WHOLE * (reason == FEE_SCHEDULE)
        rows.append((packed(reason), 0 if reason in ONLY_IN_CLAIMS else groups, more))
    return np.array(sorted(rows), np.int64)


class Payments:
    """Looks for claim payments that are clear, in sets of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.sorts = np.array([_SORTS.get(place.path, _OTHER) for place in grammar.places], np.int64)
        self.reasons, self.alerts = _reasons(), np.array(sorted(map(packed, ALERTS)), np.int64)

    def find(self, scan: Scan, taken: Places, heard: Places, sure: Flags, _: int, first_number: int) -> dict[int, Days]:
        """By the number in the file of its CLP: those that are clear. `heard` are the segments of the stretch, `taken` their places."""
        clear = np.empty(len(heard), np.int64)
        count = _find(scan.data, scan.first, scan.marks, taken, heard, sure, self.sorts, self.reasons, self.alerts, clear)
        return dict.fromkeys((clear[:count] + first_number).tolist(), (None, None))


@njit(cache=True, nogil=True)
def _find(
    data: Bytes, first: Places, marks: Places, taken: Places, heard: Places, sure: Flags,
    sorts: Rows, reasons: Rows, alerts: Rows, clear: Rows,
) -> int:  # fmt: skip
    """Go over the segments that are heard; how many claim payments are clear, whose segments `clear` tells."""
    count, claim, known = 0, -1, np.zeros(_KNOWN, np.int64)
    seen, controls = np.empty(_MOST, np.int64), np.empty((_MOST, 2), np.int64)
    for index in range(len(heard)):
        segment = heard[index]
        sort, mark, last = sorts[taken[segment]], first[segment], first[segment + 1] - first[segment] - 1
        if sort in (_CLAIM, _LEAVE, _SERVICE):
            _settle_service(known)
        if sort in (_CLAIM, _LEAVE):
            if claim >= 0 and _is_clear(known):
                clear[count] = claim
                count += 1
            known[:] = 0
            known[_GOOD] = 1
            claim = segment if sort == _CLAIM else -1
        if not sure[index] or last < 1:
            known[_GOOD] = 0
        if claim < 0 or known[_GOOD] == 0 or sort == _OTHER:
            continue
        if sort == _CLAIM:
            _begin(data, marks, mark, last, known)
        elif sort == _SERVICE:
            _serve(data, marks, mark, last, known)
        elif sort in (_ADJUSTED, _CLAIM_ADJUSTED):
            _adjust(data, marks, mark, last, sort == _ADJUSTED, reasons, seen, known)
        elif sort == _NUMBERED:
            _number(data, marks, mark, last, controls, known)
        else:
            _note(data, marks, mark, last, sort, alerts, known)
    return count


@njit(cache=True, nogil=True)
def _settle_service(known: Rows) -> None:
    """A service has ended, if one was open: it adds up, has one day, and a remark that explains where one is called for."""
    if known[_IS_SERVICE] == 1:
        if known[_OWN_CHARGE] - known[_OWN_ADJUSTED] != known[_OWN_PAID] or known[_DAYS] != 1:
            known[_GOOD] = 0
        if known[_NEEDS_REMARK] == 1 and known[_EXPLAINED] == 0:
            known[_GOOD] = 0
        known[_CHARGES] += known[_OWN_CHARGE]
        known[_ALL_ADJUSTED] += known[_OWN_ADJUSTED]
        known[_SERVICES] += 1
    known[_IS_SERVICE:] = 0


@njit(cache=True, nogil=True)
def _is_clear(known: Rows) -> bool:
    """Whether what is known of a claim that has ended adds up and goes with its status."""
    right = known[_GOOD] == 1 and known[_SERVICES] > 0 and known[_CHARGES] == known[_CHARGE]
    right &= known[_CHARGE] - known[_ALL_ADJUSTED] == known[_PAID]
    if known[_STATUS] == _REVERSAL:
        return bool(right and known[_CHARGE] <= 0 and known[_PAID] <= 0 and known[_STATED] == 0)
    if known[_PAID] != 0 and known[_STATUS] in (_DENIED, _PREDETERMINATION):
        return False
    return bool(right and known[_CHARGE] >= 0 and known[_SHARE] == known[_STATED])


@njit(cache=True, nogil=True)
def _begin(data: Bytes, marks: Places, mark: int, last: int, known: Rows) -> None:
    """CLP: status, charge, payment and the patient's share."""
    if last < 4:
        known[_GOOD] = 0
        return
    known[_STATUS] = text_of(data, marks[mark + 1] + 1, marks[mark + 2])
    known[_CHARGE] = cents_of(data, marks[mark + 2] + 1, marks[mark + 3])
    known[_PAID] = cents_of(data, marks[mark + 3] + 1, marks[mark + 4])
    if last >= 5 and marks[mark + 5] > marks[mark + 4] + 1:
        known[_STATED] = cents_of(data, marks[mark + 4] + 1, marks[mark + 5])
    known[_GOOD] = known[_CHARGE] != UNKNOWN and known[_PAID] != UNKNOWN and known[_STATED] != UNKNOWN


@njit(cache=True, nogil=True)
def _serve(data: Bytes, marks: Places, mark: int, last: int, known: Rows) -> None:
    """SVC: charge and payment, and units that are more than none. What was billed instead is left to the rules."""
    known[_IS_SERVICE] = 1
    right = 3 <= last <= 5
    if right:
        known[_OWN_CHARGE] = cents_of(data, marks[mark + 1] + 1, marks[mark + 2])
        known[_OWN_PAID] = cents_of(data, marks[mark + 2] + 1, marks[mark + 3])
        right = known[_OWN_CHARGE] != UNKNOWN and known[_OWN_PAID] != UNKNOWN
        right &= last < 5 or cents_of(data, marks[mark + 4] + 1, marks[mark + 5]) > 0
    known[_GOOD] = right


@njit(cache=True, nogil=True)
def _adjust(data: Bytes, marks: Places, mark: int, last: int, is_own: bool, reasons: Rows, seen: Rows, known: Rows) -> None:
    """CAS of a service or of the claim: reasons that are new, go with their group and take something off."""
    name = text_of(data, marks[mark] + 1, marks[mark + 1])
    group = _CO if name == _IS_CO else _PR if name == _IS_PR else _OA if name == _IS_OA else _PI if name == _IS_PI else 0
    right, place = group > 0 and last <= 19, 2
    while right and place <= last:
        reason = text_of(data, marks[mark + place - 1] + 1, marks[mark + place])
        cents = cents_of(data, marks[mark + place] + 1, marks[mark + place + 1]) if place < last else UNKNOWN
        right = reason > 0 and cents != UNKNOWN and cents != 0 and known[_REASONS] < _MOST
        row = row_of(reasons[:, 0], reason)
        if row < len(reasons) and reasons[row, 0] == reason:
            right &= reasons[row, 1] & group != 0
            right &= reasons[row, 2] & _NOT_THE_WHOLE == 0 or cents != known[_OWN_CHARGE if is_own else _CHARGE]
            known[_NEEDS_REMARK] |= reasons[row, 2] & _WITH_REMARK
        for other in range(known[_REASONS] if right else 0):
            right &= seen[other] != reason
        if right:
            seen[known[_REASONS]] = reason
            known[_REASONS] += 1
            known[_OWN_ADJUSTED if is_own else _ALL_ADJUSTED] += cents
            known[_SHARE] += cents if group == _PR else 0
        place += 3
    known[_GOOD] = right and (is_own or known[_NEEDS_REMARK] == 0)


@njit(cache=True, nogil=True)
def _number(data: Bytes, marks: Places, mark: int, last: int, controls: Rows, known: Rows) -> None:
    """REF of a service: the number of its line (6R), which no other has."""
    if text_of(data, marks[mark] + 1, marks[mark + 1]) != _CONTROL:
        return
    at, end, count = marks[mark + 1] + 1, marks[mark + 2], known[_CONTROLS]
    right = last >= 2 and count < _MOST
    for other in range(count if right else 0):
        right &= not is_same(data, at, end, controls[other, 0], controls[other, 1])
    if right:
        controls[count, 0], controls[count, 1] = at, end
        known[_CONTROLS] += 1
    known[_GOOD] = right


@njit(cache=True, nogil=True)
def _note(data: Bytes, marks: Places, mark: int, last: int, sort: int, alerts: Rows, known: Rows) -> None:
    """The days of a claim and a service, and remarks."""
    kind = text_of(data, marks[mark] + 1, marks[mark + 1])
    if sort == _DATED:
        known[_DAYS] += 1 if kind == _ON_DAY else 2
    elif sort == _CLAIM_DATED and kind == _ENDS:
        known[_GOOD] = 0
    elif sort == _REMARK:
        code = text_of(data, marks[mark + 1] + 1, marks[mark + 2]) if last >= 2 else 0
        row = row_of(alerts, code)
        is_alert = code <= 0 or (row < len(alerts) and alerts[row] == code)
        known[_EXPLAINED] |= kind == _REJECT or not is_alert
