"""Packed tables on disk: one file for each table and each state of what it is made of, mapped into memory when it is opened.

    <table>-<mark>.packed       `mark` tells what the table is made of: another book, or another program, has another mark

A file is written beside its place and put there whole, so what was broken off is never read. What is missing or damaged is not there:
whoever asks looks into the book itself, more slowly.
"""

import mmap
import secrets
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from superbill.edits.conditions import Row
from superbill.edits.packed import NotPacked, PackedTable, save
from superbill.storage.folders import UNFINISHED

_OPEN = 64
_BROKEN_OFF_SECONDS = 3_600
"""Nobody writes any more at an unfinished file that is so much older than the newest."""


def packed_path(folder: Path, table: str, mark: str) -> Path:
    """Where a table stands whose content has this mark."""
    return folder / f"{table}-{mark}.packed"


def open_packed(path: Path) -> PackedTable | None:
    """The table of a file, or None when it is not there or is damaged. Processes that open it share the pages."""
    try:
        told = path.stat()
        return _opened(path, told.st_mtime_ns, told.st_size)
    except (OSError, NotPacked):
        return None


@lru_cache(_OPEN)
def _opened(path: Path, written_at: int, size: int) -> PackedTable:
    """The table of a file. It stays open for who asks next: a file in its place is never written to."""
    with path.open("rb") as file:
        try:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as empty:
            raise NotPacked("the file is empty") from empty
    return PackedTable(path.name.rpartition("-")[0], memoryview(mapped))


def write_packed(path: Path, rows: Iterable[Row], *, key: tuple[str, ...]) -> None:
    """Write a table, whole or not at all. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")  # two may pack at once
    try:
        with unfinished.open("wb") as file:
            save(file, rows, key=key)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def remove_others(folder: Path, wanted: Collection[Path]) -> None:
    """Remove the tables of what is no longer in force, and what was broken off; what is open elsewhere is left for the next time."""
    written: dict[Path, float] = {}
    for path in folder.glob("*"):
        with suppress(OSError):  # gone meanwhile: two may pack at once
            written[path] = path.stat().st_mtime
    long_ago = max(written.values(), default=0) - _BROKEN_OFF_SECONDS
    for path, at in written.items():
        if path not in wanted and (path.suffix != UNFINISHED or at < long_ago):
            with suppress(OSError):
                path.unlink()
