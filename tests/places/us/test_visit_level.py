from collections import Counter
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.places.us.visit_level import (
    BadElements,
    BeforeTheRules,
    DataElements,
    Level,
    ProblemElements,
    RiskElements,
    data_level,
    problem_level,
    risk_level,
    time_level,
    two_of_three,
    visit_level,
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
NEW = {Level.STRAIGHTFORWARD: "99202", Level.LOW: "99203", Level.MODERATE: "99204", Level.HIGH: "99205"}
ESTABLISHED = {Level.STRAIGHTFORWARD: "99212", Level.LOW: "99213", Level.MODERATE: "99214", Level.HIGH: "99215"}


def test_the_64_combinations_fall_as_two_of_three_say() -> None:
    levels = Counter(
        visit_level(PROBLEMS[one], DATA[two], RISK[three], None, new_patient=False, on=DAY).mdm_level
        for one, two, three in product(Level, repeat=3)
    )

    assert levels == {Level.STRAIGHTFORWARD: 10, Level.LOW: 22, Level.MODERATE: 22, Level.HIGH: 10}


@pytest.mark.parametrize(("one", "two", "three"), list(product(Level, repeat=3)))
def test_at_least_two_columns_reach_the_level_and_at_most_one_more_would(one: Level, two: Level, three: Level) -> None:
    result = visit_level(PROBLEMS[one], DATA[two], RISK[three], None, new_patient=True, on=DAY)

    columns = [column.level for column in result.grid]
    assert columns == [one, two, three]
    assert sum(level >= result.mdm_level for level in columns) >= 2
    assert sum(level > result.mdm_level for level in columns) <= 1
    assert [column.decided for column in result.grid] == [level >= result.mdm_level for level in columns]
    assert result.code == NEW[result.mdm_level]
    assert result.by == "mdm"


@pytest.mark.parametrize("level", list(Level))
def test_a_new_and_an_established_patient_have_their_own_codes(level: Level) -> None:
    new = visit_level(PROBLEMS[level], DATA[level], RISK[level], None, new_patient=True, on=DAY)
    established = visit_level(PROBLEMS[level], DATA[level], RISK[level], None, new_patient=False, on=DAY)

    assert (new.code, established.code) == (NEW[level], ESTABLISHED[level])


@given(st.tuples(*[st.sampled_from(Level)] * 3), st.integers(0, 2))
def test_raising_one_column_never_lowers_the_level(levels: tuple[Level, Level, Level], which: int) -> None:
    raised = list(levels)
    raised[which] = Level(min(raised[which] + 1, Level.HIGH))

    assert two_of_three(*raised) >= two_of_three(*levels)


@given(
    st.builds(ProblemElements, *[st.integers(0, 3)] * 10),
    st.builds(DataElements, *[st.integers(0, 4)] * 3, *[st.booleans()] * 3),
    st.builds(RiskElements, *[st.booleans()] * 13),
    st.none() | st.integers(0, 120),
    st.booleans(),
)
def test_one_more_of_anything_never_lowers_the_code(
    problems: ProblemElements, data: DataElements, risk: RiskElements, minutes: int | None, new_patient: bool
) -> None:
    before = visit_level(problems, data, risk, minutes, new_patient=new_patient, on=DAY)

    more_problems = ProblemElements(*(getattr(problems, name) + 1 for name in ProblemElements.__slots__))
    more_data = DataElements(
        data.external_notes, data.results_reviewed, data.tests_ordered + 1, True, True, data.discussion_with_external
    )
    more_minutes = None if minutes is None else minutes + 10

    assert visit_level(more_problems, data, risk, minutes, new_patient=new_patient, on=DAY).code >= before.code
    assert visit_level(problems, more_data, risk, minutes, new_patient=new_patient, on=DAY).code >= before.code
    assert visit_level(problems, data, risk, more_minutes, new_patient=new_patient, on=DAY).code >= before.code


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
        (ProblemElements(stable_chronic=1, acute_uncomplicated=1, self_limited=5), Level.LOW),
    ],
)
def test_problems_have_their_level(problems: ProblemElements, expected: Level) -> None:
    level, because = problem_level(problems, on=DAY)

    assert level == expected
    assert bool(because) == (problems != ProblemElements())


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
    ("minutes", "new", "established"),
    [
        (0, None, None), (9, None, None), (10, None, "99212"), (11, None, "99212"), (14, None, "99212"), (15, "99202", "99212"),
        (16, "99202", "99212"), (19, "99202", "99212"), (20, "99202", "99213"), (21, "99202", "99213"), (29, "99202", "99213"),
        (30, "99203", "99214"), (31, "99203", "99214"), (39, "99203", "99214"), (40, "99203", "99215"), (41, "99203", "99215"),
        (44, "99203", "99215"), (45, "99204", "99215"), (46, "99204", "99215"), (59, "99204", "99215"), (60, "99205", "99215"),
        (61, "99205", "99215"), (600, "99205", "99215"),
    ],
)  # fmt: skip
def test_the_minutes_reach_a_code_at_their_edge(minutes: int, new: str | None, established: str | None) -> None:
    for_new, for_established = (time_level(minutes, new_patient=is_new) for is_new in (True, False))

    assert (NEW[for_new] if for_new else None) == new
    assert (ESTABLISHED[for_established] if for_established else None) == established


@pytest.mark.parametrize(
    ("minutes", "code", "by"),
    [(None, "99213", "mdm"), (9, "99213", "mdm"), (29, "99213", "mdm"), (30, "99214", "time"), (40, "99215", "time")],
)
def test_the_higher_way_holds_and_a_tie_is_told_as_decision_making(minutes: int | None, code: str, by: str) -> None:
    result = visit_level(PROBLEMS[Level.LOW], DATA[Level.LOW], RISK[Level.LOW], minutes, new_patient=False, on=DAY)

    assert (result.code, result.by, result.mdm_level) == (code, by, Level.LOW)
    assert result.why[-1].endswith(code)


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(1999, 1, 1)])
def test_a_visit_before_2021_is_refused(day: date) -> None:
    with pytest.raises(BeforeTheRules) as refused:
        visit_level(ProblemElements(), DataElements(), RiskElements(), None, new_patient=False, on=day)

    assert day.isoformat() in refused.value.what


@pytest.mark.parametrize("day", [date(2021, 1, 1), date(2023, 12, 31), date(2024, 1, 1), DAY])
def test_the_least_minutes_are_the_same_in_every_year_since_2021(day: date) -> None:
    result = visit_level(ProblemElements(), DataElements(), RiskElements(), 30, new_patient=False, on=day)

    assert (result.code, result.by) == ("99214", "time")


@pytest.mark.parametrize(
    ("day", "problems", "risk"),
    [(date(2022, 12, 31), Level.STRAIGHTFORWARD, Level.STRAIGHTFORWARD), (date(2023, 1, 1), Level.LOW, Level.HIGH)],
)
def test_what_was_added_in_2023_counts_from_2023(day: date, problems: Level, risk: Level) -> None:
    result = visit_level(
        ProblemElements(stable_acute=1),
        DataElements(),
        RiskElements(parenteral_controlled_substance=True),
        None,
        new_patient=False,
        on=day,
    )

    assert [column.level for column in result.grid] == [problems, Level.STRAIGHTFORWARD, risk]


@pytest.mark.parametrize(
    ("problems", "data", "minutes"),
    [
        (ProblemElements(stable_chronic=-1), DataElements(), None),
        (ProblemElements(), DataElements(tests_ordered=-1), None),
        (ProblemElements(), DataElements(), -1),
        (ProblemElements(), DataElements(), 1441),
    ],
)
def test_impossible_numbers_are_refused(problems: ProblemElements, data: DataElements, minutes: int | None) -> None:
    with pytest.raises(BadElements):
        visit_level(problems, data, RiskElements(), minutes, new_patient=False, on=DAY)


def test_the_grid_and_the_steps_tell_what_decided() -> None:
    result = visit_level(
        ProblemElements(chronic_worse=2, undiagnosed_new=1), DataElements(tests_ordered=1), RiskElements(prescription_drugs=True), 12,
        new_patient=False, on=DAY,
    )  # fmt: skip

    problems, data, risk = result.grid
    assert (problems.decided, data.decided, risk.decided) == (True, False, True)
    assert problems.because == (
        "2 × a chronic problem that is worse or not at goal",
        "a new problem without a diagnosis and of uncertain outlook",
    )
    assert result.why == (
        "problems: moderate (2 × a chronic problem that is worse or not at goal; a new problem without a diagnosis and of uncertain outlook)",
        "data: straightforward (1 item)",
        "risk: moderate (management of a prescription drug)",
        "decision making: moderate, reached by problems, risk",
        "time: 12 minutes, at least 10 for straightforward",
        "established patient, by decision making: 99214",
    )


def test_no_step_speaks_of_money() -> None:
    result = visit_level(ProblemElements(self_limited=1), DataElements(), RiskElements(), 5, new_patient=True, on=DAY)

    assert not any(word in " ".join(result.why).lower() for word in ("$", "pay", "dollar", "fee", "rvu"))
