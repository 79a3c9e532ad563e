from collections import Counter
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.places.us.levels.grid import (
    BadElements,
    DataElements,
    Level,
    ProblemElements,
    RiskElements,
    data_level,
    elements_named,
    judge,
    problem_level,
    risk_level,
    two_of_three,
)

DAY = date(2026, 9, 8)

PROBLEMS = {
    Level.STRAIGHTFORWARD: ProblemElements(self_limited=1),
    Level.LOW: ProblemElements(stable_chronic=1),
    Level.MODERATE: ProblemElements(stable_chronic=2),
    Level.HIGH: ProblemElements(threat_to_life=1),
}
DATA = {
    Level.STRAIGHTFORWARD: DataElements(tests_ordered=1),
    Level.LOW: DataElements(tests_ordered=2),
    Level.MODERATE: DataElements(tests_ordered=3),
    Level.HIGH: DataElements(tests_ordered=3, discussion_with_external=True),
}
RISK = {
    Level.STRAIGHTFORWARD: RiskElements(),
    Level.LOW: RiskElements(over_the_counter_drugs=True),
    Level.MODERATE: RiskElements(prescription_drugs=True),
    Level.HIGH: RiskElements(toxicity_monitoring=True),
}


def test_the_64_combinations_fall_as_two_of_three_say() -> None:
    levels = Counter(judge(PROBLEMS[one], DATA[two], RISK[three], on=DAY)[0] for one, two, three in product(Level, repeat=3))

    assert levels == {Level.STRAIGHTFORWARD: 10, Level.LOW: 22, Level.MODERATE: 22, Level.HIGH: 10}


@pytest.mark.parametrize(("one", "two", "three"), list(product(Level, repeat=3)))
def test_at_least_two_columns_reach_the_level_and_at_most_one_more_would(one: Level, two: Level, three: Level) -> None:
    mdm, grid = judge(PROBLEMS[one], DATA[two], RISK[three], on=DAY)

    columns = [column.level for column in grid]
    assert columns == [one, two, three]
    assert sum(level >= mdm for level in columns) >= 2
    assert sum(level > mdm for level in columns) <= 1
    assert [column.decided for column in grid] == [level >= mdm for level in columns]


@given(st.tuples(*[st.sampled_from(Level)] * 3), st.integers(0, 2))
def test_raising_one_column_never_lowers_the_level(levels: tuple[Level, Level, Level], which: int) -> None:
    raised = list(levels)
    raised[which] = Level(min(raised[which] + 1, Level.HIGH))

    assert two_of_three(*raised) >= two_of_three(*levels)


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        (ProblemElements(), Level.STRAIGHTFORWARD),
        (ProblemElements(self_limited=1), Level.STRAIGHTFORWARD),
        (ProblemElements(self_limited=2), Level.LOW),
        (ProblemElements(stable_chronic=1), Level.LOW),
        (ProblemElements(stable_chronic=2), Level.MODERATE),
        (ProblemElements(acute_uncomplicated=1), Level.LOW),
        (ProblemElements(acute_uncomplicated=3), Level.LOW),
        (ProblemElements(stable_acute=1), Level.LOW),
        (ProblemElements(chronic_worse=1), Level.MODERATE),
        (ProblemElements(undiagnosed_new=1), Level.MODERATE),
        (ProblemElements(acute_systemic=1), Level.MODERATE),
        (ProblemElements(acute_complicated_injury=1), Level.MODERATE),
        (ProblemElements(chronic_severely_worse=1), Level.HIGH),
        (ProblemElements(threat_to_life=1), Level.HIGH),
        (ProblemElements(many_morbidities=1), Level.STRAIGHTFORWARD),
        (ProblemElements(stable_chronic=1, acute_uncomplicated=1, self_limited=5), Level.LOW),
    ],
)
def test_problems_have_their_level(problems: ProblemElements, expected: Level) -> None:
    level, because = problem_level(problems, on=DAY)

    assert level == expected
    assert bool(because) == (problems not in (ProblemElements(), ProblemElements(many_morbidities=1)))


@pytest.mark.parametrize(
    ("family", "day", "expected"),
    [
        ("nursing_initial", date(2023, 1, 1), Level.HIGH),
        ("nursing_initial", date(2022, 12, 31), Level.STRAIGHTFORWARD),
        ("nursing_subsequent", date(2023, 1, 1), Level.STRAIGHTFORWARD),
        ("hospital_initial", date(2023, 1, 1), Level.STRAIGHTFORWARD),
    ],
)
def test_many_morbidities_count_in_initial_nursing_facility_care_alone(family: str, day: date, expected: Level) -> None:
    assert problem_level(ProblemElements(many_morbidities=1), on=day, family=family)[0] == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (DataElements(), Level.STRAIGHTFORWARD),
        (DataElements(tests_ordered=1), Level.STRAIGHTFORWARD),
        (DataElements(tests_ordered=1, results_reviewed=1), Level.LOW),
        (DataElements(external_notes=2), Level.LOW),
        (DataElements(independent_historian=True), Level.LOW),
        (DataElements(tests_ordered=1, independent_historian=True), Level.LOW),
        (DataElements(tests_ordered=2, independent_historian=True), Level.MODERATE),
        (DataElements(tests_ordered=1, results_reviewed=1, external_notes=1), Level.MODERATE),
        (DataElements(tests_ordered=9), Level.MODERATE),
        (DataElements(independent_interpretation=True), Level.MODERATE),
        (DataElements(discussion_with_external=True), Level.MODERATE),
        (DataElements(independent_interpretation=True, discussion_with_external=True), Level.HIGH),
        (DataElements(tests_ordered=3, independent_interpretation=True), Level.HIGH),
        (DataElements(tests_ordered=2, independent_interpretation=True), Level.MODERATE),
    ],
)
def test_data_have_their_level(data: DataElements, expected: Level) -> None:
    assert data_level(data)[0] == expected


@pytest.mark.parametrize(
    ("risk", "expected"),
    [
        (RiskElements(), Level.STRAIGHTFORWARD),
        (RiskElements(over_the_counter_drugs=True), Level.LOW),
        (RiskElements(minor_surgery=True), Level.LOW),
        (RiskElements(other_low_risk=True), Level.LOW),
        (RiskElements(prescription_drugs=True, minor_surgery=True), Level.MODERATE),
        (RiskElements(minor_surgery_with_risk_factors=True), Level.MODERATE),
        (RiskElements(major_surgery=True), Level.MODERATE),
        (RiskElements(social_determinants=True), Level.MODERATE),
        (RiskElements(toxicity_monitoring=True), Level.HIGH),
        (RiskElements(major_surgery_with_risk_factors=True), Level.HIGH),
        (RiskElements(emergency_surgery=True), Level.HIGH),
        (RiskElements(hospital_care=True), Level.HIGH),
        (RiskElements(less_care_for_poor_prognosis=True), Level.HIGH),
        (RiskElements(parenteral_controlled_substance=True), Level.HIGH),
    ],
)
def test_risk_has_its_level(risk: RiskElements, expected: Level) -> None:
    assert risk_level(risk, on=DAY)[0] == expected


@pytest.mark.parametrize(
    ("day", "problems", "risk"),
    [(date(2022, 12, 31), Level.STRAIGHTFORWARD, Level.STRAIGHTFORWARD), (date(2023, 1, 1), Level.LOW, Level.HIGH)],
)
def test_what_was_added_in_2023_counts_from_2023(day: date, problems: Level, risk: Level) -> None:
    _, grid = judge(ProblemElements(stable_acute=1), DataElements(), RiskElements(parenteral_controlled_substance=True), on=day)

    assert [column.level for column in grid] == [problems, Level.STRAIGHTFORWARD, risk]


@pytest.mark.parametrize(
    ("problems", "data"),
    [(ProblemElements(stable_chronic=-1), DataElements()), (ProblemElements(), DataElements(tests_ordered=-1))],
)
def test_counts_below_zero_are_refused(problems: ProblemElements, data: DataElements) -> None:
    with pytest.raises(BadElements):
        judge(problems, data, RiskElements(), on=DAY)


def test_elements_are_found_by_their_names() -> None:
    problems, data, risk = elements_named(
        {"stable_chronic": 2, "independent_historian": 1, "prescription_drugs": 1, "major_surgery": 0}
    )

    assert problems == ProblemElements(stable_chronic=2)
    assert data == DataElements(independent_historian=True)
    assert risk == RiskElements(prescription_drugs=True)


def test_an_element_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(BadElements) as refused:
        elements_named({"bravery": 1})

    assert "threat_to_life" in refused.value.todo
