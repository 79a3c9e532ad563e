"""The clock: the only place outside the faces where the time of day is read.

In a demonstration the day stands still, so that aging, deadlines and the documented output stay true; the time of day runs.
"""

from datetime import UTC, date, datetime

from django.conf import settings


def today() -> date:
    """The practice's day."""
    day: date | None = settings.SUPERBILL.practice_day
    return day or datetime.now(tz=UTC).astimezone().date()


def now() -> datetime:
    """The moment, for rows that say when; on the practice day of a demonstration."""
    moment = datetime.now(tz=UTC)
    day: date | None = settings.SUPERBILL.practice_day
    return moment.replace(year=day.year, month=day.month, day=day.day) if day else moment
