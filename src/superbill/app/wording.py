"""How values read on pages and in tables: one place, so that a day or an amount looks the same everywhere."""

from datetime import date, datetime
from typing import Protocol

from superbill.basics.money import dollars

LETTERS = "ABCDEFGHIJKL"
"""The twelve diagnoses of a claim as letters, as on the CMS-1500 (item 24E)."""


class Named(Protocol):
    """Someone with a name."""

    @property
    def last_name(self) -> str:
        """The family name."""

    @property
    def first_name(self) -> str:
        """The given name."""


class Coded(Protocol):
    """A service as it is written on a sheet, a claim or a remittance."""

    @property
    def procedure(self) -> str:
        """A CPT or HCPCS code."""

    @property
    def modifiers(self) -> tuple[str, ...]:
        """The modifiers, in their order."""


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
    """Diagnosis pointers as letters; a question mark for a place that no claim has."""
    return "".join(LETTERS[place - 1] if 1 <= place <= len(LETTERS) else "?" for place in places)


def listed_name(who: Named) -> str:
    """A name as lists have it: Kowalski, Anna."""
    return f"{who.last_name}, {who.first_name}"


def spoken_name(who: Named) -> str:
    """A name as people say it: Anna Kowalski."""
    return f"{who.first_name} {who.last_name}"


def service(line: Coded) -> str:
    """A service with its modifiers: 20610 LT."""
    return " ".join((line.procedure, *line.modifiers))


def spot(line_no: int | None, place: str) -> str:
    """Where on a claim a finding stands: line 2 modifiers, line 2 · CLIA number; empty when it is about the whole claim."""
    line = f"line {line_no}" if line_no else ""
    return place if line and f"{place} ".startswith(f"{line} ") else " · ".join(part for part in (line, place) if part)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 claim, 2 claims; `many` is given where it is not the noun with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"
