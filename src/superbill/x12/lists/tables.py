"""Code tables with days: which codes a list holds and from when to when, read from CSV text.

    # Anything after a mark like this is for people.
    code,since,until
    17,1995-01-01,2009-07-01
    M1..M36 M38 M39,,

A cell of codes may hold several, parted by blanks, and runs such as `M1..M36`. `since` and `until` may be empty; a code is held
from `since` up to, not including, `until`. A column `kind` parts one file into several tables.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from superbill.basics.days import Period
from superbill.basics.errors import BadInput

_RUN = re.compile(r"(?P<head>[A-Z]*)(?P<first>\d{1,15})\.\.(?P=head)(?P<last>\d{1,15})\Z", re.ASCII)
_LONGEST_RUN = 100_000


class BadCodeList(BadInput):
    """A list of codes that cannot be read: the line, and what to do."""


class CodeTable:
    """Codes with the periods in which they are held; callable as `table(code, on)`."""

    def __init__(self, periods: dict[str, tuple[Period, ...]]) -> None:
        self.periods = periods

    def __call__(self, code: str, on: date) -> bool:
        """Whether the code is held on that day."""
        return any(on in period for period in self.periods.get(code, ()))

    def __contains__(self, code: str) -> bool:
        return code in self.periods

    def __iter__(self) -> Iterator[str]:
        return iter(self.periods)

    def __len__(self) -> int:
        return len(self.periods)

    def ended(self, code: str, on: date) -> date | None:
        """The day from which a code was held no longer, when that is not after `on`."""
        ends = [period.until for period in self.periods.get(code, ()) if period.until <= on]
        return max(ends) if ends and not self(code, on) else None

    def begins(self, code: str, on: date) -> date | None:
        """The first day after `on` from which a code is held that is not held on it."""
        starts = [period.since for period in self.periods.get(code, ()) if period.since > on]
        return min(starts) if starts and not self(code, on) else None


def read_codes(text: str, *, name: str, kind: str = "") -> CodeTable:
    """The table in CSV text with the columns code, since and until; raises `BadCodeList`. `name` is for the error."""
    lines = [
        (number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip() and not line.startswith("#")
    ]
    rows = _cells([line for _, line in lines], name)
    columns = [column.strip().lower() for column in next(rows, [])]
    if "code" not in columns:
        todo = "Begin it with the line `code,since,until`."
        raise BadCodeList("The list has no column named code.", where=name, todo=todo)
    periods: dict[str, tuple[Period, ...]] = {}
    for (number, _), cells in zip(lines[1:], rows, strict=False):
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        if kind and row.get("kind") != kind:
            continue
        where = f"{name}, line {number}"
        period = _period(row.get("since", ""), row.get("until", ""), where=where)
        for code in spelled_out(row.get("code", ""), where=where):
            periods[code] = (*periods.get(code, ()), period)
    return CodeTable(periods)


def _cells(lines: list[str], name: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines)
    except csv.Error as error:
        raise BadCodeList(f"The list is not CSV: {error}.", where=name, todo="Write one code or run a line.") from None


def spelled_out(cell: str, *, where: str) -> Iterator[str]:
    """The codes of one cell in capitals, runs written out with the width of their first: `01..07`, `M1..M36`."""
    for word in cell.upper().split():
        if ".." not in word:
            yield word
            continue
        run = _RUN.match(word)
        if not run or not 0 <= int(run["last"]) - int(run["first"]) < _LONGEST_RUN:
            raise BadCodeList(
                "A run of codes cannot be read.", where=where, todo="Write it like M1..M36: same letters, first and last."
            )
        width = len(run["first"]) if run["first"].startswith("0") else 1
        yield from (f"{run['head']}{number:0{width}d}" for number in range(int(run["first"]), int(run["last"]) + 1))


def _period(since: str, until: str, *, where: str) -> Period:
    try:
        first, last = date.fromisoformat(since or "0001-01-01"), date.fromisoformat(until or "9999-12-31")
    except ValueError:
        raise BadCodeList("A day cannot be read.", where=where, todo="Write it as 2026-01-31, or leave it empty.") from None
    if first > last:
        raise BadCodeList("The code ends before it begins.", where=where, todo="Correct since or until.")
    return Period(first, last)


@cache
def shipped(name: str, *, kind: str = "") -> CodeTable:
    """The table `lists/data/<name>.csv`, or the rows of one kind in it."""
    text = (files("superbill.x12.lists") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return read_codes(text, name=f"{name}.csv", kind=kind)
