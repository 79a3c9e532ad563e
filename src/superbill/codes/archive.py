"""Zip archives as they are downloaded: each file inside as a `Source`, archives inside of archives and sheets of workbooks too.

Nothing is unpacked to disk and no name in an archive is used as a path: a file is read from the archive each time it is opened. What
is no honest archive is refused (`BadCodeFile`): one that is cut or damaged, that asks for a password, that says it unpacks to more
than any publication, or holds more files or archives in archives than one would.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO

from superbill.codes.book import find_layout
from superbill.codes.source import BadCodeFile, Source
from superbill.codes.workbook import is_workbook, sheets_of

MOST_MEMBERS = 1_000
MOST_BYTES = 4 << 30
"""What one archive may unpack to; the largest that CMS publishes unpack to a few hundred megabytes."""
MOST_INSIDE = 256 << 20
"""An archive inside of another, or a workbook, is held in memory: it may unpack to this much."""
MOST_RATIO = 1_000
"""Text of tables shrinks to a hundredth at best; deflate reaches this only on what is all alike."""
MOST_DEPTH = 3

_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OSError)
"""What the standard reader of archives raises where an archive is not what it should be."""


def is_archive(source: Source) -> bool:
    """Whether the file begins as a zip archive does."""
    return source.head.startswith(_BEGINNINGS)


def files_in(source: Source) -> tuple[Source, ...]:
    """What a download holds: the file itself, or the files of an archive that are in a format that we know.

    All its files where none is. A sheet that stands in the archive as text too is left out. Raises `BadCodeFile`.
    """
    if not is_archive(source) or _is_read_whole(source):
        return (source,)
    inside = tuple(members(source))
    known: dict[tuple[str, str, str], Source] = {}
    for member in sorted(inside, key=lambda member: ".xlsx" in member.name.lower()):
        if found := find_layout(member):
            book, layout = found
            known.setdefault((book.name, ",".join(layout.tables), layout.part(member)), member)
    return tuple(known.values()) or inside


def members(source: Source, *, depth: int = 1) -> Iterator[Source]:
    """Every file inside, archives and workbooks opened, but for archives in a format of a book. Raises `BadCodeFile`."""
    if depth > MOST_DEPTH:
        raise source.wrong(f"Archives stand in archives {depth} deep.", 0, todo="Unpack it and give the files.")
    for info in _listed(source):
        member = _member(source, info)
        if not is_archive(member):
            yield member
            continue
        held = _held(member, info)
        if _is_read_whole(held):
            yield held
        elif is_workbook(held):
            yield from sheets_of(held)
        else:
            yield from members(held, depth=depth + 1)


def _is_read_whole(source: Source) -> bool:
    """Whether a book reads the archive itself. Its name is left out: archives are often called as the file in them."""
    return find_layout(replace(source, name="archive.zip")) is not None


def names_in(source: Source) -> dict[str, str]:
    """The names of the files in an archive, in small letters and without folders, and how the archive writes them."""
    return {_base(info).lower(): info.filename for info in _listed(source)}


def member_of(source: Source, name: str) -> Source:
    """One file of an archive, by the name that the archive writes."""
    return next(_member(source, info) for info in _listed(source) if info.filename == name)


def _listed(source: Source) -> list[zipfile.ZipInfo]:
    """What an archive says it holds, folders and what macOS adds left out. Raises `BadCodeFile`."""
    with _opened(source) as archive:
        listed = archive.infolist()
    if len(listed) > MOST_MEMBERS:
        raise source.wrong(f"The archive holds {len(listed):,} files.", 0, todo="Unpack it and give those that are wanted.")
    if sum(info.file_size for info in listed) > MOST_BYTES:
        raise source.wrong("The archive says it unpacks to more than any publication.", 0, todo="Unpack it and give the files.")
    for info in listed:
        if info.file_size > MOST_RATIO * max(info.compress_size, 1_024):
            raise source.wrong(
                "The archive holds a file packed more than tables can be.", 0, todo="Unpack it and give the files."
            )
        if info.flag_bits & 1:
            raise source.wrong("The archive asks for a password.", 0, todo="Unpack it and give the files.")
    files = (info for info in listed if not info.is_dir() and not info.filename.startswith("__MACOSX/"))
    return [info for info in files if not _base(info).startswith(".")]


def _base(info: zipfile.ZipInfo) -> str:
    """The name without the folders before it, whichever way they are written."""
    return info.filename.replace("\\", "/").rpartition("/")[2]


@contextmanager
def _opened(source: Source) -> Iterator[zipfile.ZipFile]:
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            yield archive
    except _DAMAGE as wrong:
        raise _damaged(source) from wrong


def _member(source: Source, info: zipfile.ZipInfo) -> Source:
    def opens() -> IO[bytes]:
        return io.BufferedReader(_Member(source, info.filename), 1 << 16)

    return Source.of(_base(info), opens)


def _held(member: Source, info: zipfile.ZipInfo) -> Source:
    """An archive inside of an archive, in memory: its directory stands at its end, and reading jumps about."""
    if info.file_size > MOST_INSIDE:
        raise member.wrong("The archive inside is too large to be opened here.", 0, todo="Unpack the outer one and give this.")
    with member.open() as file:
        return Source.from_bytes(member.name, file.read())


def _damaged(source: Source) -> BadCodeFile:
    return source.wrong("The archive is cut or damaged.", 0)


class _Member(io.RawIOBase):
    """A file of an archive, read as it is unpacked; damage is told as that of a bad file. Its checksum is compared at its end."""

    def __init__(self, source: Source, name: str) -> None:
        self._source = source
        self._outer = source.open()
        try:
            self._archive = zipfile.ZipFile(self._outer)
            self._file = self._archive.open(name)
        except (*_DAMAGE, KeyError) as wrong:
            self._outer.close()
            raise _damaged(source) from wrong

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the type of buffers is not the same in all stubs
        try:
            chunk = self._file.read(len(buffer))
        except _DAMAGE as wrong:
            raise _damaged(self._source) from wrong
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._archive.close()
            self._outer.close()
        super().close()
