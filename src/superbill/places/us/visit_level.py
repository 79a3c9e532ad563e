"""The level of an office visit (99202–99205, 99212–99215) since January 1, 2021: a calculation that a coder can follow.

Two ways lead to a level, and the higher one holds:

    medical decision making   problems × data × risk; two of the three must reach the level (the middle one of the three)
    total time                the rendering clinician's own minutes on the day of the visit, met or exceeded

Since January 1, 2024 the time of a code is one threshold; from 2021 to 2023 it was a range whose lower end is the same number
(99202 15–29 … 99215 40–54), so one table serves all years. Minutes beyond the highest level are prolonged service, coded apart.
99211 needs no decision making and is not calculated here: a person chooses it.

Sources: AMA, CPT E/M Office or Other Outpatient code and guideline changes for 2021, 2023 and 2024 (numbers and rules only, no
descriptors); CMS, CY 2020 and CY 2021 Physician Fee Schedule final rules; 42 CFR 410.20. No money is looked at, and nothing
here says what to write in a note.
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import IntEnum

from superbill.basics.errors import BadInput, NotPossible

RULES_BEGAN = date(2021, 1, 1)
REVISED_2023 = date(2023, 1, 1)


class Level(IntEnum):
    """A level of one column, and of the whole decision making; the names differ by column, the order does not."""

    STRAIGHTFORWARD = 1
    LOW = 2
    MODERATE = 3
    HIGH = 4

    @property
    def words(self) -> str:
        """In small letters, for people."""
        return self.name.lower()


NEW_CODES = {Level.STRAIGHTFORWARD: "99202", Level.LOW: "99203", Level.MODERATE: "99204", Level.HIGH: "99205"}
ESTABLISHED_CODES = {Level.STRAIGHTFORWARD: "99212", Level.LOW: "99213", Level.MODERATE: "99214", Level.HIGH: "99215"}

NEW_MINUTES = {Level.STRAIGHTFORWARD: 15, Level.LOW: 30, Level.MODERATE: 45, Level.HIGH: 60}
ESTABLISHED_MINUTES = {Level.STRAIGHTFORWARD: 10, Level.LOW: 20, Level.MODERATE: 30, Level.HIGH: 40}


class BadElements(BadInput):
    """A count below zero or a number of minutes that no day has."""


class BeforeTheRules(NotPossible):
    """A visit before January 1, 2021: history, exam and other rules decided then."""


@dataclass(frozen=True, slots=True)
class ProblemElements:
    """How many problems of each kind were addressed at the visit. One problem counts once, at its highest kind.

    A chronic problem that is not at the patient's treatment goal is not stable, even when it has not changed.
    """

    self_limited: int = 0
    stable_chronic: int = 0
    acute_uncomplicated: int = 0
    stable_acute: int = 0
    chronic_worse: int = 0
    undiagnosed_new: int = 0
    acute_systemic: int = 0
    acute_complicated_injury: int = 0
    chronic_severely_worse: int = 0
    threat_to_life: int = 0


@dataclass(frozen=True, slots=True)
class DataElements:
    """What was reviewed and ordered. Each unique test counts once: its order includes the review of its result.

    A test whose interpretation the same clinician bills is not counted.
    """

    external_notes: int = 0
    results_reviewed: int = 0
    tests_ordered: int = 0
    independent_historian: bool = False
    independent_interpretation: bool = False
    discussion_with_external: bool = False


@dataclass(frozen=True, slots=True)
class RiskElements:
    """What was decided for the patient, with its risk. Everything else that was done counts as minimal."""

    over_the_counter_drugs: bool = False
    minor_surgery: bool = False
    other_low_risk: bool = False
    prescription_drugs: bool = False
    minor_surgery_with_risk_factors: bool = False
    major_surgery: bool = False
    social_determinants: bool = False
    toxicity_monitoring: bool = False
    major_surgery_with_risk_factors: bool = False
    emergency_surgery: bool = False
    hospital_care: bool = False
    less_care_for_poor_prognosis: bool = False
    parenteral_controlled_substance: bool = False


_SINCE_2023 = ("stable_acute", "parenteral_controlled_substance")

# Each kind of problem: its name in words, and (how many, which level) from the highest.
PROBLEM_TABLE: tuple[tuple[str, str, tuple[tuple[int, Level], ...]], ...] = (
    ("threat_to_life", "a problem that threatens life or bodily function", ((1, Level.HIGH),)),
    ("chronic_severely_worse", "a chronic problem that is severely worse", ((1, Level.HIGH),)),
    ("chronic_worse", "a chronic problem that is worse or not at goal", ((1, Level.MODERATE),)),
    ("undiagnosed_new", "a new problem without a diagnosis and of uncertain outlook", ((1, Level.MODERATE),)),
    ("acute_systemic", "an acute illness with systemic symptoms", ((1, Level.MODERATE),)),
    ("acute_complicated_injury", "an acute complicated injury", ((1, Level.MODERATE),)),
    ("stable_chronic", "a stable chronic problem", ((2, Level.MODERATE), (1, Level.LOW))),
    ("acute_uncomplicated", "an acute uncomplicated illness or injury", ((1, Level.LOW),)),
    ("stable_acute", "a stable acute illness", ((1, Level.LOW),)),
    ("self_limited", "a self-limited or minor problem", ((2, Level.LOW), (1, Level.STRAIGHTFORWARD))),
)

RISK_TABLE: tuple[tuple[str, str, Level], ...] = (
    ("toxicity_monitoring", "a drug that needs intensive monitoring for toxicity", Level.HIGH),
    ("major_surgery_with_risk_factors", "a decision on major surgery with risk factors", Level.HIGH),
    ("emergency_surgery", "a decision on emergency major surgery", Level.HIGH),
    ("hospital_care", "a decision on hospital care or on more of it", Level.HIGH),
    ("less_care_for_poor_prognosis", "a decision for less care because of a poor outlook", Level.HIGH),
    ("parenteral_controlled_substance", "a controlled substance given by injection", Level.HIGH),
    ("prescription_drugs", "management of a prescription drug", Level.MODERATE),
    ("minor_surgery_with_risk_factors", "a decision on minor surgery with risk factors", Level.MODERATE),
    ("major_surgery", "a decision on major surgery without risk factors", Level.MODERATE),
    ("social_determinants", "social conditions that limit diagnosis or treatment", Level.MODERATE),
    ("over_the_counter_drugs", "an over-the-counter drug", Level.LOW),
    ("minor_surgery", "a decision on minor surgery without risk factors", Level.LOW),
    ("other_low_risk", "another treatment of low risk", Level.LOW),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the grid: `name` is problems, data or risk; `because` what put it there; `decided` when it reaches the level."""

    name: str
    level: Level
    because: tuple[str, ...]
    decided: bool


@dataclass(frozen=True, slots=True)
class VisitLevel:
    """The code, the level of decision making, which way led to the code (`mdm` or `time`), the grid, and the steps in words.

    `time_level` is None when no minutes were given or they reach no code.
    """

    code: str
    mdm_level: Level
    by: str
    grid: tuple[Column, ...]
    why: tuple[str, ...]
    time_level: Level | None = None


def visit_level(
    problems: ProblemElements, data: DataElements, risk: RiskElements, minutes: int | None, *, new_patient: bool, on: date
) -> VisitLevel:
    """The code of an office visit on a day. Raises `BeforeTheRules` before 2021-01-01, `BadElements` for impossible numbers.

    When both ways lead to the same level, decision making is named as the way.
    """
    if on < RULES_BEGAN:
        raise BeforeTheRules(
            f"The rules of 2021 do not reach a visit on {on.isoformat()}.",
            todo="Level it by the 1995 or 1997 documentation guidelines.",
        )
    _check(problems, data, minutes)
    judged = (("problems", *problem_level(problems, on=on)), ("data", *data_level(data)), ("risk", *risk_level(risk, on=on)))
    mdm = two_of_three(*(level for _, level, _ in judged))
    grid = tuple(Column(name, level, because, level >= mdm) for name, level, because in judged)
    time = time_level(minutes, new_patient=new_patient)
    by = "time" if time is not None and time > mdm else "mdm"
    level = time if by == "time" and time is not None else mdm
    code = (NEW_CODES if new_patient else ESTABLISHED_CODES)[level]
    return VisitLevel(code, mdm, by, grid, _why(grid, mdm, minutes, time, by, code, new_patient=new_patient), time)


def two_of_three(one: Level, two: Level, three: Level) -> Level:
    """The highest level that at least two of three columns reach: the middle one."""
    return sorted((one, two, three))[1]


def problem_level(problems: ProblemElements, *, on: date) -> tuple[Level, tuple[str, ...]]:
    """The level of the problems, and the kinds that put it there."""
    best, because = Level.STRAIGHTFORWARD, list[str]()
    for name, words, steps in PROBLEM_TABLE:
        count = getattr(problems, name) if name not in _SINCE_2023 or on >= REVISED_2023 else 0
        reached = next((level for least, level in steps if count >= least), None)
        if reached is None or reached < best:
            continue
        if reached > best:
            best, because = reached, []
        because.append(words if count == 1 else f"{count} × {words}")
    return best, tuple(because)


def data_level(data: DataElements) -> tuple[Level, tuple[str, ...]]:
    """The level of the data, and the categories that were met.

    Limited: two items, or a historian. Moderate: three items (a historian is one), an interpretation, or a discussion.
    Extensive: two of those three.
    """
    documents = data.external_notes + data.results_reviewed + data.tests_ordered
    met = []
    if documents + data.independent_historian >= 3:
        met.append(f"{documents + data.independent_historian} items: tests, results, outside notes, historian")
    if data.independent_interpretation:
        met.append("own interpretation of a test that another reports")
    if data.discussion_with_external:
        met.append("discussion with a professional outside the practice")
    if met:
        return (Level.HIGH if len(met) >= 2 else Level.MODERATE), tuple(met)
    if data.independent_historian:
        return Level.LOW, ("an independent historian",)
    if documents >= 2:
        return Level.LOW, (f"{documents} items: tests, results, outside notes",)
    return Level.STRAIGHTFORWARD, (f"{documents} item",) if documents else ()


def risk_level(risk: RiskElements, *, on: date) -> tuple[Level, tuple[str, ...]]:
    """The level of the risk, and the decisions that put it there."""
    said = [
        (words, level)
        for name, words, level in RISK_TABLE
        if getattr(risk, name) and (name not in _SINCE_2023 or on >= REVISED_2023)
    ]
    best = max((level for _, level in said), default=Level.STRAIGHTFORWARD)
    return best, tuple(words for words, level in said if level == best)


def time_level(minutes: int | None, *, new_patient: bool) -> Level | None:
    """The highest level whose minutes are met or exceeded; None without minutes, or with too few for any code."""
    table = NEW_MINUTES if new_patient else ESTABLISHED_MINUTES
    return max((level for level, least in table.items() if minutes is not None and minutes >= least), default=None)


def _check(problems: ProblemElements, data: DataElements, minutes: int | None) -> None:
    for elements in (problems, data):
        for one in fields(elements):
            if getattr(elements, one.name) < 0:
                raise BadElements(f"{one.name.replace('_', ' ')} cannot be below zero.", todo="Give a count from zero.")
    if minutes is not None and not 0 <= minutes <= 24 * 60:
        raise BadElements(f"{minutes} minutes do not fit into the day of the visit.", todo="Give the minutes of that day.")


def _why(
    grid: tuple[Column, ...], mdm: Level, minutes: int | None, time: Level | None, by: str, code: str, *, new_patient: bool
) -> tuple[str, ...]:
    steps = [f"{column.name}: {column.level.words} ({'; '.join(column.because) or 'nothing more'})" for column in grid]
    reached = ", ".join(column.name for column in grid if column.decided)
    steps.append(f"decision making: {mdm.words}, reached by {reached}")
    if minutes is not None:
        table = NEW_MINUTES if new_patient else ESTABLISHED_MINUTES
        told = f"at least {table[time]} for {time.words}" if time is not None else "too few for any code"
        steps.append(f"time: {minutes} minutes, {told}")
    patient = "new" if new_patient else "established"
    steps.append(f"{patient} patient, by {'time' if by == 'time' else 'decision making'}: {code}")
    return tuple(steps)
