"""Visits that two people gave: the substantive portion, whose minutes count, residents."""

from datetime import date

import pytest

from superbill.places.us.levels import shared
from superbill.places.us.levels.grid import ProblemElements, RiskElements
from superbill.places.us.levels.level import level_of
from superbill.places.us.levels.visit import Encounter, VisitLevel

DAY = date(2026, 9, 8)
MODERATE = {"problems": ProblemElements(stable_chronic=2), "risk": RiskElements(prescription_drugs=True)}


def hints(found: VisitLevel) -> list[str]:
    return [hint.what for hint in found.hints]


@pytest.mark.parametrize(
    ("own", "colleague", "is_substantive"), [(20, 21, False), (20, 20, False), (21, 20, True), (41, 0, True), (0, 0, False)]
)
def test_the_substantive_portion_is_more_than_half_of_the_time(own: int, colleague: int, is_substantive: bool) -> None:
    assert shared.substantive_portion(own, colleague, made_decision=False, on=DAY).substantive == is_substantive


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2021, 12, 31), None), (date(2022, 1, 1), True), (date(2023, 12, 31), True), (date(2024, 1, 1), True)],
)
def test_the_decision_may_be_the_substantive_portion_since_2022(day: date, expected: bool | None) -> None:
    assert shared.substantive_portion(10, 30, made_decision=True, on=day).substantive == expected


def test_what_the_decision_means_changed_in_2024() -> None:
    before, after = (
        shared.substantive_portion(1, 9, made_decision=True, on=day).why for day in (date(2023, 12, 31), date(2024, 1, 1))
    )

    assert "history, examination or decision making whole" in before
    assert "a substantive part of the decision making" in after


@pytest.mark.parametrize(("own", "colleague", "is_half"), [(20, 20, True), (19, 20, False), (20, 21, False)])
def test_at_exactly_half_neither_did_the_substantive_portion(own: int, colleague: int, is_half: bool) -> None:
    judged = shared.substantive_portion(own, colleague, made_decision=False, on=DAY)

    assert not judged.substantive
    assert ("exactly half; by time neither" in judged.why) is is_half
    assert ("the other clinician did" in judged.why) is not is_half


def test_a_shared_hospital_visit_adds_the_minutes_of_both_and_has_fs() -> None:
    found = level_of(Encounter(DAY, "hospital_initial", minutes=45, colleague_minutes=30, medicare=True, place="21"))

    assert (found.code, found.by) == ("99223", "time")
    assert "FS" in hints(found)


def test_who_did_less_than_the_substantive_portion_is_told_and_has_no_fs() -> None:
    found = level_of(Encounter(DAY, "hospital_initial", minutes=30, colleague_minutes=45, medicare=True))

    assert "FS" not in hints(found)
    assert any("not more than half" in caution for caution in found.cautions)


@pytest.mark.parametrize("place", ["11", "32", "12"])
def test_medicare_knows_no_shared_visit_outside_a_facility(place: str) -> None:
    found = level_of(Encounter(DAY, "office", minutes=25, colleague_minutes=30, medicare=True, place=place))

    assert found.code == "99213"
    assert "FS" not in hints(found)
    assert any("hospitals and skilled nursing facilities" in caution for caution in found.cautions)


@pytest.mark.parametrize("place", shared.FACILITIES)
def test_every_facility_may_have_shared_visits(place: str) -> None:
    found = level_of(Encounter(DAY, "hospital_subsequent", minutes=26, colleague_minutes=24, medicare=True, place=place))

    assert found.code == "99233"


def test_critical_care_is_shared_by_time_alone() -> None:
    found = level_of(Encounter(DAY, "critical_care", minutes=30, colleague_minutes=60, made_decision=True, medicare=True))

    assert found.code == "99291"
    assert "FS" not in hints(found)


def test_residents_leave_their_modifier_and_never_their_minutes() -> None:
    in_part = level_of(Encounter(DAY, minutes=20, resident=shared.IN_PART))
    alone = level_of(Encounter(DAY, minutes=45, resident=shared.ALONE))

    assert (in_part.code, "GC" in hints(in_part)) == ("99213", True)
    assert (alone.code, "GE" in hints(alone)) == ("99212", True)
    assert any("time does not count" in step for step in alone.why)


def test_the_primary_care_exception_ends_below_moderate() -> None:
    found = level_of(Encounter(DAY, resident=shared.ALONE), **MODERATE)

    assert (found.code, "GE" in hints(found)) == ("99214", False)
    assert any("outside the primary care exception" in caution for caution in found.cautions)
