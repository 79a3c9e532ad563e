"""Segments → keys: a segment's name with the class of each code that tells it apart, as one small number.

Codes that a grammar never treats differently are of one class, so that there are few keys. A machine looks its moves up by
them.
"""

import itertools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from numba import njit

from superbill.x12.fast.scan import Bytes, Places, Scan, packed
from superbill.x12.grammar import Grammar

UNREADABLE = -1
"""The key of a segment whose code holds control characters or is not ASCII: the plain reader knows what it means."""

_SPREAD = -7046029254386353131  # 2**64 over the golden ratio: neighbours fall far apart
_CODE = 7
"""Characters that a code may have to be packed into 64 bits."""

WHITE = np.array([chr(byte).isspace() for byte in range(256)])
"""Which bytes `str.strip` takes away from Latin-1 text."""
BLANK = WHITE & (np.arange(256) < 128)
"""The same for ASCII; what other bytes mean the plain reader knows."""


class Unsupported(Exception):
    """The transaction's table has something that the arrays cannot hold; the plain reader is used."""


class Keys:
    """The keys of a grammar. For each name there is a base, for each of its codes a class and a stride.

    `samples` has a key of each number in the words of the grammar: the name and the codes. Key 0 is a name that the table has
    not. Where a place stands in `coded`, by its number, each code at that spot is of its own class.
    """

    def __init__(self, grammar: Grammar, coded: Mapping[int, tuple[int, int]]) -> None:
        self.grammar, self.coded = grammar, coded
        tags: list[tuple[int, int, int, int]] = []
        probes: list[tuple[int, int, int]] = []
        codes: list[tuple[int, int, int]] = []
        self.samples: list[tuple[str, ...]] = [("?",)]
        for tag, places in grammar.probes.items():
            classes = [self._classes(tag, place) for place in places]
            base, stride = len(self.samples), 1
            tags.append((packed(tag), base, len(probes), len(probes) + len(places)))
            for place, found in zip(places, classes, strict=True):
                codes += [(len(probes), _packed_code(code), number) for code, number in found.items()]
                probes.append((*place, stride))
                stride *= 1 + max(found.values(), default=0)
            self.samples += _samples(tag, classes)
        self.tags = hashed([(tag, *rest) for tag, *rest in tags], 4)
        self.probes = np.array(probes, np.int32).reshape(-1, 3)
        self.codes = hashed([(mixed(probe, code), probe, code, number) for probe, code, number in codes], 4)

    def _classes(self, tag: str, at: tuple[int, int]) -> dict[str, int]:
        """Each code with its class, from 1."""
        kinds: dict[str, list[str]] = {}
        for place in self.grammar.places:
            for where, part, allowed in place.seg.keys:
                if place.seg.tag == tag and (where, part) == at:
                    coded = self.coded.get(place.number) == at
                    for code in allowed:
                        kinds.setdefault(code, []).append(f"{place.number}={code if coded else ''}")
        numbers = {kind: number for number, kind in enumerate(sorted({" ".join(each) for each in kinds.values()}), start=1)}
        return {code: numbers[" ".join(each)] for code, each in kinds.items()}


def find_keys(keys: Keys, scan: Scan, wanted: npt.NDArray[np.bool_], component: int) -> tuple[Places, bool]:
    """The key of each wanted segment, 0 for the others; and whether all could be read."""
    found = np.empty(len(wanted), np.int32)
    readable = _find_keys(
        scan.data, scan.first, scan.marks, scan.tag, wanted, component, WHITE, keys.tags, keys.probes, keys.codes, found
    )
    return found, readable


def _packed_code(code: str) -> int:
    if len(code) > _CODE or not code.isascii():
        raise Unsupported(code)
    return int.from_bytes(code.encode("ascii"), "big")


def _samples(tag: str, classes: list[dict[str, int]]) -> list[tuple[str, ...]]:
    """A key of each number, in order: the first code varies fastest, as its stride is 1."""
    ordered = [["", *(code for _, code in sorted({number: code for code, number in found.items()}.items()))] for found in classes]
    return [(tag, *reversed(codes)) for codes in itertools.product(*reversed(ordered))]


def mixed(probe: int, code: int) -> int:
    """The key of a code in an open-addressing table that many probes share."""
    return (code << 6) ^ probe


def hashed(rows: list[tuple[int, ...]], width: int) -> npt.NDArray[np.int64]:
    """An open-addressing table; the first number of a row is its key. Empty rows have the key -1."""
    size = 64
    while size < 4 * len(rows):
        size *= 2
    table = np.full((size, width), -1, np.int64)
    for row in rows:
        at = _slot(row[0], size - 1)
        while table[at, 0] != -1:
            at = (at + 1) & (size - 1)
        table[at] = row
    return table


def _slot(key: int, mask: int) -> int:
    return (key * _SPREAD >> 40) & mask  # the same in 64 bits and in Python's endless ones


slot_of = njit(cache=True, nogil=True)(_slot)
"""Where a key is first looked for, by the mask of the table."""

# The kernels are long and flat: numba counts a reference for each array that is handed to a function, which costs more than the work.


@njit(cache=True, nogil=True)
def _find_keys(  # noqa: C901 — a kernel stays in one piece, see above
    data: Bytes, first: Places, marks: Places, tag: npt.NDArray[np.uint32], wanted: npt.NDArray[np.bool_],
    component: int, white: npt.NDArray[np.bool_],
    tags: npt.NDArray[np.int64], probes: npt.NDArray[np.int32], codes: npt.NDArray[np.int64], keys: Places,
) -> bool:  # fmt: skip
    """The number of every segment's key; false when a code is unreadable."""
    readable = True
    for segment in range(len(wanted)):
        keys[segment] = 0
        if not wanted[segment]:
            continue
        name = int(tag[segment])
        row = slot_of(name, len(tags) - 1)
        while tags[row, 0] != name and tags[row, 0] != -1:
            row = (row + 1) & (len(tags) - 1)
        if tags[row, 0] == -1:
            continue
        key = tags[row, 1]
        for probe in range(tags[row, 2], tags[row, 3]):
            mark, part = first[segment] + probes[probe, 0], probes[probe, 1]
            if mark >= first[segment + 1]:
                continue
            begin, end = int(marks[mark - 1]) + 1, int(marks[mark])
            if part > 0:
                for _ in range(part - 1):
                    while begin < end and data[begin] != component:
                        begin += 1
                    begin += 1
                stop = begin
                while stop < end and data[stop] != component:
                    stop += 1
                end = stop
            while begin < end and white[data[begin]]:
                begin += 1
            while end > begin and white[data[end - 1]]:
                end -= 1
            code, strange = 0, False
            for at in range(begin, end):
                byte = int(data[at])
                strange |= byte < 32 or byte >= 128
                code = code << 8 | (byte - 32 if 97 <= byte <= 122 else byte)
            if strange:
                key, readable = UNREADABLE, False
                break
            if end - begin > 7:
                continue
            mixture = (code << 6) ^ probe
            row = slot_of(mixture, len(codes) - 1)
            while codes[row, 0] != -1:
                if codes[row, 1] == probe and codes[row, 2] == code:
                    key += probes[probe, 2] * codes[row, 3]
                    break
                row = (row + 1) & (len(codes) - 1)
        keys[segment] = key
    return readable
