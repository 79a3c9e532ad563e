"""The claims of a file that came before, by patient, in bounded memory: history for the claims of the same patient after them.

A claim is kept as compressed text of what is not empty. When all of them together are larger than the limit, the patients who
were not seen for longest are forgotten first, and counted: whoever checks a file says so.
"""

import json
import zlib
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from typing import Any

from superbill.edits.conditions import Row, Value
from superbill.edits.relations import DAY, RELATIONS, SORTS, SUBSCRIBER, ClaimRows, whole

MOST_BYTES = 96 << 20
MOST_OF_ONE = 100
"""Claims of one patient, the repeat of loop 2300; of more the last ones are kept."""
_KEPT = ("claim", "line")
"""The relations that edits read of earlier claims."""

Person = tuple[Value, ...]


def person_of(claim: ClaimRows) -> Person | None:
    """Who a claim is for: first name, birth date and member id, which an 837 carries; None when it says nobody."""
    (row,) = claim.rows["claim"]
    name, born, member = (row["patient_first_name"], row["patient_born"], row["member_id"])
    return (str(name or "").upper(), born, member) if born and (name or member) else None


class PatientHistory:
    """Claims in the order in which they came."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._size = most_bytes, 0
        self._kept: OrderedDict[Person, list[bytes]] = OrderedDict()
        self._last: tuple[Person | None, list[ClaimRows]] = (None, [])
        self.forgotten = 0

    def before(self, claim: ClaimRows) -> tuple[ClaimRows, ...]:
        """The claims that came before for the same person."""
        person = person_of(claim)
        if person is None or person not in self._kept:
            return ()
        if self._last[0] != person:
            self._last = person, [_unpacked(each) for each in self._kept[person]]
        return tuple(self._last[1])

    def add(self, claim: ClaimRows) -> None:
        """Remember a claim for those that come after it."""
        person = person_of(claim)
        if person is None:
            return
        packed = _packed(claim)
        kept = self._kept.setdefault(person, [])
        self._kept.move_to_end(person)
        kept.append(packed)
        self._size += len(packed)
        if self._last[0] == person:
            self._last[1].append(claim)
        if len(kept) > MOST_OF_ONE:
            self._forget(person, 1)
        while self._size > self._most and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            self._forget(oldest, len(self._kept[oldest]))

    def _forget(self, person: Person, count: int) -> None:
        kept = self._kept[person]
        self._size -= sum(len(each) for each in kept[:count])
        self.forgotten += count
        del kept[:count]
        if not kept:
            del self._kept[person]
        if self._last[0] == person:
            del self._last[1][:count]


def _packed(claim: ClaimRows) -> bytes:
    rows = {name: [_filled(row) for row in claim.rows[name]] for name in _KEPT}
    return zlib.compress(json.dumps([claim.control, rows], separators=(",", ":")).encode(), 1)


def _filled(row: Row) -> dict[str, object]:
    """What is not empty; a day as its number."""
    told = {name: value for name, value in row.items() if value not in ("", None)}
    return {name: value.toordinal() if isinstance(value, date) else value for name, value in told.items()}


def _unpacked(packed: bytes) -> ClaimRows:
    control, rows = json.loads(zlib.decompress(packed))
    return ClaimRows(control=control, rows={name: [_row(name, row) for row in rows[name]] for name in _KEPT})


def _row(name: str, told: Mapping[str, Any]) -> Row:
    sorts = SORTS[name]
    given: Row = {column: date.fromordinal(value) if sorts[column] == DAY else value for column, value in told.items()}
    subscriber: Row = {column: given.get(column) for column in SUBSCRIBER} if name == "claim" else {}
    return {**whole(RELATIONS[name], given), **subscriber}
