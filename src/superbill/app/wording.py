"""How values read on pages and in tables: one place, so that a day or an amount looks the same everywhere."""

from datetime import date, datetime

from superbill.basics.money import dollars


def day(value: date) -> str:
    """A day as billers in the United States write it: 09/14/2026."""
    return value.strftime("%m/%d/%Y")


def moment(value: datetime) -> str:
    """A moment on the timeline: 09/18/2026 14:03."""
    return value.strftime("%m/%d/%Y %H:%M")


def money(cents: int | None) -> str:
    """An amount, or a dash where there is none to show."""
    return "–" if cents is None else dollars(cents)


def days_ago(since: date, on: date) -> str:
    """How long something has stood: today, 1 day, 12 days."""
    days = (on - since).days
    return "today" if days == 0 else f"{days} day{'s' * (days != 1)}"


def pointers(places: tuple[int, ...]) -> str:
    """Diagnosis pointers as letters, as on the CMS-1500 (item 24E)."""
    return "".join("ABCDEFGHIJKL"[place - 1] if 1 <= place <= 12 else "?" for place in places)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 claim, 2 claims; `many` is given where it is not the noun with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"
