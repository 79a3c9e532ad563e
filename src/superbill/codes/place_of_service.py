"""Where a service was given: the two-digit codes of CMS with our own short names, by day.

Source: CMS place of service code set; Medicare Claims Processing Manual (Pub. 100-04), chapter 26, section 10.5.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from superbill.basics.days import Period
from superbill.codes.shipped import period_of, shipped_rows


@dataclass(frozen=True, slots=True)
class PlaceOfService:
    """`is_facility`: Medicare pays the clinician the lower facility rate there."""

    code: str
    name: str
    is_facility: bool
    period: Period


def find_place_of_service(code: str, *, on: date) -> PlaceOfService | None:
    """The place with this code on a day, or None."""
    found = _places().get(code)
    return found if found is not None and on in found.period else None


def places_of_service(*, on: date) -> tuple[PlaceOfService, ...]:
    """All places on a day, by code."""
    return tuple(place for place in _places().values() if on in place.period)


@cache
def _places() -> dict[str, PlaceOfService]:
    rows = shipped_rows("place_of_service.csv")
    return {row["code"]: PlaceOfService(row["code"], row["name"], row["facility"] == "yes", period_of(row)) for row in rows}
