"""Preventive visits: by the age on the day and new or established; for Medicare the welcome visit and the yearly wellness visits.

Sources: CPT 99381 to 99397 (ages as numbered); 42 CFR 410.15 and 410.16; Medicare Claims Processing Manual (Pub. 100-04), chapter
12, sections 30.6.1.1 and 30.6.2, and chapter 18, sections 80 and 140. Medicare does not take 99381 to 99397.
"""

from dataclasses import dataclass
from datetime import date

from superbill.basics.days import FOREVER, years_between

AGES = (("1", 0, 0), ("2", 1, 4), ("3", 5, 11), ("4", 12, 17), ("5", 18, 39), ("6", 40, 64), ("7", 65, 200))
"""The last digit of the code, and the completed years of age from and to."""
WELCOME, FIRST_WELLNESS, LATER_WELLNESS = "G0402", "G0438", "G0439"
SEEN = "42 CFR 410.15 and 410.16"


@dataclass(frozen=True, slots=True)
class Wellness:
    """A visit that Medicare has for the day, with the reason; `code` is empty when none is due yet."""

    code: str
    why: str


def preventive_code(born: date, *, on: date, new_patient: bool) -> str:
    """The preventive visit for the age on that day."""
    age = max(0, years_between(born, on))
    digit = next(digit for digit, least, most in AGES if least <= age <= most)
    return f"9938{digit}" if new_patient else f"9939{digit}"


def medicare_wellness(
    *, on: date, part_b_since: date, last: date | None = None, had_first: bool = False, had_welcome: bool = False
) -> Wellness:
    """Which of Medicare's visits is due: the welcome visit within twelve months of Part B, then one wellness visit a year.

    `last` is the day of the last welcome or wellness visit; a year is counted from the first day of its month (eleven full months).
    """
    in_first_year = on < _a_year_after(part_b_since)
    if in_first_year:
        said = f"within twelve months of Part B, which began on {part_b_since.isoformat()}"
        return Wellness("", f"{said}; the welcome visit was had") if had_welcome else Wellness(WELCOME, said)
    if last is not None and on < _due_after(last):
        return Wellness("", f"the last one was on {last.isoformat()}; the next is due from {_due_after(last).isoformat()}")
    since = f"more than twelve months after Part B began on {part_b_since.isoformat()}"
    return (
        Wellness(LATER_WELLNESS, f"{since}, not the first") if had_first else Wellness(FIRST_WELLNESS, f"{since}, the first one")
    )


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)


def _due_after(day: date) -> date:
    return date(day.year + 1, day.month, 1) if day.year < FOREVER.year else FOREVER
