"""What stands beside a visit: modifiers 25 and 57 of the visit, and the add-on for complexity, G2211.

25: a significant visit of its own on the day of a minor procedure (a global period of 0 or 10 days, or none) or of a preventive visit.
57: the visit that led to the decision on a major procedure (90 days) of that day or the next. Whether the visit was that is for a
person to say; the hint says what makes the question. G2211: since January 1, 2024 beside an office visit, since January 1, 2026 beside a
visit at home; not when the visit has 25, but since January 1, 2025 also then beside a preventive service of Part B of that day.

Sources: Medicare Claims Processing Manual (Pub. 100-04), chapter 12, sections 30.6.1.1, 30.6.2, 30.6.6 and 40.1; NCCI Policy Manual,
chapter I, section D; CMS, Physician Fee Schedule final rules for calendar years 2024 (88 FR 78818), 2025 (89 FR 97710) and 2026,
MLN Matters MM13473.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from superbill.places.us.service_patterns import HOME_VISIT, OFFICE_VISIT, PART_B_PREVENTIVE, PREVENTIVE_VISIT, SURGERY

COMPLEXITY = "G2211"
COMPLEXITY_SINCE = date(2024, 1, 1)
EXCUSED_SINCE = date(2025, 1, 1)
AT_HOME_SINCE = date(2026, 1, 1)

_SURGERY = re.compile(SURGERY)
_PREVENTIVE = re.compile(f"{PREVENTIVE_VISIT}|G0402|G043[89]")
_PART_B_PREVENTIVE = re.compile(PART_B_PREVENTIVE)
_OFFICE, _HOME = re.compile(OFFICE_VISIT), re.compile(HOME_VISIT)


@dataclass(frozen=True, slots=True)
class Beside:
    """A service of the same clinician: `global_days` as in the fee schedule (000, 010, 090, XXX …), empty when it is not known."""

    procedure: str
    served_on: date
    global_days: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A modifier or an add-on of the visit, and the reason. `sure` when the rule leaves no question; else a person decides."""

    what: str
    why: str
    sure: bool


def modifier_hints(beside: Iterable[Beside], *, on: date) -> tuple[Hint, ...]:
    """Modifiers 25 and 57 that the other services of the day raise, each once."""
    found: dict[str, Hint] = {}
    for each in beside:
        for hint in _hints_of(each, on=on):
            found.setdefault(hint.what, hint)
    return tuple(found.values())


def _hints_of(each: Beside, *, on: date) -> list[Hint]:
    days = (each.served_on - on).days
    if each.global_days == "090" and days in (0, 1):
        when = "of the same day" if days == 0 else "of the next day"
        return [
            Hint("57", f"{each.procedure} {when} is a major procedure: 57 where this visit led to the decision on it", sure=False)
        ]
    if days != 0:
        return []
    if each.global_days in ("000", "010"):
        why = f"{each.procedure} has a global period of {int(each.global_days)} days: 25 where the visit goes beyond what belongs to it"
        return [Hint("25", why, sure=False)]
    if _PREVENTIVE.fullmatch(each.procedure):
        return [
            Hint(
                "25",
                f"{each.procedure} is a preventive visit of the same day: 25 where a problem needed a visit of its own",
                sure=False,
            )
        ]
    if not each.global_days and _SURGERY.fullmatch(each.procedure):
        why = f"{each.procedure} is a procedure whose global period is not known here: 25 for a minor, 57 for a major one"
        return [Hint("25 or 57", why, sure=False)]
    return []


def complexity_hint(code: str, beside: Iterable[Beside], *, on: date, has_25: bool) -> Hint | None:
    """Whether G2211 may stand beside a visit, and why; None for a visit that it never adds to."""
    is_home = _HOME.fullmatch(code) is not None
    if on < COMPLEXITY_SINCE or not (_OFFICE.fullmatch(code) or (is_home and on >= AT_HOME_SINCE)):
        return None
    excuse = next(
        (each.procedure for each in beside if each.served_on == on and _PART_B_PREVENTIVE.fullmatch(each.procedure)), ""
    )
    if not has_25:
        return Hint(
            COMPLEXITY,
            "where the clinician is the continuing point of care, or cares for a serious condition over time",
            sure=False,
        )
    if on >= EXCUSED_SINCE and excuse:
        return Hint(COMPLEXITY, f"also with 25, beside the preventive service {excuse} of the same day", sure=False)
    if on < EXCUSED_SINCE:
        return Hint(f"no {COMPLEXITY}", "the visit has 25: before 2025 nothing excuses it", sure=True)
    why = "the visit has 25, and no preventive service of Part B of that day is known: one excuses it (a blood test only with a diagnosis of screening)"
    return Hint(f"no {COMPLEXITY}", why, sure=False)
