"""Bytes → where every segment and every element stands, at the speed of memory. The delimiters are given; nothing is copied.

Line ends between segments are passed over. What the plain reader must look at (a line end inside a segment, a name that is
none) is marked as odd, segment by segment.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.segments import Delimiters

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int32]

MOST_BYTES = 1 << 30
"""Bytes that one scan takes: places are kept in 32 bits."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The segments of a block. Segment `s` begins at `start[s]`; its marks are `marks[first[s]:first[s + 1]]`.

    A mark is where an element ends: the separators of a segment in their order, then its end. So element `n` (from 1) stands
    from `marks[first[s] + n - 1] + 1` to `marks[first[s] + n]`. `tag` is the name in capitals, packed as by `packed`; `odd`
    marks the segments that only the plain reader can read.
    """

    data: Bytes
    start: Places
    first: Places
    marks: Places
    tag: npt.NDArray[np.uint32]
    odd: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.start)

    def text(self, segment: int, delimiters: Delimiters) -> str:
        """One segment without its terminator, as the plain reader gives it: Latin-1, and no line end inside."""
        raw = self.data[self.start[segment] : self.marks[self.first[segment + 1] - 1]].tobytes().decode("latin-1")
        return raw if delimiters.terminator in "\r\n" else raw.replace("\r", "").replace("\n", "")


def packed(tag: str) -> int:
    """A segment's name as the number that `Scan.tag` holds."""
    return int.from_bytes(tag.encode("ascii").ljust(3, b"\0"), "big")


def tag_of(number: int) -> str:
    """The name that `packed` made a number of."""
    return number.to_bytes(3, "big").rstrip(b"\0").decode("ascii")


def scan(data: bytes | memoryview, delimiters: Delimiters) -> Scan:
    """Find every segment that has its terminator. At most `MOST_BYTES`; what stands after the last terminator is left out."""
    assert len(data) <= MOST_BYTES, "a scan takes blocks"
    view = np.frombuffer(data, np.uint8)
    marks = np.empty(len(view) + 1, np.int32)  # pages that are never written cost nothing
    element, terminator = ord(delimiters.element), ord(delimiters.terminator)
    found, most = _find_marks(view, element, terminator, marks)
    start, first = np.empty(most, np.int32), np.empty(most + 1, np.int32)
    tag, odd = np.empty(most, np.uint32), np.empty(most, np.bool_)
    count = _find_segments(view, element, terminator, found, marks, start, first, tag, odd)
    return Scan(view, start[:count], first[: count + 1], marks[: first[count]], tag[:count], odd[:count])


SPECIAL = ("IEA", "ISA", "BIN", "BDS")
_SPECIAL = np.array([[packed(tag), packed(tag.lower())] for tag in SPECIAL], np.uint32)


def find_special(data: bytes, delimiters: Delimiters) -> tuple[int, str]:
    """The first whole segment that the plain reader does not split like others, and its name.

    Without one, where the last whole segment ends. An ISA at the very beginning is the interchange's own.
    """
    view = np.frombuffer(data, np.uint8)
    ends = np.empty(len(view) + 1, np.int32)
    found, which = _find_special(view, ord(delimiters.element), ord(delimiters.terminator), _SPECIAL, ends)
    return found, SPECIAL[which] if which >= 0 else ""


@njit(cache=True, nogil=True)
def _find_special(data: Bytes, element: int, terminator: int, special: npt.NDArray[np.uint32], ends: Places) -> tuple[int, int]:
    count = 0
    for at in range(len(data)):  # no branch that the processor could guess wrong
        ends[count] = at
        count += data[at] == terminator
    for index in range(-1, count - 1):
        before = ends[index] if index >= 0 else -1
        begin, most = before + 1, min(len(data) - 3, ends[index + 1])
        while begin < most and (data[begin] == 32 or data[begin] == 9 or data[begin] == 10 or data[begin] == 13):
            begin += 1
        if begin < ends[index + 1] and begin + 3 < len(data) and data[begin + 3] == element:
            name = np.uint32(data[begin]) << 16 | np.uint32(data[begin + 1]) << 8 | np.uint32(data[begin + 2])
            for tag in range(len(special)):
                if (name == special[tag, 0] or name == special[tag, 1]) and (begin > 0 or tag != 1):
                    return begin, tag
    return (ends[count - 1] + 1 if count else 0), -1


ENVELOPES = ("ISA", "GS", "ST", "SE", "GE", "IEA", "TA1", "BIN", "BDS")
_AT_ONCE = 16


def _beginnings() -> npt.NDArray[np.bool_]:
    """By the first two letters, large or small: whether a segment may be of an envelope, or tells its own length."""
    found = np.zeros((256, 256), np.bool_)
    for name in ENVELOPES:
        first, second = ([ord(letter), ord(letter.lower())] for letter in (name[0], name[1]))
        found[np.ix_(first, second)] = True
    return found


_BEGINNINGS = _beginnings()


def find_envelopes(data: bytes, delimiters: Delimiters, begin: int, until: int) -> Iterator[int]:
    """Where a terminator stands, from `begin` until `until`, behind which a segment may be of an envelope; few others, too."""
    view, found = np.frombuffer(data, np.uint8), np.empty(_AT_ONCE, np.int64)
    count = _AT_ONCE
    while count == _AT_ONCE:
        count, begin = _find_envelopes(view, ord(delimiters.terminator), begin, until, _BEGINNINGS, found)
        yield from found[:count].tolist()


@njit(cache=True, nogil=True)
def _find_envelopes(
    data: Bytes, terminator: int, begin: int, until: int, beginnings: npt.NDArray[np.bool_], found: npt.NDArray[np.int64]
) -> tuple[int, int]:
    """The next places, as many as `found` holds, and where to go on."""
    count = 0
    for at in range(begin, until):
        if data[at] == terminator:
            name = at + 1
            while name < len(data) and (data[name] == 32 or data[name] == 9 or data[name] == 10 or data[name] == 13):
                name += 1
            if name + 1 < len(data) and beginnings[data[name], data[name + 1]]:
                found[count] = at
                count += 1
                if count == len(found):
                    return count, at + 1
    return count, until


@njit(cache=True, nogil=True)
def _find_marks(data: Bytes, element: int, terminator: int, marks: Places) -> tuple[int, int]:
    """Every separator, terminator and line end, without a branch that the processor could guess wrong; and how many terminators."""
    marked = np.zeros(256, np.uint8)
    marked[element] = marked[terminator] = marked[10] = marked[13] = 1
    found, ends = 0, 0
    for at in range(len(data)):
        marks[found] = at
        found += marked[data[at]]
        ends += data[at] == terminator
    return found, ends


@njit(cache=True, nogil=True)
def _find_segments(
    data: Bytes,
    element: int,
    terminator: int,
    found: int,
    marks: Places,
    start: Places,
    first: Places,
    tag: npt.NDArray[np.uint32],
    odd: npt.NDArray[np.bool_],
) -> int:
    """Sort the marks into segments, in place. Returns how many segments there are."""
    count, kept, begin, broken = 0, 0, 0, -1
    first[0] = 0
    for index in range(found):
        at = marks[index]
        byte = data[at]
        if byte == element:
            marks[kept] = at
            kept += 1
        elif byte == terminator:
            while begin < at and (data[begin] == 32 or data[begin] == 9 or data[begin] == 10 or data[begin] == 13):
                begin += 1
            end = at
            if terminator == 10 or terminator == 13:
                while end > begin and data[end - 1] == 13:
                    end -= 1
            if end > begin:
                marks[kept] = end
                kept += 1
                start[count] = begin
                tag[count] = _packed(data, begin, marks[first[count]])
                odd[count] = tag[count] == 0 or begin <= broken < end
                count += 1
                first[count] = kept
            begin, broken = at + 1, -1
        elif broken < begin:
            blank = kept == first[count]
            for place in range(begin, at if blank else begin):
                blank &= data[place] == 32 or data[place] == 9
            if blank:
                begin = at + 1
            else:
                broken = at
    return count


@njit(cache=True, nogil=True)
def _packed(data: Bytes, begin: int, end: int) -> int:
    """The name in capitals; 0 when it is no name of two or three letters or digits."""
    if end - begin < 2 or end - begin > 3:
        return 0
    name = 0
    for at in range(begin, begin + 3):
        byte = int(data[at]) if at < end else 0
        if 97 <= byte <= 122:
            byte -= 32
        letter = 65 <= byte <= 90
        digit = 48 <= byte <= 57 and at > begin
        if at < end and not letter and not digit:
            return 0
        name = name << 8 | byte
    return name
