"""The clock: the only place outside the faces where the time of day is read.

In a demonstration the day stands still, so that aging and deadlines stay true; the time of day runs. While the demonstration
itself is being played, time is played too: each look at the clock is a few seconds later, so that the same play gives the
same bytes on every machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings

OPENS_AT = time(9, 0, tzinfo=UTC)
SECONDS_BETWEEN_LOOKS = 7


@dataclass(slots=True)
class _PlayedDay:
    """A day that is being played: it begins when the practice opens."""

    moment: datetime

    def look(self) -> datetime:
        self.moment += timedelta(seconds=SECONDS_BETWEEN_LOOKS)
        return self.moment


_PLAYED: ContextVar[_PlayedDay | None] = ContextVar("played_day", default=None)


def today() -> date:
    """The practice's day."""
    played, practice_day = _PLAYED.get(), _practice_day()
    if played is not None:
        return played.moment.date()
    return practice_day or datetime.now(tz=UTC).astimezone().date()


def now() -> datetime:
    """The moment, for rows that say when; on the practice day of a demonstration."""
    played, practice_day = _PLAYED.get(), _practice_day()
    if played is not None:
        return played.look()
    moment = datetime.now(tz=UTC)
    return moment.replace(year=practice_day.year, month=practice_day.month, day=practice_day.day) if practice_day else moment


@contextmanager
def playing(day: date) -> Iterator[None]:
    """Play a day of a demonstration."""
    token = _PLAYED.set(_PlayedDay(datetime.combine(day, OPENS_AT)))
    try:
        yield
    finally:
        _PLAYED.reset(token)


def _practice_day() -> date | None:
    practice_day: date | None = settings.SUPERBILL.practice_day
    return practice_day
