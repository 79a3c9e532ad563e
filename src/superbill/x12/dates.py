"""Days as X12 writes them: CCYYMMDD."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def day_from(value: str) -> date | None:
    """A day written CCYYMMDD, or None when it is no day of the calendar."""
    if len(value) != 8 or not (value.isascii() and value.isdigit()):
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None
