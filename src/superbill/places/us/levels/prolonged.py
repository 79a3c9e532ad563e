"""Time beyond the longest visit: which code, from which minute, how many units. Tables, for CPT and for Medicare.

CPT counts from the least minutes of the highest level: the first unit is there fifteen minutes later. Medicare has codes of its own
and counts from a later minute; beside some visits the minutes of other days count too. A unit is always fifteen full minutes.
The visit itself must have been chosen by time.

Sources: AMA, CPT instructions for 99417 and 99418 (2021, 2023, 2024, 2025); CMS, Physician Fee Schedule final rules for calendar
years 2021 (85 FR 84472, G2212) and 2023 (87 FR 69404 with its correction of 2023, G0316 to G0318); Medicare Claims Processing Manual
(Pub. 100-04), chapter 12, section 30.6.15. The Medicare minutes were held against the timetable of a contractor.
"""

from dataclasses import dataclass
from datetime import date

from superbill.basics.days import FOREVER
from superbill.places.us.levels.families import IN_2021, IN_2023, IN_2024, IN_2025, TIMETABLE

IN_2022 = date(2022, 1, 1)
THAT_DAY = "the day of the visit"
THREE_AFTER = "the day of the visit and three days after it"
ONE_BEFORE = "one day before the visit, its day, and three days after it"
THREE_BEFORE = "three days before the visit, its day, and seven days after it"


@dataclass(frozen=True, slots=True)
class Prolonged:
    """`code` beside the visit `beside`: the minute of the first unit, and the days whose minutes count."""

    code: str
    beside: str
    first: int
    medicare: bool
    days: str = THAT_DAY
    since: date = IN_2023
    until: date = FOREVER
    seen: str = ""
    each: int = 15

    @property
    def source(self) -> str:
        """Where the rule stands."""
        return "Pub. 100-04, chapter 12, section 30.6.15" if self.medicare else f"CPT, instructions for {self.code}"

    def units(self, minutes: int) -> int:
        """How many units the minutes make: none below the first, one more for each further fifteen."""
        return 0 if minutes < self.first else 1 + (minutes - self.first) // self.each


def _cpt(code: str, beside: str, first: int, since: date = IN_2023, until: date = FOREVER) -> Prolonged:
    return Prolonged(code, beside, first, medicare=False, since=since, until=until)


def _medicare(code: str, beside: str, first: int, days: str = THAT_DAY, since: date = IN_2023) -> Prolonged:
    return Prolonged(code, beside, first, medicare=True, days=days, since=since, seen=TIMETABLE)


PROLONGED = (
    _cpt("99417", "99205", 75, IN_2021),
    _cpt("99417", "99215", 55, IN_2021),
    _cpt("99417", "99245", 70),
    _cpt("99417", "99345", 90),
    _cpt("99417", "99350", 75),
    _cpt("99417", "99483", 75),
    _cpt("99417", "98003", 75, IN_2025),
    _cpt("99417", "98007", 55, IN_2025),
    _cpt("99417", "98011", 75, IN_2025),
    _cpt("99417", "98015", 55, IN_2025),
    _cpt("99418", "99223", 90),
    _cpt("99418", "99233", 65),
    _cpt("99418", "99236", 100),
    _cpt("99418", "99255", 95),
    _cpt("99418", "99306", 60, IN_2023, IN_2024),
    _cpt("99418", "99306", 65, IN_2024),
    _cpt("99418", "99310", 60),
    _medicare("G2212", "99205", 89, since=IN_2021),
    _medicare("G2212", "99215", 69, since=IN_2021),
    _medicare("G2212", "99483", 100, THREE_BEFORE),
    _medicare("G0316", "99223", 90),
    _medicare("G0316", "99233", 65),
    _medicare("G0316", "99236", 110, THREE_AFTER),
    _medicare("G0317", "99306", 95, ONE_BEFORE),
    _medicare("G0317", "99310", 85, ONE_BEFORE),
    _medicare("G0318", "99345", 140, THREE_BEFORE),
    _medicare("G0318", "99350", 110, THREE_BEFORE),
)


def prolonged_beside(code: str, *, on: date, medicare: bool) -> Prolonged | None:
    """The prolonged service of a visit on a day; None where there is none."""
    rows = (row for row in PROLONGED if row.beside == code and row.medicare == medicare and row.since <= on < row.until)
    return next(rows, None)


def beside_prolonged(column: str) -> str:
    """The table as a condition of edits: `procedure` is a prolonged service, and the column a visit that it may stand beside."""
    visits: dict[str, dict[str, None]] = {}
    for row in PROLONGED:
        visits.setdefault(row.code, {})[row.beside] = None
    return " OR ".join(f"procedure = '{code}' AND matches({column}, '{'|'.join(beside)}')" for code, beside in visits.items())


@dataclass(frozen=True, slots=True)
class StaffTime:
    """Clinical staff beside an office visit: the minutes that the visit has already, by its code."""

    beside: str
    typical: int


STAFF_FIRST, STAFF_MORE = "99415", "99416"
STAFF_SINCE = IN_2022
STAFF = tuple(
    StaffTime(code, typical)
    for code, typical in (
        ("99202", 29), ("99203", 34), ("99204", 41), ("99205", 46), ("99211", 16), ("99212", 24), ("99213", 27), ("99214", 40),
        ("99215", 45),
    )
)  # fmt: skip
"""AMA, CPT table of 99415 and 99416 since 2022; not held against a publication of CMS. Before 2022 it was counted otherwise."""


def staff_units(code: str, minutes: int, *, on: date) -> tuple[tuple[str, int], ...]:
    """99415 from 30 minutes of clinical staff beyond the visit's, 99416 from 75, and again after each 30 more."""
    typical = next((row.typical for row in STAFF if row.beside == code and on >= STAFF_SINCE), None)
    return _hour_and_halves(STAFF_FIRST, STAFF_MORE, minutes - typical) if typical is not None else ()


OTHER_DAY_FIRST, OTHER_DAY_MORE = "99358", "99359"


def other_day_units(minutes: int, *, on: date, medicare: bool) -> tuple[tuple[str, int], ...]:
    """Prolonged work on a day without the patient: 99358 from 30 minutes, 99359 from 75. Medicare takes neither since 2023."""
    return () if medicare and on >= IN_2023 else _hour_and_halves(OTHER_DAY_FIRST, OTHER_DAY_MORE, minutes)


def _hour_and_halves(first: str, more: str, minutes: int) -> tuple[tuple[str, int], ...]:
    """The first hour from its half on; each further half hour from its half on."""
    if minutes < 30:
        return ()
    halves = (minutes - 75) // 30 + 1 if minutes >= 75 else 0
    return ((first, 1), (more, halves)) if halves else ((first, 1),)
