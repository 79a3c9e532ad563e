"""A file as it was downloaded, opened for reading: its name, its first bytes, its lines with their numbers.

Nothing here opens a path: the caller hands in what opens the bytes. A file that is not in its encoding, ends in the middle or has
other columns than its format is refused with the line: `BadCodeFile`.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import IO

from superbill.basics.errors import BadInput

HEAD_BYTES = 16_384


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
        with self.open() as file:
            for number, raw in enumerate(file, 1):
                try:
                    text = (raw if number > 1 else raw.removeprefix(b"\xef\xbb\xbf")).decode(encoding)
                except UnicodeDecodeError as wrong:
                    at = wrong.start + 1
                    raise self.wrong(f"Byte {at} of the line is no {encoding.upper()}.", number) from wrong
                if "\0" in text:
                    raise self.wrong("The line holds binary zeros; this is no text file in the encoding expected.", number)
                if ended and not text.endswith("\n"):
                    raise self.wrong("The file ends in the middle of a line: it was cut.", number)
                yield number, text.rstrip("\r\n")

    def cells(self, columns: int, *, mark: str = ",", encoding: str = "utf-8", skip: int = 0) -> Iterator[tuple[int, list[str]]]:
        """Rows of a delimited file from the line after `skip` rows on; each must have that many columns. Empty rows are left out."""
        counted = _Counted(self.lines(encoding))
        rows = csv.reader(counted, delimiter=mark, strict=True)
        try:
            for index, row in enumerate(rows):
                if index < skip or not any(cell.strip() for cell in row):
                    continue
                if len(row) != columns:
                    raise self.wrong(f"The row has {len(row)} columns and should have {columns}.", counted.number)
                yield counted.number, [cell.strip() for cell in row]
        except csv.Error as wrong:
            raise self.wrong(f"The row is not well-formed ({wrong}).", counted.number) from wrong

    # --- values

    def day(self, text: str, line: int, *, empty: Sequence[str] = ("",), instead: int = 0) -> int:
        """A day such as 20261001; `instead` for what means none. Raises `BadCodeFile`."""
        if text in empty:
            return instead
        if not re.fullmatch(r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", text, re.ASCII):
            raise self.wrong(f"{text[:20]!r} is no day written as 20261001.", line)
        return int(text)

    def rate(self, text: str, line: int, *, places: int = 4) -> int:
        """An exact decimal as whole units of its last place (ten-thousandths; cents with `places=2`). Raises `BadCodeFile`."""
        try:
            value = Decimal(text.replace(",", "").replace("$", "")).scaleb(places)
        except InvalidOperation as wrong:
            raise self.wrong(f"{text[:20]!r} is no number.", line) from wrong
        if not value.is_finite() or value != value.to_integral_value() or abs(value) > 10**15:
            raise self.wrong(f"{text[:20]!r} has more than {places} decimals, or is none we can hold.", line)
        return int(value)


class _Counted:
    """The lines for a reader of cells, remembering the last one's number."""

    def __init__(self, lines: Iterable[tuple[int, str]]) -> None:
        self._lines = iter(lines)
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.number, text = next(self._lines)
        return text + "\n"
