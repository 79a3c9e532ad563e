"""Medical decision making: problems × data × risk; two of the three must reach the level (the middle one of the three).

Since January 1, 2021 for office visits, since January 1, 2023 for the other families; what was added in 2023 counts from then for
all of them. A kind that belongs to one family alone (`ONLY_FOR`) counts in no other.

Sources: AMA, CPT E/M code and guideline changes for 2021 and 2023 (numbers and rules only, no descriptors); CMS, CY 2021 and
CY 2023 Physician Fee Schedule final rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import IntEnum

from superbill.basics.errors import BadInput
from superbill.claims.plain import from_plain

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


class BadElements(BadInput):
    """A count below zero or a number of minutes that no day has."""


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
    many_morbidities: int = 0


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


_SINCE_2023 = ("stable_acute", "parenteral_controlled_substance", "many_morbidities")
ONLY_FOR = {"many_morbidities": ("nursing_initial",)}

# Each kind of problem: its name in words, and (how many, which level) from the highest.
PROBLEM_TABLE: tuple[tuple[str, str, tuple[tuple[int, Level], ...]], ...] = (
    ("threat_to_life", "a problem that threatens life or bodily function", ((1, Level.HIGH),)),
    (
        "many_morbidities",
        "many conditions together that need intensive management (initial nursing facility care)",
        ((1, Level.HIGH),),
    ),
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


def judge(
    problems: ProblemElements, data: DataElements, risk: RiskElements, *, on: date, family: str = "office"
) -> tuple[Level, tuple[Column, ...]]:
    """The decision making, and the grid. Raises `BadElements` for a count below zero."""
    check_counts(problems, data)
    judged = (
        ("problems", *problem_level(problems, on=on, family=family)),
        ("data", *data_level(data)),
        ("risk", *risk_level(risk, on=on)),
    )
    mdm = two_of_three(*(level for _, level, _ in judged))
    return mdm, tuple(Column(name, level, because, level >= mdm) for name, level, because in judged)


def two_of_three(one: Level, two: Level, three: Level) -> Level:
    """The highest level that at least two of three columns reach: the middle one."""
    return sorted((one, two, three))[1]


def problem_level(problems: ProblemElements, *, on: date, family: str = "office") -> tuple[Level, tuple[str, ...]]:
    """The level of the problems, and the kinds that put it there."""
    best, because = Level.STRAIGHTFORWARD, list[str]()
    for name, words, steps in PROBLEM_TABLE:
        is_known = (name not in _SINCE_2023 or on >= REVISED_2023) and family in ONLY_FOR.get(name, (family,))
        count = getattr(problems, name) if is_known else 0
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


def elements_named(counts: Mapping[str, int]) -> tuple[ProblemElements, DataElements, RiskElements]:
    """The elements by their names, each with its count (of a yes or no: 1 or 0). Raises `BadElements` for a name that is none."""
    kinds = (ProblemElements, DataElements, RiskElements)
    known = {one.name: one.type for kind in kinds for one in fields(kind)}
    strange = next((name for name in counts if name not in known), None)
    if strange is not None:
        raise BadElements(f"There is no element {strange[:40]!r}.", todo=f"Known: {', '.join(known)}.")
    problems, data, risk = (
        {
            one.name: counts[one.name] if known[one.name] is int else counts[one.name] > 0
            for one in fields(kind)
            if one.name in counts
        }
        for kind in kinds
    )
    return from_plain(ProblemElements, problems), from_plain(DataElements, data), from_plain(RiskElements, risk)


def check_counts(problems: ProblemElements, data: DataElements) -> None:
    """Raises `BadElements` for a count below zero."""
    for elements in (problems, data):
        for one in fields(elements):
            if getattr(elements, one.name) < 0:
                raise BadElements(f"{one.name.replace('_', ' ')} cannot be below zero.", todo="Give a count from zero.")
