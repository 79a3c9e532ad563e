"""Whether a batch of segments is regular: at most one line end between a segment and the next, and none inside.

Then the plain reader has nothing to tell of it, and it becomes a block.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.fast.block import Block
from superbill.x12.fast.scan import Bytes, Places, packed, scan
from superbill.x12.segments import Delimiters

_ENVELOPES = np.array([packed(tag) for tag in ("ISA", "GS", "ST", "SE", "GE", "IEA")], np.uint32)


def find_regular(text: str, base: int, marks: Delimiters) -> Block | None:
    """A block, or None where the batch is not regular. `text` ends with a terminator."""
    found = scan(text.encode("latin-1"), marks)
    if not len(found):
        return None
    ends, envelopes = np.empty(len(found), np.int32), np.empty(len(found), np.int32)
    count = _find_regular(found.data, found.start, found.first, found.marks, found.tag, found.odd, _ENVELOPES, ends, envelopes)
    return Block(text, base, found, ends, envelopes[:count]) if count >= 0 else None


@njit(cache=True, nogil=True)
def _find_regular(
    data: Bytes, start: Places, first: Places, marks: Places, tag: npt.NDArray[np.uint32], odd: npt.NDArray[np.bool_],
    names: npt.NDArray[np.uint32], ends: Places, envelopes: Places,
) -> int:  # fmt: skip
    """Where the segments end, and which are envelopes; how many of those, or -1 where something is not regular."""
    after, count = 0, 0
    for segment in range(len(start)):
        begin, end = int(start[segment]), int(marks[first[segment + 1] - 1])
        if begin - after == 2 and data[after] == 13 and data[after + 1] == 10:
            after = begin
        if begin - after == 1 and data[after] == 10:
            after = begin
        if begin != after:
            return -1
        if odd[segment]:
            for at in range(begin, end):
                if data[at] == 10 or data[at] == 13:
                    return -1
        ends[segment], after = end, end + 1
        for name in names:
            if tag[segment] == name:
                envelopes[count] = segment
                count += 1
    return count if after == len(data) else -1
