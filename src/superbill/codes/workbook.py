"""Workbooks (.xlsx) as text: each sheet as a `Source` of comma-separated rows, so that a format is described once.

Numbers are written as a spreadsheet shows them, to fifteen digits; a row keeps its number, and empty rows stay. Sheets are read as a
stream; only the texts that cells share are held.
"""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree as ET

from superbill.codes.source import Source

MOST_SHEETS, MOST_COLUMNS = 50, 200
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ET.ParseError, LookupError, RuntimeError, ValueError, OSError)


def is_workbook(source: Source) -> bool:
    """Whether an archive is a workbook; it must be one that can be opened at any place."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _DAMAGE:
        return False


def sheets_of(source: Source) -> Iterator[Source]:
    """The sheets of a workbook in their order, named as `file.xlsx [sheet]`. Raises `BadCodeFile`."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            sheets = dict(_sheets(archive))
    except _DAMAGE as wrong:
        raise source.wrong("The workbook is cut or damaged.", 0) from wrong
    if len(sheets) > MOST_SHEETS:
        raise source.wrong(f"The workbook has {len(sheets)} sheets.", 0, todo="Save the one that is wanted as CSV.")
    for name, path in sheets.items():
        yield Source.of(f"{source.name} [{name.replace('/', ' ')}]", lambda path=path: _opens(source, path))  # type: ignore[misc]  # bound at once


def _opens(source: Source, path: str) -> IO[bytes]:
    return io.BufferedReader(_Streamed(_as_csv(source, path)), 1 << 16)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and place of each sheet."""
    with archive.open("xl/_rels/workbook.xml.rels") as file:
        places = {node.get("Id"): str(node.get("Target")) for node in _elements(file)}
    with archive.open("xl/workbook.xml") as file:
        for node in _elements(file):
            if node.tag == f"{_MAIN}sheet":
                place = places[node.get(_RELATION)]
                yield str(node.get("name")), place.removeprefix("/") if place.startswith("/xl/") else f"xl/{place}"


def _elements(file: IO[bytes]) -> Iterator[ET.Element]:
    """Each element when it ends. Expat stops entities that grow, and loads none from outside."""
    return (node for _, node in ET.iterparse(file))  # noqa: S314  (the attacks that the rule means are those two)


def _as_csv(source: Source, path: str) -> Iterator[bytes]:
    """The rows of a sheet as comma-separated text, many at a time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            shared = _shared(archive)
            with archive.open(path) as sheet:
                for row in _rows(sheet, shared):
                    writer.writerow(row)
                    if text.tell() > 1 << 16:
                        yield text.getvalue().encode()
                        text.seek(0)
                        text.truncate()
    except _DAMAGE as wrong:
        raise source.wrong("The workbook is cut or damaged.", 0) from wrong
    yield text.getvalue().encode()


def _shared(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells point to."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found = []
    with archive.open("xl/sharedStrings.xml") as file:
        for node in _elements(file):
            if node.tag == f"{_MAIN}si":
                found.append(_text(node))
                node.clear()
    return found


def _rows(sheet: IO[bytes], shared: list[str]) -> Iterator[list[str]]:
    """The cells of each row by their columns; all rows as wide as the widest before."""
    done = width = 0
    for node in _elements(sheet):
        if node.tag != f"{_MAIN}row":
            continue
        number = int(node.get("r") or done + 1)
        cells = {_column(cell, place): _value(cell, shared) for place, cell in enumerate(node.iter(f"{_MAIN}c"))}
        width = max(width, *(place + 1 for place in cells)) if cells else width
        if width > MOST_COLUMNS or number - done > 10_000:
            raise ValueError("far more columns or empty rows than a table has")
        yield from ([""] * width for _ in range(number - done - 1))
        yield [cells.get(place, "") for place in range(width)]
        done = number
        node.clear()


def _column(cell: ET.Element, place: int) -> int:
    """The column of a cell, from 0: `BC7` stands in 54."""
    letters = re.match(r"[A-Z]{1,3}", cell.get("r") or "")
    if not letters:
        return place
    column = 0
    for letter in letters[0]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _value(cell: ET.Element, shared: list[str]) -> str:
    kind, value = cell.get("t") or "n", cell.findtext(f"{_MAIN}v") or ""
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s":
        return shared[int(value)]
    return f"{float(value):.15g}" if kind == "n" and value else value


def _text(node: ET.Element) -> str:
    """The text of a cell, its runs of different looks put together, without what is spoken along (`rPh`)."""
    runs = (child for child in node.iter() if child.tag in (f"{_MAIN}t", f"{_MAIN}rPh"))
    spoken = {id(text) for part in node.iter(f"{_MAIN}rPh") for text in part.iter()}
    return "".join(run.text or "" for run in runs if id(run) not in spoken)


class _Streamed(io.RawIOBase):
    """Chunks of bytes as a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._held = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the type of buffers is not the same in all stubs
        while not self._held:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._held = chunk
        taken = self._held[: len(buffer)]
        self._held = self._held[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)
