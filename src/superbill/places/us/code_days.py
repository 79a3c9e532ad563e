"""Since when each code of a book is known, and when it was gone, for the edits that ask whether a code is one: from the days of its rows.

What stands in the first release that a book knows of was known before: of the days until then the book says nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import zip_longest

from superbill.basics.days import FOREVER, Period
from superbill.codes.shelf import OpenTable
from superbill.edits.conditions import Row, Value
from superbill.edits.tables import holds_on


class CodeDays:
    """A table of days by `code`, from one or several tables of a book that have it for their key."""

    def __init__(self, name: str, tables: Sequence[OpenTable]) -> None:
        self.name = name
        self._tables = tables

    def find(self, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The row of a `code` that holds on the day."""
        code = key["code"]
        told = [entry.period for table in self._tables for entry in table.beginning(code)] if isinstance(code, str) else []
        return tuple(row for row in self._rows(code, _joined(told)) if holds_on(row, on))

    @property
    def rows(self) -> Iterator[Row]:
        """Every row, of every day."""
        told: dict[Value, list[Period]] = {}
        for table in self._tables:
            for entry in table.rows():
                told.setdefault(entry["code"], []).append(entry.period)
        for code, periods in told.items():
            yield from self._rows(code, _joined(periods))

    @cached_property
    def first(self) -> date:
        """The first day of which the book tells anything."""
        return min((entry.period.since for table in self._tables for entry in table.rows()), default=date.min)

    def _rows(self, code: Value, held: list[Period]) -> Iterator[Row]:
        raise NotImplementedError


class KnownSince(CodeDays):
    """From the first day of a code on, though it may have ended."""

    def _rows(self, code: Value, held: list[Period]) -> Iterator[Row]:
        for period in held[:1]:
            yield {"code": code, "since": date.min if period.since == self.first else period.since, "until": FOREVER}


class EndedOn(CodeDays):
    """From the day after the last of a code, until it came back."""

    def _rows(self, code: Value, held: list[Period]) -> Iterator[Row]:
        for period, later in zip_longest(held, held[1:]):
            back = later.since if later else FOREVER
            if period.until < back:
                yield {"code": code, "since": period.until, "until": back}


def _joined(periods: list[Period]) -> list[Period]:
    """The days on which at least one of the periods holds, the oldest first, without gaps of no day."""
    joined: list[Period] = []
    for period in sorted(periods, key=lambda each: each.since):
        if joined and period.since <= joined[-1].until:
            joined[-1] = Period(joined[-1].since, max(joined[-1].until, period.until))
        else:
            joined.append(period)
    return joined
