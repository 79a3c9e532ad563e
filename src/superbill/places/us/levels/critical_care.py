"""Critical care by the minute, for patients from six years on: 99291 once a day, 99292 for each further half hour.

CPT takes 99292 from minute 75. Medicare wants a full half hour beyond the first 74 minutes: 104 and each 30 more. Critical care of
newborns and small children (99468 to 99476) is by the day and the age: a person chooses it.

Sources: CPT, critical care services; CMS, CY 2022 Physician Fee Schedule final rule (86 FR 64996) with the correction in CY 2023
(87 FR 69404), MLN Matters MM12982; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 30.6.12.
"""

from datetime import date

FIRST, MORE = "99291", "99292"
LEAST = 30
MORE_BY_CPT = 75
MORE_BY_MEDICARE = 104
MEDICARE_SINCE = date(2022, 1, 1)
EACH = 30
CHOSEN_BY_A_PERSON = ("99468", "99469", "99471", "99472", "99475", "99476", "99477", "99478", "99479", "99480")
SEEN = "NGS Medicare, critical care services, time for 99292 (104 minutes)"


def critical_care(minutes: int, *, on: date, medicare: bool) -> tuple[tuple[str, int], ...]:
    """The codes and units of the minutes of a day; nothing below 30 minutes."""
    if minutes < LEAST:
        return ()
    start = MORE_BY_MEDICARE if medicare and on >= MEDICARE_SINCE else MORE_BY_CPT
    return ((FIRST, 1), (MORE, 1 + (minutes - start) // EACH)) if minutes >= start else ((FIRST, 1),)
