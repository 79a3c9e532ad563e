"""Time beyond the longest visit: each first unit one minute before, at it and after; and the next unit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.places.us.levels.grid import DataElements, ProblemElements, RiskElements
from superbill.places.us.levels.level import level_of
from superbill.places.us.levels.prolonged import PROLONGED, Prolonged, other_day_units, prolonged_beside, staff_units
from superbill.places.us.levels.visit import Encounter

DAY = date(2026, 9, 8)

FIRST_BY_CPT = {
    "99205": ("99417", 75), "99215": ("99417", 55), "99245": ("99417", 70), "99345": ("99417", 90), "99350": ("99417", 75),
    "99483": ("99417", 75), "98003": ("99417", 75), "98007": ("99417", 55), "98011": ("99417", 75), "98015": ("99417", 55),
    "99223": ("99418", 90), "99233": ("99418", 65), "99236": ("99418", 100), "99255": ("99418", 95), "99306": ("99418", 65),
    "99310": ("99418", 60),
}  # fmt: skip
FIRST_BY_MEDICARE = {
    "99205": ("G2212", 89), "99215": ("G2212", 69), "99483": ("G2212", 100), "99223": ("G0316", 90), "99233": ("G0316", 65),
    "99236": ("G0316", 110), "99306": ("G0317", 95), "99310": ("G0317", 85), "99345": ("G0318", 140), "99350": ("G0318", 110),
}  # fmt: skip
PLAYED = [
    ("office", True, "99205"), ("office", False, "99215"), ("hospital_initial", False, "99223"), ("hospital_subsequent", False, "99233"),
    ("hospital_same_day", False, "99236"), ("nursing_initial", False, "99306"), ("nursing_subsequent", False, "99310"),
    ("home", True, "99345"), ("home", False, "99350"),
]  # fmt: skip


def test_the_table_of_a_day_is_the_one_above() -> None:
    for medicare, told in ((False, FIRST_BY_CPT), (True, FIRST_BY_MEDICARE)):
        rules = {rule.beside: rule for rule in PROLONGED if rule.medicare == medicare and rule.since <= DAY < rule.until}

        assert {code: (rule.code, rule.first) for code, rule in rules.items()} == told


@pytest.mark.parametrize("rule", PROLONGED, ids=lambda rule: f"{rule.code} beside {rule.beside} {rule.since.year}")
def test_units_begin_at_their_minute_and_grow_after_fifteen_full_ones(rule: Prolonged) -> None:
    units = [rule.units(rule.first + more) for more in (-1, 0, 1, 14, 15, 16, 29, 30)]

    assert units == [0, 1, 1, 1, 2, 2, 2, 3]


@pytest.mark.parametrize("medicare", [False, True])
@pytest.mark.parametrize(("family", "new_patient", "code"), PLAYED)
def test_a_visit_has_its_prolonged_units_from_their_minute(family: str, new_patient: bool, code: str, medicare: bool) -> None:
    added, first = (FIRST_BY_MEDICARE if medicare else FIRST_BY_CPT)[code]

    before, at, later = (
        level_of(Encounter(DAY, family, new_patient=new_patient, minutes=minutes, medicare=medicare))
        for minutes in (first - 1, first, first + 15)
    )

    assert before.add_ons == ()
    assert [(each.code, each.units) for each in at.add_ons] == [(added, 1)]
    assert [(each.code, each.units) for each in later.add_ons] == [(added, 2)]
    assert {before.code, at.code, later.code} == {code}


@pytest.mark.parametrize(
    ("day", "medicare", "code", "first"),
    [
        (date(2020, 12, 31), False, "99205", None),
        (date(2021, 1, 1), False, "99205", 75),
        (date(2022, 12, 31), False, "99223", None),
        (date(2023, 1, 1), False, "99223", 90),
        (date(2023, 12, 31), False, "99306", 60),
        (date(2024, 1, 1), False, "99306", 65),
        (date(2024, 12, 31), False, "98007", None),
        (date(2025, 1, 1), False, "98007", 55),
        (date(2020, 12, 31), True, "99215", None),
        (date(2021, 1, 1), True, "99215", 69),
        (date(2022, 12, 31), True, "99350", None),
        (date(2023, 1, 1), True, "99350", 110),
        (DAY, True, "99245", None),
        (DAY, False, "99214", None),
    ],
)
def test_prolonged_services_have_their_days(day: date, medicare: bool, code: str, first: int | None) -> None:
    rule = prolonged_beside(code, on=day, medicare=medicare)

    assert (rule.first if rule else None) == first


def test_prolonged_time_makes_time_the_way_also_where_decision_making_is_high() -> None:
    high = {
        "problems": ProblemElements(threat_to_life=1),
        "data": DataElements(tests_ordered=3, independent_interpretation=True),
        "risk": RiskElements(hospital_care=True),
    }

    short = level_of(Encounter(DAY, "hospital_initial", minutes=89), **high)
    long = level_of(Encounter(DAY, "hospital_initial", minutes=90), **high)

    assert (short.by, long.by) == ("mdm", "time")


def test_minutes_of_other_days_count_for_medicare_where_its_table_says() -> None:
    home, hospital = (
        level_of(Encounter(DAY, family, minutes=80, other_days_minutes=30, medicare=True))
        for family in ("home", "hospital_initial")
    )
    by_cpt = level_of(Encounter(DAY, "home", minutes=70, other_days_minutes=300))

    assert [(each.code, each.units) for each in home.add_ons] == [("G0318", 1)]
    assert hospital.add_ons == ()
    assert by_cpt.add_ons == ()


def test_minutes_of_other_days_never_raise_the_visit_itself() -> None:
    found = level_of(Encounter(DAY, "home", minutes=40, other_days_minutes=300, medicare=True))

    assert (found.code, found.add_ons) == ("99349", ())


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(69, ()), (70, (("99415", 1),)), (71, (("99415", 1),)), (114, (("99415", 1),)), (115, (("99415", 1), ("99416", 1))),
     (144, (("99415", 1), ("99416", 1))), (145, (("99415", 1), ("99416", 2)))],
)  # fmt: skip
def test_clinical_staff_beside_an_office_visit_begins_thirty_minutes_beyond_its_own(
    minutes: int, expected: tuple[tuple[str, int], ...]
) -> None:
    assert staff_units("99214", minutes, on=DAY) == expected


def test_clinical_staff_is_added_to_a_visit_but_never_beside_the_clinicians_prolonged_time() -> None:
    risk, problems = RiskElements(prescription_drugs=True), ProblemElements(stable_chronic=2)

    alone = level_of(Encounter(DAY, staff_minutes=70), problems=problems, risk=risk)
    both = level_of(Encounter(DAY, minutes=55, staff_minutes=200))
    elsewhere = level_of(Encounter(DAY, "home", staff_minutes=200), problems=problems, risk=risk)

    assert [(each.code, each.units) for each in alone.add_ons] == [("99415", 1)]
    assert [each.code for each in both.add_ons] == ["99417"]
    assert elsewhere.add_ons == ()
    assert staff_units("99214", 200, on=date(2021, 12, 31)) == ()


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(29, ()), (30, (("99358", 1),)), (31, (("99358", 1),)), (74, (("99358", 1),)), (75, (("99358", 1), ("99359", 1))),
     (104, (("99358", 1), ("99359", 1))), (105, (("99358", 1), ("99359", 2)))],
)  # fmt: skip
def test_work_on_a_day_without_the_patient_has_units(minutes: int, expected: tuple[tuple[str, int], ...]) -> None:
    assert other_day_units(minutes, on=DAY, medicare=False) == expected


def test_work_on_another_day_is_a_family_of_its_own() -> None:
    cpt, medicare, short = (
        level_of(Encounter(DAY, "other_day", minutes=minutes, medicare=medicare))
        for minutes, medicare in ((80, False), (80, True), (29, False))
    )

    assert (cpt.code, [(each.code, each.units) for each in cpt.add_ons]) == ("99358", [("99359", 1)])
    assert (medicare.code, medicare.why[-1]) == ("", "work on another day: Medicare does not take it")
    assert (short.code, short.why[-1]) == ("", "work on another day: too few minutes")


@pytest.mark.parametrize(("day", "taken"), [(date(2022, 12, 31), True), (date(2023, 1, 1), False)])
def test_medicare_takes_no_work_on_another_day_since_2023(day: date, taken: bool) -> None:
    assert bool(other_day_units(60, on=day, medicare=True)) == taken


@given(code=st.sampled_from(sorted(FIRST_BY_MEDICARE)), minutes=st.integers(0, 400))
def test_medicare_never_has_more_units_than_cpt(code: str, minutes: int) -> None:
    medicare, cpt = (prolonged_beside(code, on=DAY, medicare=medicare) for medicare in (True, False))

    assert medicare
    assert cpt
    assert medicare.units(minutes) <= cpt.units(minutes)
