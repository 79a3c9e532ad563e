"""For which books, and by which program, all tables of the edits were packed: asked at every start, without loading the edits."""

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path

import superbill
from superbill.storage.shelf import Shelves

_PARTS = ("edits/packed.py", "places/us/tables.py", "places/us/code_days.py", "places/us/coverage_tables.py")


@cache
def program() -> str:
    """What tells this program's way of packing from others: the text of its parts."""
    folder = Path(superbill.__path__[0])
    return hashlib.sha256(b"".join((folder / part).read_bytes() for part in _PARTS)).hexdigest()


def folder_of(shelves: Shelves) -> Path:
    """Where the packed tables stand."""
    return shelves.folder / "edits"


def are_packed(shelves: Shelves) -> bool:
    """Whether all was packed for the books in force, and is there."""
    with suppress(OSError):
        state, *names = _note(shelves).read_text(encoding="utf-8").splitlines()
        return state == _state(shelves) and all((folder_of(shelves) / name).exists() for name in names)
    return False


def note_packed(shelves: Shelves) -> None:
    """Remember that all is packed. Where there is no room for that, it is looked at again the next time."""
    names = sorted(path.name for path in folder_of(shelves).glob("*.packed"))
    with suppress(OSError):
        _note(shelves).write_text("\n".join((_state(shelves), *names)), encoding="utf-8")


def _note(shelves: Shelves) -> Path:
    return shelves.folder / "edits.packed"


def _state(shelves: Shelves) -> str:
    return hashlib.sha256(f"{sorted(shelves.read().books.items())} {program()}".encode()).hexdigest()
