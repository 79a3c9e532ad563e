"""The diagnosis code set as a table that edits look codes up in: what it says of one code on a day, the same in every engine.

`side` is the side of the body that a code names: right, left or bilateral; unspecified when it names none though there are codes
beside it for the right and the left (ICD-10-CM Official Guidelines, section I.B.13); else empty. `manifestation`: never listed first.
"""

import weakref
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from superbill.basics.days import FOREVER, Period
from superbill.codes.diagnosis_rules import is_manifestation
from superbill.codes.terms import tokens_of
from superbill.edits.conditions import Row
from superbill.edits.context import DiagnosisCode, DiagnosisCodes

_WITH_SEVENTH = len("S52.509A")


_Answer = TypeVar("_Answer")
_MOST_ANSWERS = 100_000
_ANSWERS: dict[int, dict[Hashable, Any]] = {}
"""By the identity of a code set, until it is gone."""


def remembered(codes: DiagnosisCodes, question: Hashable, ask: Callable[[], _Answer]) -> _Answer:
    """What a code set has answered before, or answers now: what is open does not change, and claims name the same codes over and over."""
    answers = _ANSWERS.get(id(codes))
    if answers is None:
        answers = _ANSWERS[id(codes)] = {}
        weakref.finalize(codes, _ANSWERS.pop, id(codes), None)
    if question not in answers:
        if len(answers) >= _MOST_ANSWERS:
            answers.clear()
        answers[question] = ask()
    answer: _Answer = answers[question]
    return answer


def rows_finder(codes: DiagnosisCodes) -> Callable[[date, str], tuple[Row, ...]]:
    """What finds the row of a code on a day, or none, in a code set: the same for all who ask that one, and it remembers."""
    weakly = weakref.proxy(codes)

    def find(on: date, code: str) -> tuple[Row, ...]:
        found = diagnosis_row(weakly, code, on=on)
        return () if found is None else (found,)

    return remembered(codes, "rows", lambda: lru_cache(_MOST_ANSWERS)(find))


class Finds(Protocol):
    """Of the diagnosis code set no more than this is asked here."""

    def find(self, code: str, *, on: date) -> DiagnosisCode | None:
        """The code as it stood on a day, or None when there was none."""


def diagnosis_row(codes: Finds, code: str, *, on: date) -> Row | None:
    """What the code set says of a code on a day, or None when there is no such code."""
    found = codes.find(code, on=on)
    if found is None:
        return None
    low, high = found.ages or (None, None)
    return {
        "title": found.title,
        "billable": found.billable,
        "sex": found.sex,
        "age_low": low,
        "age_high": high,
        "manifestation": is_manifestation(found.code, on=on),
        "side": _side_named(found.title) or _side_left_open(codes, found.code, found.title, on=on),
    }


@lru_cache(maxsize=4096)
def _side_named(title: str) -> str:
    """The one side that a title names; empty when it names none or several."""
    sides = {token.side for token in tokens_of(title)} - {""}
    return sides.pop() if len(sides) == 1 else ""


def _side_left_open(codes: "Finds", code: str, title: str, *, on: date) -> str:
    """`unspecified` when the code set has the same with 1 for the right and 2 for the left at the end of the stem."""
    if "unspecified" not in title.lower():
        return ""
    twins = (codes.find(twin, on=on) for twin in _twins(code))
    return "unspecified" if [twin and _side_named(twin.title) for twin in twins] == ["right", "left"] else ""


def _twins(code: str) -> tuple[str, str]:
    """The codes that have 1 and 2 where this one has its last digit before a 7th character."""
    stem = code[:-1].rstrip("X") if len(code) == _WITH_SEVENTH else code
    return f"{stem[:-1]}1{code[len(stem) :]}", f"{stem[:-1]}2{code[len(stem) :]}"


# --- all codes at once


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code in one of its times, as the code set has it."""

    code: str
    title: str
    billable: bool
    sex: str
    ages: tuple[int, int] | None
    period: Period


class _AllCodes:
    """The codes of all times by their names."""

    def __init__(self, codes: Iterable[DatedCode]) -> None:
        self.times: dict[str, list[DatedCode]] = defaultdict(list)
        for code in codes:
            self.times[code.code].append(code)

    def find(self, code: str, *, on: date) -> DatedCode | None:
        """The code as it stood on a day."""
        return next((time for time in self.times.get(code, ()) if on in time.period), None)


def all_rows(codes: Iterable[DatedCode]) -> Iterator[Row]:
    """For every code what `diagnosis_row` says of it, from a day until a day: a row for each time in which it says the same."""
    known = _AllCodes(codes)
    days = _days_of_change(time.period for times in known.times.values() for time in times)
    ends = (min(days), max(days))
    for code, times in known.times.items():
        twins = [twin.period for name in _twins(code) for twin in known.times.get(name, ())]
        held = {is_manifestation(code, on=day) for day in ends}  # none begins and ends between
        for time in times:
            cuts = {day for period in twins for day in (period.since, period.until)} | (days if len(held) > 1 else set())
            yield from _alike(known, code, time.period, cuts)


def _days_of_change(periods: Iterable[Period]) -> set[date]:
    """Every day on which a code began or ended, and each October 1 and April 1 between: the code set changes on no other."""
    days = {day for period in periods for day in (period.since, period.until)} - {date.min, FOREVER}
    years = range(min(days, default=FOREVER).year, max(days, default=date.min).year + 2)
    return {date.min} | days | {date(year, month, 1) for year in years if year < FOREVER.year for month in (4, 10)}


def _alike(known: _AllCodes, code: str, period: Period, cuts: set[date]) -> Iterator[Row]:
    """The rows of a code in one of its times, cut where something about it may change; equal neighbours are one row."""
    days = sorted({period.since, period.until} | {day for day in cuts if period.since < day < period.until})
    last: Row | None = None
    for since, until in pairwise(days):
        row = diagnosis_row(known, code, on=since)
        assert row is not None, "it stands in its own time"
        if last is not None and {**last, "since": since, "until": until} == {**row, "code": code, "since": since, "until": until}:
            last = {**last, "until": until}
        else:
            if last is not None:
                yield last
            last = {**row, "code": code, "since": since, "until": until}
    if last is not None:
        yield last
