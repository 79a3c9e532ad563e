"""Visits that two people gave: split or shared between a physician and another practitioner, or with a resident.

Split or shared (Medicare, in a facility alone): the minutes of both are added, those together counted once; who did the substantive
portion bills, with modifier FS. In 2022 and 2023 that was more than half of the time, or one of history, examination and decision
making as a whole; since January 1, 2024 more than half of the time or a substantive part of the decision making. Critical care:
time alone. Teaching: the resident's minutes do not count; GC when the teaching physician took part, GE under the primary care
exception, which reaches office visits of the lower levels, by decision making alone. Incident-to is not judged here.

Sources: 42 CFR 415.140 and 415.172 to 415.174; CMS, Physician Fee Schedule final rules for calendar years 2022 (86 FR 64996), 2023 and
2024 (88 FR 78818); Medicare Claims Processing Manual (Pub. 100-04), chapter 12, sections 30.6.18 and 100. Held against Noridian
Medicare, critical care services (more than half of the time, FS).
"""

from dataclasses import dataclass
from datetime import date

from superbill.places.us.facilities import SHARED

FACILITIES = SHARED
FS_SINCE = date(2022, 1, 1)
DECISION_SINCE = date(2024, 1, 1)
EXCEPTION = ("99202", "99203", "99211", "99212", "99213")
IN_PART, ALONE = "with the teaching physician", "under the primary care exception"


@dataclass(frozen=True, slots=True)
class Shared:
    """What was judged of a shared visit: whether the billing clinician did the substantive portion (None: the time is not known)."""

    substantive: bool | None
    why: str


def substantive_portion(own: int | None, colleague: int, *, made_decision: bool, on: date, time_alone: bool = False) -> Shared:
    """Whether the billing clinician did the substantive portion of a shared visit."""
    if on < FS_SINCE:
        return Shared(None, f"a shared visit before {FS_SINCE.isoformat()} is not judged here")
    if made_decision and not time_alone:
        what = (
            "a substantive part of the decision making"
            if on >= DECISION_SINCE
            else "the history, examination or decision making whole"
        )
        return Shared(True, f"shared: the billing clinician did {what}")
    if own is None:
        return Shared(None, "shared: the minutes of the billing clinician are not known")
    total = own + colleague
    if own * 2 > total:
        return Shared(True, f"shared: {own} of {total} minutes, more than half")
    if own * 2 == total:
        return Shared(False, f"shared: {own} of {total} minutes is exactly half; by time neither did the substantive portion")
    return Shared(
        False, f"shared: {own} of {total} minutes is not more than half; the other clinician did the substantive portion"
    )
