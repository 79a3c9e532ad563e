"""Values in the bytes as numbers, for the kernels that look for what is clear."""

from datetime import date

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.fast.scan import Bytes

Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Days = tuple[date | None, date | None]
"""First and last day of service; none where they are not looked at."""

UNKNOWN = -(1 << 60)
_LONGEST = 7


def packed(text: str) -> int:
    """A short text as a number."""
    return int.from_bytes(text.encode("ascii"), "big")


@njit(cache=True, nogil=True)
def text_of(data: Bytes, at: int, end: int) -> int:
    """A short text as a number; -1 when it is too long."""
    if end - at > _LONGEST:
        return -1
    number = np.int64(0)
    for place in range(at, end):
        number = number << 8 | np.int64(data[place])
    return int(number)


@njit(cache=True, nogil=True)
def cents_of(data: Bytes, at: int, end: int) -> int:
    """Whole cents of an amount; `UNKNOWN` when it is not written as one."""
    negative = at < end and data[at] == 45
    at += negative
    value, point, digits = np.int64(0), -1, 0
    for place in range(at, end):
        byte = np.int64(data[place])
        if 48 <= byte <= 57:
            value, digits = value * 10 + byte - 48, digits + 1
        elif byte == 46 and point < 0:
            point = place
        else:
            digits = 99
    decimals = end - 1 - point if point >= 0 else 0
    if digits == 0 or digits > 15 or decimals > 2:
        return UNKNOWN
    value *= 100 if decimals == 0 else 10 if decimals == 1 else 1
    return int(-value if negative else value)


@njit(cache=True, nogil=True)
def row_of(values: Rows, value: int) -> int:
    """Where a value stands in sorted ones, or would stand."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def day_of(data: Bytes, at: int, end: int) -> int:
    """The day that a value begins with, as a number CCYYMMDD; `UNKNOWN` when it is no day, no days and no day with a time."""
    length = end - at
    if length != 8 and length != 12 and length != 17:
        return UNKNOWN
    number = np.int64(0)
    for place in range(at, at + 8):
        if data[place] < 48 or data[place] > 57:
            return UNKNOWN
        number = number * 10 + np.int64(data[place]) - 48
    return int(number)


@njit(cache=True, nogil=True)
def count_of(data: Bytes, at: int, end: int) -> int:
    """A number from 1 to 9999 without a zero before it; `UNKNOWN` otherwise."""
    if end <= at or end - at > 4 or data[at] == 48:
        return UNKNOWN
    number = np.int64(0)
    for place in range(at, end):
        if data[place] < 48 or data[place] > 57:
            return UNKNOWN
        number = number * 10 + np.int64(data[place]) - 48
    return int(number)


@njit(cache=True, nogil=True)
def is_same(data: Bytes, at: int, end: int, other: int, other_end: int) -> bool:
    """Whether the same bytes stand in two places."""
    if end - at != other_end - other:
        return False
    right = True
    for place in range(end - at):
        right &= data[at + place] == data[other + place]
    return right


@njit(cache=True, nogil=True)
def part_end(data: Bytes, at: int, end: int, component: int) -> int:
    """Where the part of a composite ends that begins here."""
    while at < end and data[at] != component:
        at += 1
    return at
