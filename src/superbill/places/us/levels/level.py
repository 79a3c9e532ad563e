"""The code of a visit: from its family, its decision making and its minutes, by the rules of its day, with every reason.

Two ways lead to a code, and the higher one holds: decision making (two of three columns), and the minutes of the clinician on the day.
Emergency visits know no time, discharges know nothing else, critical care is time alone, preventive visits go by age. What Medicare
does not take (consultations since 2010, telemedicine codes) is turned into the visit that it takes.

A family has its rules from a day on (office 2021, the others 2023, telemedicine 2025); before it nothing is calculated. No money is
looked at, and nothing here says what to write in a note.
"""

from dataclasses import replace
from datetime import date

from superbill.basics.errors import NotPossible
from superbill.places.us.levels import critical_care, preventive, telehealth
from superbill.places.us.levels.alone import critical_care_level, other_day_level, preventive_level
from superbill.places.us.levels.around import cautions_for, hints_for, minutes_that_count, shared_visit
from superbill.places.us.levels.beside import Hint
from superbill.places.us.levels.families import FAMILIES, Family, Row, UnknownFamily, family_of_code, get_family
from superbill.places.us.levels.grid import BadElements, Column, DataElements, Level, ProblemElements, RiskElements, judge
from superbill.places.us.levels.prolonged import (
    OTHER_DAY_FIRST,
    OTHER_DAY_MORE,
    PROLONGED,
    STAFF_FIRST,
    STAFF_MORE,
    THAT_DAY,
    prolonged_beside,
    staff_units,
)
from superbill.places.us.levels.visit import CRITICAL_CARE, OTHER_DAY, PREVENTIVE, AddOn, Basis, Encounter, VisitLevel
from superbill.places.us.levels.withdrawn import refuse_withdrawn

WORDS: dict[str, str] = {
    **{name: family.words for name, family in FAMILIES.items()},
    CRITICAL_CARE: "critical care, from six years of age",
    PREVENTIVE: "preventive visit",
    OTHER_DAY: "prolonged work on a day without the patient",
}
"""Every family that can be asked for, in the order of the page."""

LEVEL_CODES = frozenset(
    (
        *(row.code for family in FAMILIES.values() for row in family.rows),
        *(critical_care.FIRST, OTHER_DAY_FIRST),
        *(f"9938{digit}" for digit, _, _ in preventive.AGES),
        *(f"9939{digit}" for digit, _, _ in preventive.AGES),
        *(preventive.WELCOME, preventive.FIRST_WELLNESS, preventive.LATER_WELLNESS),
    )
)
ADD_ON_CODES = frozenset((*(rule.code for rule in PROLONGED), STAFF_FIRST, STAFF_MORE, critical_care.MORE, OTHER_DAY_MORE))
"""The codes of visits, and those that only add time to one."""

NO_CONSULTATIONS_SINCE = date(2010, 1, 1)
MINUTES_THAT_COUNT = (
    "The clinician's own minutes on the day of the visit, with the patient and without: preparing, asking, examining, advising, ordering, "
    "referring, reading results, writing the record, coordinating. Not: minutes of staff or residents, travel, teaching, and what has a "
    "code of its own."
)
_TAKEN_BY_MEDICARE = {
    "consult_office": "office",
    "consult_hospital": "hospital_initial",
    "telemedicine_video": "office",
    "telemedicine_audio": "office",
}


class BeforeTheRules(NotPossible):
    """A visit before the rules that are calculated here: history, examination and other rules decided then."""


def family_named(text: str, *, on: date) -> str:
    """The family by its name, or by one of its codes. Raises `Withdrawn` for a code that is gone, `UnknownFamily`."""
    name = text.strip().lower().replace(" ", "_").replace("-", "_")
    if name in WORDS:
        return name
    refuse_withdrawn(text.strip().upper(), on=on)
    found = family_of_code(text.strip().upper())
    if found is None:
        raise UnknownFamily(f"There is no family of visits {text[:30]!r}.", todo=f"Known: {', '.join(WORDS)}.")
    return found.name


def level_of(
    visit: Encounter,
    *,
    problems: ProblemElements | None = None,
    data: DataElements | None = None,
    risk: RiskElements | None = None,
) -> VisitLevel:
    """The code of a visit. Raises `BeforeTheRules`, `BadElements` for impossible numbers, `UnknownFamily`.

    When both ways lead to the same code, decision making is named as the way, unless prolonged minutes are added, which rest on time.
    """
    _check(visit)
    elements = (problems or ProblemElements(), data or DataElements(), risk or RiskElements())
    if visit.family == CRITICAL_CARE:
        return critical_care_level(visit)
    if visit.family == PREVENTIVE:
        return preventive_level(visit)
    if visit.family == OTHER_DAY:
        return other_day_level(visit)
    taken = _as_medicare_takes(visit)
    if taken is visit:
        return _by_tables(visit, *elements)
    asked = _by_tables(visit, *elements) if visit.on >= get_family(visit.family).since else None
    given = _by_tables(taken, *elements)
    refused = asked.code if asked else ""
    crosswalk = f"Medicare does not take {refused or WORDS[visit.family]}: {WORDS[taken.family]} stands for it"
    hints = tuple(hint for hint in given.hints if hint.what != "AI")  # a consultant is not the physician of record
    if visit.family == "consult_hospital" and visit.place in ("19", "22"):
        given = _ask_for_standing(given, visit.place)
    return replace(given, instead_of=refused, why=(*given.why, crosswalk), hints=hints)


def _check(visit: Encounter) -> None:
    for minutes in (visit.minutes, visit.colleague_minutes, visit.staff_minutes):
        if minutes is not None and not 0 <= minutes <= 24 * 60:
            raise BadElements(f"{minutes} minutes do not fit into the day of the visit.", todo="Give the minutes of that day.")
    if not 0 <= visit.other_days_minutes <= 10 * 24 * 60:
        raise BadElements("The minutes of the other days do not fit into them.", todo="Give the minutes of the days that count.")


def _as_medicare_takes(visit: Encounter) -> Encounter:
    """The same visit in the family that Medicare takes; the visit itself where it takes it."""
    if _is_brief_talk(visit):
        return visit
    if not visit.medicare or visit.family not in _TAKEN_BY_MEDICARE or visit.on < NO_CONSULTATIONS_SINCE:
        return visit
    family, how = _TAKEN_BY_MEDICARE[visit.family], visit.how
    if visit.family == "consult_hospital" and visit.place in ("31", "32"):
        family = "nursing_initial"
    if visit.family == "consult_office" and visit.place == "23":
        family = "emergency"
    if visit.family.startswith("telemedicine"):
        how = telehealth.AUDIO if visit.family == "telemedicine_audio" else telehealth.VIDEO
    return replace(visit, family=family, how=how)


def _is_brief_talk(visit: Encounter) -> bool:
    """Whether a talk by sound alone was too short for the visit codes: Medicare takes the code of a brief talk itself."""
    family = get_family(visit.family)
    is_short = visit.minutes is not None and visit.minutes < family.talk
    return is_short and not visit.new_patient and visit.on >= family.since


def _ask_for_standing(given: VisitLevel, place: str) -> VisitLevel:
    """A consultation in an outpatient place of a hospital: under observation, Medicare's rule of 2023 may want an office visit."""
    ask = f"place of service {place}: inpatient or observation? {given.code} is for one who is an inpatient; of one under observation "
    ask += "Medicare takes office visits (99202 to 99215) from consultants: a person decides"
    return replace(given, cautions=(ask, *given.cautions), bases=tuple(replace(basis, seen="") for basis in given.bases))


def _by_tables(visit: Encounter, problems: ProblemElements, data: DataElements, risk: RiskElements) -> VisitLevel:
    family = get_family(visit.family)
    if visit.on < family.since:
        raise BeforeTheRules(
            f"{family.words.capitalize()} on {visit.on.isoformat()}: not calculated before {family.since.isoformat()}.",
            todo="Level it by the rules of that day, the 1995 or 1997 documentation guidelines.",
        )
    rows = family.rows_on(visit.on, new_patient=visit.new_patient)
    minutes, told = minutes_that_count(visit)
    mdm, grid = judge(problems, data, risk, on=visit.on, family=family.name) if family.has_mdm else (None, ())
    by_mdm = next((row for row in rows if mdm is not None and mdm in row.levels), None)
    by_time = _by_time(family, rows, minutes)
    if minutes is not None and minutes < family.talk:
        by_mdm = None
        if by_time is None:
            return _too_short(family, grid, mdm, minutes)
    row, by = _higher(rows, by_mdm, by_time)
    added = _prolonged(visit, row, by_time, minutes)
    by = "time" if added else by
    units = (f"{each.code} × {each.units}: {each.why}" for each, _ in added)
    why = (*_grid_steps(grid, mdm), *told, *_time_steps(family, by_time, minutes), *units, _last_step(family, visit, row, by))
    found = VisitLevel(row.code, by, family.name, mdm, grid, why, by_time.code if by_time else "")
    return _with_surroundings(found, visit, family, row, added)


def _too_short(family: Family, grid: tuple[Column, ...], mdm: Level | None, minutes: int) -> VisitLevel:
    why = (*_grid_steps(grid, mdm), *_time_steps(family, None, minutes), f"{family.words}: no code below {family.talk} minutes")
    return VisitLevel("", "none", family.name, mdm, grid, why, bases=(Basis(family.words, family.source, ""),))


def _by_time(family: Family, rows: tuple[Row, ...], minutes: int | None) -> Row | None:
    """The highest row whose minutes are met; None without minutes, with too few for any code, or where time does not count."""
    if "time" not in family.by or minutes is None:
        return None
    return next((row for row in reversed(rows) if row.least is not None and minutes >= row.least), None)


def _higher(rows: tuple[Row, ...], by_mdm: Row | None, by_time: Row | None) -> tuple[Row, str]:
    if by_mdm is None:
        return (by_time, "time") if by_time else (rows[0], "time")  # a discharge without minutes: the lower code
    if by_time is not None and rows.index(by_time) > rows.index(by_mdm):
        return by_time, "time"
    return by_mdm, "mdm"


def _prolonged(visit: Encounter, row: Row, by_time: Row | None, minutes: int | None) -> tuple[tuple[AddOn, Basis], ...]:
    """Prolonged time beside the longest visit, where the minutes alone reach that visit too."""
    rule = prolonged_beside(row.code, on=visit.on, medicare=visit.medicare)
    if rule is None or minutes is None or by_time is not row:
        return ()
    counted = minutes + (visit.other_days_minutes if rule.days != THAT_DAY else 0)
    units = rule.units(counted)
    if not units:
        return ()
    why = f"{counted} minutes over {rule.days}; the first unit is there from {rule.first}, one more after each {rule.each}"
    basis = Basis(f"{rule.code} beside {rule.beside} from {rule.first} minutes", rule.source, rule.seen)
    return ((AddOn(rule.code, units, why), basis),)


def _grid_steps(grid: tuple[Column, ...], mdm: Level | None) -> tuple[str, ...]:
    if mdm is None:
        return ()
    steps = [f"{column.name}: {column.level.words} ({'; '.join(column.because) or 'nothing more'})" for column in grid]
    return (*steps, f"decision making: {mdm.words}, reached by {', '.join(column.name for column in grid if column.decided)}")


def _time_steps(family: Family, by_time: Row | None, minutes: int | None) -> tuple[str, ...]:
    if minutes is None:
        return ()
    if "time" not in family.by:
        return (f"time: {minutes} minutes, which do not count in this family",)
    return (
        f"time: {minutes} minutes, " + (f"at least {by_time.least} for {by_time.code}" if by_time else "too few for any code"),
    )


def _last_step(family: Family, visit: Encounter, row: Row, by: str) -> str:
    patient = ("new patient, " if visit.new_patient else "established patient, ") if family.has_new else ""
    return f"{family.words}, {patient}by {'time' if by == 'time' else 'decision making'}: {row.code}"


def _with_surroundings(
    found: VisitLevel, visit: Encounter, family: Family, row: Row, added: tuple[tuple[AddOn, Basis], ...]
) -> VisitLevel:
    staff = () if added else staff_units(row.code, visit.staff_minutes, on=visit.on)
    staffed = tuple(AddOn(code, units, f"{visit.staff_minutes} minutes of clinical staff") for code, units in staff)
    what = f"{row.code} from {row.least} minutes" if row.least else row.code
    judged = shared_visit(visit)
    hints, cautions = hints_for(found.code, visit), cautions_for(found.code, visit, family)
    return replace(
        found,
        add_ons=(*(each for each, _ in added), *staffed),
        hints=(*((Hint("FS", judged.why, sure=visit.medicare),) if judged and judged.substantive else ()), *hints),
        cautions=(*((judged.why,) if judged and not judged.substantive else ()), *cautions),
        bases=(Basis(what, family.source, row.seen), *(basis for _, basis in added)),
    )
