"""A file that was checked, for those who show what was found in it: its name, the report, and its bytes once more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from superbill.x12.report import Report

_CHUNK = 1 << 18


class Bytes(Protocol):
    """The bytes of a file, whole in memory or mapped: what `bytes` and `mmap` have in common."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def __getitem__(self, at: slice, /) -> bytes:
        """A piece of them."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """`name` is a path or URI, as the person wrote it."""

    name: str
    report: Report
    data: Bytes

    def chunks(self) -> Iterator[bytes]:
        """The bytes piece by piece."""
        for at in range(0, len(self.data), _CHUNK):
            yield self.data[at : at + _CHUNK]
