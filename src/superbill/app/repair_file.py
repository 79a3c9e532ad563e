"""Repair an 837: a copy with single values written right, and what was changed in it. Needs no database; nothing is written here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from superbill.edits.repair import Change, Repair, named
from superbill.edits.repair_x12 import repaired_x12
from superbill.places.us.repairs import us_repairs


@dataclass(frozen=True, slots=True)
class RepairedFile:
    """The repaired copy of a file, and each change, in the order of the file."""

    content: bytes
    changes: tuple[Change, ...]


def repair_file(chunks: Iterable[bytes], *, only: Sequence[str] = ()) -> RepairedFile:
    """Repair the claims of an 837, with all repairs or only those named. Raises `X12Error`, `NoClaims`, `NoSuchRepair`."""
    return RepairedFile(*repaired_x12(b"".join(chunks), named(us_repairs(), only)))


def repairs_there_are() -> tuple[Repair, ...]:
    """Every repair, by code."""
    return us_repairs()
