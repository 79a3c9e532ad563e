"""Visits at a distance: the place of service and the modifier, by payer and day, and which families CPT lets be given so. Tables.

Medicare's own list of services says what it takes by telehealth and by sound alone; where the book `telehealth` is installed the
edits TELE-07 and TELE-08 ask it. Where Medicare's patient may be depends on the law of the day, and is not judged here.

Sources: CPT appendices P (modifier 95) and T (modifier 93), not held against a publication of CMS; 42 CFR 410.78; CMS, Physician Fee
Schedule final rules for calendar years 2022 (place 10), 2024 (88 FR 78818) and 2025 (89 FR 97710), section II.D; Medicare Claims
Processing Manual (Pub. 100-04), chapter 12, section 190.
"""

from dataclasses import dataclass
from datetime import date

from superbill.basics.days import FOREVER

IN_PERSON, VIDEO, AUDIO = "in person", "video", "audio"
HOW = (IN_PERSON, VIDEO, AUDIO)

BY_VIDEO = ("office", "hospital_subsequent", "consult_office", "consult_hospital", "nursing_subsequent")
BY_AUDIO = ("office", "consult_office", "consult_hospital")
"""Families of CPT appendices P and T; a payer may take others."""
ITSELF = ("telemedicine_video", "telemedicine_audio")
"""Families whose codes say it themselves: no modifier."""


@dataclass(frozen=True, slots=True)
class Distance:
    """How a visit at a distance is told: the places of service (elsewhere, at home) and the modifier, from a day until a day."""

    how: str
    medicare: bool
    places: tuple[str, ...]
    modifier: str
    since: date
    until: date = FOREVER


DISTANCE = (
    Distance(VIDEO, True, (), "95", date(2020, 3, 1), date(2024, 1, 1)),
    Distance(VIDEO, True, ("02", "10"), "", date(2024, 1, 1)),
    Distance(AUDIO, True, (), "93", date(2023, 1, 1), date(2024, 1, 1)),
    Distance(AUDIO, True, ("02", "10"), "93", date(2024, 1, 1)),
    Distance(VIDEO, False, ("02",), "95", date(2017, 1, 1), date(2022, 1, 1)),
    Distance(VIDEO, False, ("02", "10"), "95", date(2022, 1, 1)),
    Distance(AUDIO, False, ("02", "10"), "93", date(2022, 1, 1)),
)
"""From 2020 to 2023 Medicare wanted the place where the visit would have been in person."""


def distance(how: str, *, on: date, medicare: bool) -> Distance | None:
    """How a visit at a distance is told on a day; None for one in person, and where no rule is known."""
    return next((row for row in DISTANCE if row.how == how and row.medicare == medicare and row.since <= on < row.until), None)
