"""A visit as its level needs it, and what its level is: the nouns of the calculation."""

from dataclasses import dataclass
from datetime import date

from superbill.places.us.levels.beside import Beside, Hint
from superbill.places.us.levels.grid import Column, Level
from superbill.places.us.levels.telehealth import IN_PERSON

CRITICAL_CARE, PREVENTIVE, OTHER_DAY = "critical_care", "preventive", "other_day"
"""The families that are one rule each, without a table of rows."""


@dataclass(frozen=True, slots=True)
class PartB:
    """What Medicare knows of the patient's preventive visits; `last` is the last welcome or wellness visit."""

    since: date
    last: date | None = None
    had_first: bool = False
    had_welcome: bool = False


@dataclass(frozen=True, slots=True)
class Encounter:
    """A visit as its level needs it. `minutes` are the billing clinician's own on the day of the visit.

    `how` is in person, video or audio. `colleague_minutes` make it a shared visit; `made_decision` says that the billing clinician made
    or approved the decision (before 2024: or took the whole history or examination). `resident` is empty, `shared.IN_PART` or
    `shared.ALONE`. `other_days_minutes` are those of the days that Medicare counts beside some visits. `modifiers` stand on the visit.
    """

    on: date
    family: str = "office"
    new_patient: bool = False
    minutes: int | None = None
    medicare: bool = False
    place: str = ""
    how: str = IN_PERSON
    colleague_minutes: int | None = None
    made_decision: bool = False
    resident: str = ""
    staff_minutes: int = 0
    other_days_minutes: int = 0
    born: date | None = None
    part_b: PartB | None = None
    beside: tuple[Beside, ...] = ()
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddOn:
    """A code that is added to the visit, with its units."""

    code: str
    units: int
    why: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a number rests on: its source, and `seen`, the publication it was held against (empty: none was found)."""

    what: str
    source: str
    seen: str

    @property
    def verified(self) -> bool:
        """Whether the number was found in a publication of CMS or of a contractor."""
        return bool(self.seen)


@dataclass(frozen=True, slots=True)
class VisitLevel:
    """The code, which way led to it (`mdm`, `time`, `age`, or `none` without a code), the grid, and the steps in words.

    `code` is empty when nothing leads to one, such as critical care below 30 minutes. `instead_of` is the code that Medicare does not
    take. `time_code` is what the minutes alone reach. `hints` are modifiers; `cautions` are for a person to look at.
    """

    code: str
    by: str
    family: str
    mdm_level: Level | None = None
    grid: tuple[Column, ...] = ()
    why: tuple[str, ...] = ()
    time_code: str = ""
    instead_of: str = ""
    add_ons: tuple[AddOn, ...] = ()
    hints: tuple[Hint, ...] = ()
    cautions: tuple[str, ...] = ()
    bases: tuple[Basis, ...] = ()
