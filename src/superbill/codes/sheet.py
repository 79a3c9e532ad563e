"""A table as CMS publishes it: rows of titles, a header, the rows, footnotes; apart by commas or tabs.

Columns are found by the names in the header, wherever they stand: they come, go and move from year to year. What must not happen is
that a cell is taken for another's, so every row must reach the last column of the header and no further, and readers check what each
cell holds.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from superbill.codes.source import Source

WITHIN = 30
"""The header must stand in the first rows of the file."""

_NOTE = 15
"""A row with one cell is a footnote where that cell has more characters; else it is what is left of a row that was cut."""

_CODE = re.compile(r"\d{4}[0-9A-Z]|[A-Z]\d{4}", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"(?<![a-z])(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)[\W_]*(?:\d{1,2},\s*)?(20\d\d)(?!\d)",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which columns are wanted, by our names in the order in which the rows give them.

    Each has the pattern of its name in the header, in small letters and with single blanks. A name of ours that ends in `?` may be
    missing: its cells are then empty. `above` says how many rows above the header its names begin, where they are stacked.
    """

    columns: Mapping[str, str]
    mark: str = ","
    above: int = 0

    def recognises(self, source: Source) -> bool:
        """Whether such a header stands in the first bytes."""
        try:
            return self._find(csv.reader(source.first.splitlines(keepends=True), delimiter=self.mark)) is not None
        except csv.Error:
            return False

    def rows(self, source: Source) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows below the header with their lines: the cells of the wanted columns. Raises `BadCodeFile`."""
        rows = source.rows(mark=self.mark, encoding=source.encoding(), ended=True)
        found = self._find(row for _, row in rows)
        if found is None:
            wanted = ", ".join(name for name in self.columns if not name.endswith("?"))
            raise source.wrong(f"No row among the first {WITHIN} names these columns: {wanted}.", 0)
        places, least, most = found
        pick = itemgetter(*places)
        for line, row in rows:
            filled = sum(map(bool, row))
            if not filled or (filled == 1 and len(max(row, key=len)) > _NOTE):
                continue
            if len(row) < least or any(row[most:]):
                raise source.wrong(f"The row has {len(row)} columns and should have {most}.", line)
            row.append("")
            yield line, pick(row)

    def _find(self, rows: Iterator[list[str]]) -> tuple[list[int], int, int] | None:
        """Where the wanted columns stand (-1: nowhere), and how many columns a row has at least and at most."""
        stack: deque[list[str]] = deque(maxlen=self.above + 1)
        for number, row in enumerate(rows):
            stack.append(row)
            names = [_name(stack, place) for place in range(len(row))]
            places = [_place(names, pattern) for pattern in self.columns.values()]
            if all(place >= 0 or name.endswith("?") for name, place in zip(self.columns, places, strict=True)):
                return places, max(place for place, cell in enumerate(row, 1) if cell.strip()), len(row)
            if number == WITHIN:
                break
        return None


def _name(stack: Sequence[list[str]], place: int) -> str:
    return " ".join(" ".join(row[place] for row in stack if place < len(row)).lower().split())


def _place(names: Sequence[str], pattern: str) -> int:
    return next((place for place, name in enumerate(names) if re.fullmatch(pattern, name)), -1)


# --- what cells hold


def code_in(source: Source, text: str, line: int) -> str:
    """A procedure code of five characters: CPT or HCPCS. Raises `BadCodeFile`."""
    if not _CODE.fullmatch(text):
        raise source.wrong(f"{text[:20]!r} is no procedure code.", line)
    return text


def modifier_in(source: Source, text: str, line: int) -> str:
    """A modifier of two characters, or nothing. Raises `BadCodeFile`."""
    if text and not re.fullmatch(r"[0-9A-Z]{2}", text, re.ASCII):
        raise source.wrong(f"{text[:20]!r} is no modifier.", line)
    return text


def rate_in(source: Source, text: str, line: int, *, places: int = 4, empty: Sequence[str] = ("", ".", "-", "NA", "N/A")) -> int:
    """An amount or rate such as 1.23, $4,146.335 or 19.787% in ten-thousandths; 0 for what means none. Raises `BadCodeFile`."""
    return 0 if text in empty else source.rate(text.removesuffix("%"), line, places=places)


def one_of(source: Source, text: str, line: int, *, pattern: str, what: str) -> str:
    """A cell that matches. Raises `BadCodeFile`, saying that it is not `what`."""
    if not re.fullmatch(pattern, text, re.ASCII):
        raise source.wrong(f"{text[:20]!r} is no {what}.", line)
    return text


def month_in(text: str) -> date | None:
    """The first of the first month named with its year: July 2026, Jul_2026, `Effective October 1, 2026`."""
    found = _MONTH.search(text)
    return date(int(found[2]), 1 + _MONTHS.index(found[1][:3].lower()), 1) if found else None
