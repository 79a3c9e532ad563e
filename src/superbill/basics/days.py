"""Days and half-open periods. Nothing here reads a clock: the day is always passed in."""

from dataclasses import dataclass
from datetime import date

FOREVER = date.max


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` up to, not including, `until`."""

    since: date
    until: date = FOREVER

    def __post_init__(self) -> None:
        assert self.since <= self.until, "a period ends after it begins"

    def __contains__(self, day: date) -> bool:
        return self.since <= day < self.until


def years_between(born: date, on: date) -> int:
    """Completed years of age on a day; a birthday on February 29 is kept on March 1 of other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
