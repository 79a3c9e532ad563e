"""Visit codes that are gone: from which day, and which codes followed them. A table.

Sources: AMA, CPT deletions of January 1, 2021, 2023 and 2025; the code set of the day of service counts (45 CFR 162.1002). CMS, CY
2023 Physician Fee Schedule final rule (87 FR 69404), section II.F; Medicare Claims Processing Manual, chapter 12, section 30.6. The
days were held against the tables of CMS's Integrated Outpatient Code Editor: each code's last quarter ends where it is gone here.
"""

from dataclasses import dataclass
from datetime import date

from superbill.basics.errors import NotPossible


class Withdrawn(NotPossible):
    """A code that was no longer in the code set on the day of the visit."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Codes without a place since a day, and what is used since then."""

    codes: tuple[str, ...]
    since: date
    instead: str


def _gone(codes: str, year: int, instead: str) -> Gone:
    return Gone(tuple(codes.split()), date(year, 1, 1), instead)


WITHDRAWN = (
    _gone("99201", 2021, "99202"),
    _gone("99217", 2023, "99238 or 99239, the day of discharge"),
    _gone("99218 99219 99220", 2023, "99221 to 99223, initial hospital inpatient or observation care"),
    _gone("99224 99225 99226", 2023, "99231 to 99233, subsequent hospital inpatient or observation care"),
    _gone("99241", 2023, "99242, the lowest consultation of an outpatient"),
    _gone("99251", 2023, "99252, the lowest consultation of an inpatient"),
    _gone("99318", 2023, "99307 to 99310, subsequent nursing facility care"),
    _gone("99324 99325 99326 99327 99328", 2023, "99341 to 99345, a new patient in a home or residence"),
    _gone("99334 99335 99336 99337", 2023, "99347 to 99350, an established patient in a home or residence"),
    _gone("99339 99340", 2023, "care management, such as 99424 to 99427, 99437, 99491"),
    _gone("99343", 2023, "99342 or 99344, by the decision making or the time"),
    _gone("99354 99355", 2023, "99417, or G2212 and G0318 for Medicare"),
    _gone("99356 99357", 2023, "99418, or G0316 and G0317 for Medicare"),
    _gone("99441 99442 99443", 2025, "98008 to 98015, or for Medicare the office visit with modifier 93"),
)


def gone(code: str, *, on: date) -> Gone | None:
    """Why a code cannot be used on a day; None when it is not withdrawn by then."""
    return next((each for each in WITHDRAWN if code in each.codes and on >= each.since), None)


def refuse_withdrawn(code: str, *, on: date) -> None:
    """Raises `Withdrawn`, with what followed, for a code that is gone by that day."""
    found = gone(code, on=on)
    if found:
        raise Withdrawn(f"{code} was withdrawn on {found.since.isoformat()}.", where=on.isoformat(), todo=f"Use {found.instead}.")
