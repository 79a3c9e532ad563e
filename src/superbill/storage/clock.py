"""The clock: the only place outside the faces where the time of day is read.

In a demonstration the day stands still, so that aging, deadlines and the documented output stay true; the time of day runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.conf import settings

_STANDS_ON: ContextVar[date | None] = ContextVar("stands_on", default=None)


def today() -> date:
    """The practice's day."""
    return _fixed_day() or datetime.now(tz=UTC).astimezone().date()


def now() -> datetime:
    """The moment, for rows that say when; on the fixed day of a demonstration."""
    moment = datetime.now(tz=UTC)
    day = _fixed_day()
    return moment.replace(year=day.year, month=day.month, day=day.day) if day else moment


@contextmanager
def standing_on(day: date) -> Iterator[None]:
    """Let the clock stand on a day while a demonstration plays what happened then."""
    token = _STANDS_ON.set(day)
    try:
        yield
    finally:
        _STANDS_ON.reset(token)


def _fixed_day() -> date | None:
    fixed = _STANDS_ON.get()
    if fixed is not None:
        return fixed
    practice_day: date | None = settings.SUPERBILL.practice_day
    return practice_day
