"""A file as it was downloaded, opened for reading: its name, its first bytes, its lines with their numbers.

Nothing here opens a path: the caller hands in what opens the bytes. A file that is not in its encoding, ends in the middle or has
other columns than its format is refused with the line: `BadCodeFile`.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice
from typing import IO, Any

from superbill.basics.errors import BadInput

HEAD_BYTES = 16_384
_LONGEST_CELL, _BATCH, _BLOCK = 1 << 24, 1_000, 1 << 16
"""Articles of the coverage database hold whole pages in one cell; how many rows, and characters of lines, are read at once."""


class BadCodeFile(BadInput):
    """A file of codes that cannot be read as what it says it is; `where` is the file and the line."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its base name, what opens it, and its first bytes (`head`)."""

    name: str
    open: Callable[[], IO[bytes]]
    head: bytes

    @classmethod
    def of(cls, name: str, opens: Callable[[], IO[bytes]]) -> "Source":
        """A file by what opens it."""
        with opens() as file:
            return cls(name.replace("\\", "/").rpartition("/")[2], opens, file.read(HEAD_BYTES))

    @classmethod
    def from_bytes(cls, name: str, data: bytes) -> "Source":
        """A file in memory."""
        return cls.of(name, lambda: io.BytesIO(data))

    @property
    def first(self) -> str:
        """The first bytes as text, for recognising; whatever the encoding."""
        return self.head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")

    def says(self, pattern: str) -> re.Match[str] | None:
        """Where the name of the file matches, small and capital letters alike."""
        return re.search(pattern, self.name, re.IGNORECASE)

    def wrong(self, what: str, line: int, *, todo: str = "") -> BadCodeFile:
        """The error that names the file and the line."""
        return BadCodeFile(
            what, where=f"{self.name}, line {line}" if line else self.name, todo=todo or "Download the file again."
        )

    # --- reading

    def lines(self, encoding: str = "utf-8", *, ended: bool = False) -> Iterator[tuple[int, str]]:
        """Each line with its number, from 1, without its end. Raises `BadCodeFile` for bytes that are none of the encoding.

        With `ended` the last line must have its end too: a file of which that is known is cut where it has not.
        """
        for first, some in self.blocks(encoding, ended=ended):
            for number, text in enumerate(some, first):
                yield number, text.rstrip("\r\n")

    def blocks(self, encoding: str = "utf-8", *, ended: bool = False) -> Iterator[tuple[int, list[str]]]:
        """The lines with their ends, some thousand at once with the number of the first: for formats that are read many lines in one go.

        What is no text of the encoding is refused as by `lines`.
        """
        number, last = 1, "\n"
        try:
            with io.TextIOWrapper(self.open(), "utf-8-sig" if encoding == "utf-8" else encoding, newline="\n") as file:
                while some := file.readlines(_BLOCK):
                    if "\0" in "".join(some):
                        number += next(place for place, text in enumerate(some) if "\0" in text)
                        raise self.wrong("The line holds binary zeros; this is no text file in the encoding expected.", number)
                    yield number, some
                    number, last = number + len(some), some[-1]
        except UnicodeDecodeError as wrong:
            raise self._undecodable(encoding) from wrong
        if ended and not last.endswith("\n"):
            todo = "Download the file again; where you wrote it yourself, end its last line."
            raise self.wrong("The file ends in the middle of a line: it was cut.", number - 1, todo=todo)

    def _undecodable(self, encoding: str) -> BadCodeFile:
        """The first line with bytes that are none of the encoding: looked for only once it is known that there is one."""
        with self.open() as file:
            for number, raw in enumerate(file, 1):
                try:
                    raw.decode(encoding)
                except UnicodeDecodeError as wrong:
                    return self.wrong(f"Byte {wrong.start + 1} of the line is no {encoding.upper()}.", number)
        return self.wrong(f"The file is no {encoding.upper()}.", 0)

    def encoding(self) -> str:
        """UTF-8 where all of the file is that, else cp1252: what spreadsheets of CMS are exported in, one or the other."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self.open() as file:
            try:
                while chunk := file.read(1 << 20):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return "cp1252"
        return "utf-8"

    def cells(self, columns: int, *, mark: str = ",", encoding: str = "utf-8", skip: int = 0) -> Iterator[tuple[int, list[str]]]:
        """Rows of a delimited file from the line after `skip` rows on; each must have that many columns. Empty rows are left out.

        The last line must have its end: a cut in the last cell shows in nothing else.
        """
        for index, (line, row) in enumerate(self.rows(mark=mark, encoding=encoding, ended=True)):
            if index < skip or not any(row):
                continue
            if len(row) != columns:
                raise self.wrong(f"The row has {len(row)} columns and should have {columns}.", line)
            yield line, row

    def rows(self, *, mark: str = ",", encoding: str = "utf-8", ended: bool = False) -> Iterator[tuple[int, list[str]]]:
        """Rows of a delimited file, however many columns they have, each with the number of its last line; cells without blanks."""
        reader = csv.reader((text + "\n" for _, text in self.lines(encoding, ended=ended)), delimiter=mark, strict=True)
        wrong: Exception | None = None
        while wrong is None:
            rows, wrong = _next_rows(reader)
            yield from rows
            if isinstance(wrong, csv.Error):
                raise self.wrong(f"The row is not well-formed ({wrong}).", reader.line_num) from wrong
            if wrong is not None:
                raise wrong
            if not rows:
                return

    # --- values

    def day(self, text: str, line: int, *, empty: Sequence[str] = ("",), instead: int = 0) -> int:
        """A day such as 20261001; `instead` for what means none. Raises `BadCodeFile`."""
        if text in empty:
            return instead
        try:
            if re.fullmatch(r"(?:18|19|20)\d{6}", text, re.ASCII) and date.fromisoformat(text):
                return int(text)
        except ValueError:
            pass
        raise self.wrong(f"{text[:20]!r} is no day written as 20261001.", line)

    def rate(self, text: str, line: int, *, places: int = 4) -> int:
        """An exact decimal as whole units of its last place (ten-thousandths; cents with `places=2`). Raises `BadCodeFile`."""
        try:
            value = _exact(text, places)
        except InvalidOperation as wrong:
            raise self.wrong(f"{text[:20]!r} is no number.", line) from wrong
        if value is None:
            raise self.wrong(f"{text[:20]!r} has more than {places} decimals, or is none we can hold.", line)
        return value


@lru_cache(maxsize=1 << 14)
def _exact(text: str, places: int) -> int | None:
    """A decimal as whole units of its last place, or None. Fee schedules say the same numbers over and over."""
    value = Decimal(text.replace(",", "").replace("$", "")).scaleb(places)
    return int(value) if value.is_finite() and value == value.to_integral_value() and abs(value) <= 10**15 else None


def _next_rows(reader: Any) -> tuple[list[tuple[int, list[str]]], Exception | None]:
    """Some rows, each with its line, and what is wrong behind them. None are left at the end.

    How long a cell may be is one setting for the whole process: it is put back each time.
    """
    rows: list[tuple[int, list[str]]] = []
    former = csv.field_size_limit(_LONGEST_CELL)
    try:
        for row in islice(reader, _BATCH):
            rows.append((reader.line_num, [cell.strip() for cell in row]))
    except (csv.Error, BadCodeFile) as error:
        return rows, error
    finally:
        csv.field_size_limit(former)
    return rows, None
