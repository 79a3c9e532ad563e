"""Rows → columns: values found, trimmed and parsed in bulk.

The kernels know the plain forms only: ASCII text, digits with a point, days of eight digits. Every other value is handed to
`layouts/cells.py`, so both readers read it alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.fast.keys import BLANK
from superbill.x12.fast.rows import Grid, RowPlaces
from superbill.x12.fast.scan import Bytes, Places, Scan
from superbill.x12.layouts.cells import Unreadable, cell_of
from superbill.x12.stream import readable

ABSENT, READ, ODD = 0, 1, 2
"""The state of a cell; ODD is one that cannot be read, after the plain reader has tried."""

_EPOCH = date(1970, 1, 1).toordinal()
_MODES = {"cents": 0, "number": 1, "whole": 2, "day": 3, "last_day": 4}
Choices = npt.NDArray[np.int32]
"""[column, variant, choice, (slot, element, part)]; a row's variant is its group, 0 in a table of loops; element 0 ends them."""


@dataclass(slots=True)
class Numbers:
    """A column of whole numbers: cents, ten-thousandths, days since 1970."""

    values: npt.NDArray[np.int64]
    state: npt.NDArray[np.uint8]

    @classmethod
    def absent(cls, count: int) -> "Numbers":
        """A column that has none."""
        return cls(np.zeros(count, np.int64), np.zeros(count, np.uint8))


@dataclass(slots=True)
class Texts:
    """A column of text: value `n` is `data[offsets[n]:offsets[n + 1]]`, UTF-8, and `present` says which rows have one.

    `index` says which value a row has, where rows share them; else there is one for each row, empty where the row has none.
    """

    offsets: Places
    data: Bytes
    present: npt.NDArray[np.bool_]
    index: npt.NDArray[np.int32] | None = None


@dataclass(slots=True)
class Values:
    """Where the values of a table stand: `begin[column, row]` and `length[column, row]` in the bytes; `high` are not ASCII."""

    rows: RowPlaces
    choices: Choices
    begin: Grid
    length: Grid
    high: npt.NDArray[np.bool_]

    def take(self, chosen: npt.NDArray[np.bool_]) -> "Values":
        """Those of some of the rows."""
        begin, length = np.ascontiguousarray(self.begin[:, chosen]), np.ascontiguousarray(self.length[:, chosen])
        return Values(self.rows.take(chosen), self.choices, begin, length, np.ascontiguousarray(self.high[:, chosen]))


class Finder:
    """Finds the values of columns for the rows of a job."""

    def __init__(self, scan: Scan, component: str) -> None:
        self.scan, self.component = scan, component
        self.ascii = not bool((scan.data >= 128).any())

    def find(self, rows: RowPlaces, choices: Choices) -> Values:
        """Where the value of each column of each row stands."""
        shape = (len(choices), len(rows))
        values = Values(rows, choices, np.empty(shape, np.int32), np.empty(shape, np.int32), np.empty(shape, np.bool_))
        scan = self.scan
        _locate(
            scan.data, scan.first, scan.marks, rows.slots, rows.group, choices, ord(self.component), BLANK, self.ascii,
            values.begin, values.length, values.high,
        )  # fmt: skip
        if values.high.any():
            for column, row in np.argwhere(values.high).tolist():
                if not self._text(values, column, row)[1]:
                    values.length[column, row], values.high[column, row] = 0, False
        return values

    def texts(self, values: Values, column: int, *, capitals: bool, shared: bool) -> Texts:
        """A column of text or codes; when `shared`, neighbours that have the same value share it."""
        data, begin, length = self.scan.data, values.begin[column], values.length[column]
        if values.high[column].any():
            data = self._replace(values, column, capitals=capitals)
        present, index = length > 0, None
        if shared and len(begin):
            fresh = np.concatenate(([True], (begin[1:] != begin[:-1]) | (length[1:] != length[:-1])))
            index = (np.cumsum(fresh) - 1).astype(np.int32)
            begin, length = begin[fresh], length[fresh]
        offsets = np.zeros(len(begin) + 1, np.int32)
        np.cumsum(length, out=offsets[1:])
        out = np.empty(offsets[-1], np.uint8)
        _copy(data, begin, length, len(self.scan.data) if capitals else 0, offsets, out)
        return Texts(offsets, out, present, index)

    def numbers(self, values: Values, column: int, kind: str) -> Numbers:
        """A column of numbers or days."""
        made = Numbers.absent(len(values.rows))
        _parse(self.scan.data, values.begin[column], values.length[column], _MODES[kind], made.values, made.state)
        for row in np.flatnonzero(made.state == ODD).tolist():
            try:
                cell = cell_of(kind, self._text(values, column, row)[1])
            except Unreadable:
                continue
            assert isinstance(cell, int | date), "a value that is there gives a number or a day"
            made.state[row] = READ
            made.values[row] = cell.toordinal() - _EPOCH if isinstance(cell, date) else cell
        return made

    def unreadable(self, values: Values, column: int, numbers: Numbers) -> Iterator[tuple[int, int, int, int]]:
        """(row, segment, element, part) of every cell that cannot be read."""
        for row in np.flatnonzero(numbers.state == ODD).tolist():
            (slot, place, part), _ = self._text(values, column, row)
            yield row, int(values.rows.slots[row, slot]), place, part

    def _text(self, values: Values, column: int, row: int) -> tuple[tuple[int, int, int], str]:
        """The value of one cell, and the choice that gave it, as the plain reader finds them."""
        rows, variants = values.rows, values.choices[column]
        for slot, place, part in variants[rows.group[row] if len(variants) > 1 else 0].tolist():
            segment = int(rows.slots[row, slot])
            if segment < 0 or not place:
                continue
            mark = int(self.scan.first[segment]) + place
            if mark < int(self.scan.first[segment + 1]):
                raw = self.scan.data[self.scan.marks[mark - 1] + 1 : self.scan.marks[mark]].tobytes().decode("latin-1")
                parts = raw.split(self.component) if part else [raw]
                value = readable(parts[max(part, 1) - 1]).strip() if part <= len(parts) else ""
                if value:
                    return (slot, place, part), value
        return (0, 0, 0), ""

    def _replace(self, values: Values, column: int, *, capitals: bool) -> Bytes:
        """The bytes with the texts that are not ASCII behind them, as UTF-8; `begin` and `length` lead there."""
        extra, at = [], len(self.scan.data)
        for row in np.flatnonzero(values.high[column]).tolist():
            text = self._text(values, column, row)[1]
            coded = (text.upper() if capitals else text).encode("utf-8")
            values.begin[column, row], values.length[column, row] = at, len(coded)
            extra.append(coded)
            at += len(coded)
        return np.concatenate((self.scan.data, np.frombuffer(b"".join(extra), np.uint8)))


@njit(cache=True, nogil=True)
def _locate(  # noqa: C901 — a kernel stays in one piece, see moves.py
    data: Bytes, first: Places, marks: Places, slots: Grid, group: Places, choices: Choices, component: int,
    white: npt.NDArray[np.bool_], ascii_only: bool, begin: Grid, length: Grid, high: npt.NDArray[np.bool_],
) -> None:  # fmt: skip
    """The first choice of each cell that holds a value; a few rows at a time, because what they need stands close together."""
    columns, variants, most = choices.shape[:3]
    for tile in range(0, len(group), 256):
        for column in range(columns):
            for row in range(tile, min(tile + 256, len(group))):
                found, size, bits = 0, 0, np.uint8(0)
                variant = group[row] if variants > 1 else 0
                for choice in range(most):
                    place, part = choices[column, variant, choice, 1], choices[column, variant, choice, 2]
                    if place == 0:
                        break
                    segment = slots[row, choices[column, variant, choice, 0]]
                    if segment < 0 or first[segment] + place >= first[segment + 1]:
                        continue
                    mark = first[segment] + place
                    start, end = int(marks[mark - 1]) + 1, int(marks[mark])
                    if part > 0:
                        for _ in range(part - 1):
                            while start < end and data[start] != component:
                                start += 1
                            start += 1
                        stop = start
                        while stop < end and data[stop] != component:
                            stop += 1
                        end = stop
                    while start < end and white[data[start]]:
                        start += 1
                    while end > start and white[data[end - 1]]:
                        end -= 1
                    if end > start:
                        found, size = start, end - start
                        if not ascii_only:
                            for at in range(start, end):
                                bits |= data[at]
                        break
                begin[column, row], length[column, row], high[column, row] = found, size, bits >= 128


@njit(cache=True, nogil=True)
def _copy(data: Bytes, begin: Places, length: Places, capitals: int, offsets: Places, out: Bytes) -> None:
    """Put the values one behind the other; those that begin before `capitals` in capitals, without a branch for each byte."""
    for row in range(len(begin)):
        at, to = begin[row], offsets[row]
        letters = np.uint8(26 if at < capitals else 0)  # from `a` on: so many are made capitals
        for index in range(length[row]):
            byte = data[at + index]
            is_small = np.uint8(byte - np.uint8(97)) < letters
            out[to + index] = byte - np.uint8(32) * np.uint8(is_small)


@njit(cache=True, nogil=True)
def _parse(
    data: Bytes, begin: Places, length: Places, mode: int,
    values: npt.NDArray[np.int64], state: npt.NDArray[np.uint8],
) -> None:  # fmt: skip
    """Numbers and days of the plain forms; the state of others is ODD."""
    for row in range(len(begin)):
        if length[row] > 0:
            at, end = int(begin[row]), int(begin[row] + length[row])
            if mode < 3:
                values[row], state[row] = _decimal(data, at, end, mode)
            else:
                values[row], state[row] = _day(data, at, end, mode == 4)


@njit(cache=True, nogil=True)
def _decimal(data: Bytes, at: int, end: int, mode: int) -> tuple[int, int]:
    """A number with at most 2 (cents), 4 (number) or no (whole) decimals, as a whole number of its smallest unit."""
    decimals = 2 if mode == 0 else 4 if mode == 1 else 0
    minus = data[at] == 45
    at += minus
    value, digits, after = 0, 0, -1
    for place in range(at, end):
        byte = int(data[place])
        if 48 <= byte <= 57:
            value = value * 10 + byte - 48
            digits += 1
            after += after >= 0
        elif byte == 46 and after < 0 and mode < 2:
            after = 0
        else:
            return 0, 2
    if digits == 0 or digits > 9 or after == 0 or after > decimals:
        return 0, 2
    for _ in range(decimals - max(after, 0)):
        value *= 10
    return -value if minus else value, 1


@njit(cache=True, nogil=True)
def _day(data: Bytes, at: int, end: int, last: bool) -> tuple[int, int]:
    """CCYYMMDD, or one side of a range of two, as days since 1970."""
    if end - at == 17 and data[at + 8] == 45:
        at += 9 if last else 0
        end = at + 8
    if end - at != 8:
        return 0, 2
    number = 0
    for place in range(at, end):
        byte = int(data[place])
        if byte < 48 or byte > 57:
            return 0, 2
        number = number * 10 + byte - 48
    year, month, day = number // 10000, number // 100 % 100, number % 100
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = 28 + leap if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    if year < 1 or month < 1 or month > 12 or day < 1 or day > longest:
        return 0, 2
    shifted = year - (month <= 2)  # days from the civil calendar: years that begin with March
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468, 1
