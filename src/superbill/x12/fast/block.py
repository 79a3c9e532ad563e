"""A batch of segments that stays in one piece: where each begins and ends, and its text only when somebody asks.

For the check of large files. What the plain reader would tell of (blank lines, line ends inside a segment) is not in a block: a
batch with such a thing is split plainly. Nothing here imports numba until enough has been read for it to pay.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, overload

from superbill.x12.segments import Delimiters

if TYPE_CHECKING:
    from superbill.x12.fast.scan import Places, Scan

Piece = tuple[int, str]

AFTER = 4 << 20
"""Bytes of a file that are read plainly before the kernels are compiled, which takes as long as reading some ten times as many."""
SOON = 2 << 20
"""The same where they lie on disk, compiled: loading them takes about as long as they save on so many."""
NEVER = 1 << 62
"""The value of `AFTER` with which everything is read plainly."""
LEAST = 1 << 13
"""Bytes that a batch has at least to become a block."""


class Block(Sequence[Piece]):
    """Segments as `stream.read_pieces` gives them, each its byte offset and its text.

    `envelopes` are the numbers of those that end a walk: ISA, GS, ST, SE, GE, IEA.
    """

    __slots__ = ("base", "ends", "envelopes", "scan", "text", "texts")

    def __init__(self, text: str, base: int, scan: "Scan", ends: "Places", envelopes: "Places") -> None:
        self.text, self.base, self.scan, self.ends, self.envelopes = text, base, scan, ends, envelopes
        self.texts: list[str] | None = None

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, index: int) -> Piece: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Piece]: ...
    def __getitem__(self, index: int | slice) -> Piece | Sequence[Piece]:
        if isinstance(index, slice):
            return self if index.indices(len(self)) == (0, len(self), 1) else self.pieces(0, len(self))[index]
        begin = int(self.scan.start[index])
        return self.base + begin, self.text[begin : int(self.ends[index])]

    def pieces(self, begin: int, until: int) -> list[Piece]:
        """Some segments, made at once."""
        text, base = self.text, self.base
        places = zip(self.scan.start[begin:until].tolist(), self.ends[begin:until].tolist(), strict=True)
        return [(base + begin, text[begin:end]) for begin, end in places]

    def texts_of(self, numbers: "Places") -> list[str]:
        """The texts of some segments, at least one, by their rising numbers. Most files have the same between all: that is split at once."""
        if self.texts is None:
            self.texts = self._split()
        first, last = int(numbers[0]), int(numbers[-1])
        if last - first + 1 == len(numbers):  # they stand in their order, so these are neighbours
            return self.texts[first : last + 1]
        return list(itemgetter(*numbers.tolist())(self.texts))

    def _split(self) -> list[str]:
        import numpy as np  # it is there: the scan is made of it

        text, start, ends = self.text, self.scan.start, self.ends
        first, last = int(start[0]), int(ends[-1])
        if len(self) > 1 and not np.ptp(start[1:] - ends[:-1]):
            texts = text[first:last].split(text[int(ends[0]) : int(start[1])])
            if len(texts) == len(self):
                return texts
        return [text[begin:end] for begin, end in zip(start.tolist(), ends.tolist(), strict=True)]


def find_block(text: str, base: int, marks: Delimiters) -> Block | None:
    """A batch of whole segments as a block. None where the plain reader must split it, or where there is no kernel for it."""
    kernels = _kernels_at(base) if len(text) >= LEAST else None
    return kernels.find_regular(text, base, marks) if kernels else None


def find_special(text: str, base: int, marks: Delimiters) -> tuple[int, str] | None:
    """The first segment that is not split like others and its name, as `scan.find_special`; None where there is no kernel for it."""
    kernels = _kernels_at(base) if len(text) >= LEAST else None
    if kernels is None:
        return None
    near = text.find(f"IEA{marks.element}")  # many interchanges are small: look no further than need be
    found = kernels.find_special(f"{text[: near + 4]}{marks.terminator}".encode("latin-1"), marks) if near >= 0 else (0, "")
    return found if found[1] else kernels.find_special(text.encode("latin-1"), marks)


def find_envelopes(data: bytes, base: int, marks: Delimiters, begin: int, until: int) -> Iterator[int] | None:
    """Where the envelopes may stand, as `scan.find_envelopes`; None where there is no kernel for it."""
    kernels = _kernels_at(base) if until - begin >= LEAST else None
    return kernels.find_envelopes(data, marks, begin, until) if kernels else None


def are_loaded() -> bool:
    """Whether the kernels are used from the beginning of a file, because they are there already."""
    return AFTER < NEVER and _kernels.cache_info().currsize > 0


class _Kernels(NamedTuple):
    find_regular: Callable[[str, int, Delimiters], Block | None]
    find_special: Callable[[bytes, Delimiters], tuple[int, str]]
    find_envelopes: Callable[[bytes, Delimiters, int, int], Iterator[int]]


def _kernels_at(base: int) -> _Kernels | None:
    """The kernels, at some byte of a file: where they are loaded already they are used from the beginning."""
    is_ready = are_loaded() or (AFTER < NEVER and base >= SOON and are_compiled())
    return _kernels() if is_ready or base >= AFTER else None


@cache
def are_compiled() -> bool:
    """Whether numba has left what it compiled for this Python beside the modules of this folder; it may lie elsewhere, too."""
    compiled = f"*.py{sys.version_info.major}{sys.version_info.minor}*.nbi"
    return any(Path(__file__).parent.joinpath("__pycache__").glob(f"stretch.{compiled}"))


@cache
def _kernels() -> _Kernels | None:
    try:
        from superbill.x12.fast import regular, scan
    except ImportError:
        return None
    return _Kernels(regular.find_regular, scan.find_special, scan.find_envelopes)
