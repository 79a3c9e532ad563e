"""Where the official files are published, and which releases there should be on a day. Nothing here fetches anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from superbill.codes.shipped import shipped_rows

_STARTS = {
    "fiscal": ((10, 1),),
    "april": ((4, 1),),
    "quarter": ((1, 1), (4, 1), (7, 1), (10, 1)),
    "half": ((1, 1), (7, 1)),
    "year": ((1, 1),),
}
_BACK = 2
"""How many releases before the newest are still looked for: a file appears weeks before its day, or days after."""


@dataclass(frozen=True, slots=True)
class Address:
    """A file and the day from which it holds; None for one that is always the newest."""

    book: str
    url: str
    since: date | None


def addresses(book: str, *, on: date) -> Iterator[tuple[Address, ...]]:
    """For each file of a book where it may be found, the newest release first."""
    for row in shipped_rows("addresses.csv"):
        if row["book"] == book:
            days = [None] if row["every"] == "always" else _days(row["every"], on)
            yield tuple(Address(book, _filled(row["address"], day or on), day) for day in days)


def books_with_addresses() -> tuple[str, ...]:
    """The books of which we know where their files are."""
    return tuple(dict.fromkeys(row["book"] for row in shipped_rows("addresses.csv")))


def _days(every: str, on: date) -> list[date]:
    """The starts of the release that comes next and of those before it, the latest first."""
    starts = sorted(date(year, *start) for year in range(on.year - 3, on.year + 2) for start in _STARTS[every])
    coming = next(place for place, day in enumerate(starts) if day > on)
    return starts[coming - _BACK : coming + 1][::-1]


def _filled(address: str, day: date) -> str:
    quarter = (day.month - 1) // 3
    return address.format(
        year=day.year,
        yy=f"{day.year % 100:02d}",
        fy=day.year + (day.month >= 10),
        month=("january", "april", "july", "october")[quarter],
        quarter=quarter + 1,
        letter="abcd"[quarter],
        half=int(day.month > 6),
    )
