"""Delimited files whose first row names their columns: each row as a dictionary by those names; and days as people write them."""

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date

from superbill.codes.source import Source

_WRITTEN = (
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[T ]00:00(?::00)?)?", re.ASCII),
    re.compile(r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})(?: 0?0:00(?::00)?)?", re.ASCII),
)


def header_of(source: Source, *, mark: str = ",") -> list[str]:
    """The names in the first row, in small letters and with single spaces; empty when the row is none."""
    try:
        row = next(csv.reader([source.first.partition("\n")[0].rstrip("\r")], delimiter=mark), [])
    except csv.Error:
        return []
    return [" ".join(name.lower().split()) for name in row]


def named_rows(
    source: Source, *, needs: Sequence[str], mark: str = ",", encoding: str = "utf-8"
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their lines, by the names of the columns in small letters. Raises `BadCodeFile` where one that it needs is missing."""
    names = header_of(source, mark=mark)
    missing = [name for name in needs if name not in names]
    if missing or len({*names}) != len(names):
        what = f"The column {missing[0]!r} is missing." if missing else "Two columns have one name."
        raise source.wrong(what, 1, todo=f"It needs {', '.join(needs)}.")
    for line, row in source.cells(len(names), mark=mark, encoding=encoding, skip=1):
        yield line, dict(zip(names, row, strict=True))


def day_in(source: Source, text: str, line: int) -> int:
    """A day written as 20261001, 2026-10-01 or 10/1/2026, as the number 20261001; 0 for an empty one or zeros.

    Raises `BadCodeFile` for a text that is none, or a day that the calendar does not have.
    """
    if not text.strip("0 "):
        return 0
    for written in _WRITTEN:
        if found := written.fullmatch(text.strip()):
            try:
                day = date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
            return day.year * 10_000 + day.month * 100 + day.day
    raise source.wrong(f"{text[:20]!r} is no day.", line)


def day_after(number: int) -> int:
    """The day after one such as 20261231, as 20270101; the end of a validity whose last day is told."""
    day = date(number // 10_000, number // 100 % 100, number % 100)
    following = date.fromordinal(day.toordinal() + 1)
    return following.year * 10_000 + following.month * 100 + following.day
