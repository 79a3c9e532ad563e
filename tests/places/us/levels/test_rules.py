"""The rules around the tables: critical care, preventive visits, who counts, who is new, what stands beside, and at a distance."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.places.us.levels import shared, telehealth
from superbill.places.us.levels.beside import Beside, complexity_hint, modifier_hints
from superbill.places.us.levels.critical_care import critical_care
from superbill.places.us.levels.grid import BadElements, DataElements, ProblemElements, RiskElements
from superbill.places.us.levels.level import WORDS, BeforeTheRules, family_named, level_of
from superbill.places.us.levels.preventive import medicare_wellness, preventive_code
from superbill.places.us.levels.telehealth import AUDIO, VIDEO, distance
from superbill.places.us.levels.visit import Encounter, PartB, VisitLevel
from superbill.places.us.levels.withdrawn import WITHDRAWN, Withdrawn, gone, refuse_withdrawn

DAY = date(2026, 9, 8)
MODERATE = {"problems": ProblemElements(stable_chronic=2), "risk": RiskElements(prescription_drugs=True)}


def hints(found: VisitLevel) -> list[str]:
    return [hint.what for hint in found.hints]


@pytest.mark.parametrize(
    ("minutes", "cpt", "medicare"),
    [
        (0, None, None), (29, None, None), (30, 0, 0), (31, 0, 0), (73, 0, 0), (74, 0, 0), (75, 1, 0), (76, 1, 0), (103, 1, 0), (104, 1, 1),
        (105, 2, 1), (133, 2, 1), (134, 2, 2), (135, 3, 2), (164, 3, 3),
    ],
)  # fmt: skip
def test_critical_care_is_counted_by_the_minute(minutes: int, cpt: int | None, medicare: int | None) -> None:
    for is_medicare, more in ((False, cpt), (True, medicare)):
        found = level_of(Encounter(DAY, "critical_care", minutes=minutes, medicare=is_medicare))

        assert found.code == ("" if more is None else "99291")
        assert [(each.code, each.units) for each in found.add_ons] == ([("99292", more)] if more else [])


@pytest.mark.parametrize(("day", "units"), [(date(2021, 12, 31), 1), (date(2022, 1, 1), 0)])
def test_medicare_wants_104_minutes_since_2022(day: date, units: int) -> None:
    assert sum(units for code, units in critical_care(80, on=day, medicare=True) if code == "99292") == units


@given(minutes=st.integers(0, 1440))
def test_medicare_never_counts_more_critical_care_than_cpt(minutes: int) -> None:
    medicare, cpt = (dict(critical_care(minutes, on=DAY, medicare=medicare)) for medicare in (True, False))

    assert medicare.get("99292", 0) <= cpt.get("99292", 0)
    assert medicare.keys() <= cpt.keys()


@pytest.mark.parametrize(("age_days", "told"), [(6 * 365 - 1, True), (6 * 365, False)])
def test_critical_care_of_small_children_is_left_to_a_person(age_days: int, told: bool) -> None:
    found = level_of(Encounter(DAY, "critical_care", minutes=60, born=DAY - timedelta(days=age_days)))

    assert any("a person chooses" in caution for caution in found.cautions) == told


@pytest.mark.parametrize(
    ("born", "new", "established"),
    [
        (DAY, "99381", "99391"),
        (date(2025, 9, 9), "99381", "99391"),
        (date(2025, 9, 8), "99382", "99392"),
        (date(2021, 9, 9), "99382", "99392"),
        (date(2021, 9, 8), "99383", "99393"),
        (date(2014, 9, 9), "99383", "99393"),
        (date(2014, 9, 8), "99384", "99394"),
        (date(2008, 9, 9), "99384", "99394"),
        (date(2008, 9, 8), "99385", "99395"),
        (date(1986, 9, 9), "99385", "99395"),
        (date(1986, 9, 8), "99386", "99396"),
        (date(1961, 9, 9), "99386", "99396"),
        (date(1961, 9, 8), "99387", "99397"),
        (date(1920, 1, 1), "99387", "99397"),
    ],
)
def test_a_preventive_visit_goes_by_the_age_on_the_day(born: date, new: str, established: str) -> None:
    assert [preventive_code(born, on=DAY, new_patient=is_new) for is_new in (True, False)] == [new, established]
    assert level_of(Encounter(DAY, "preventive", new_patient=True, born=born)).code == new


@pytest.mark.parametrize("born", [None, DAY + timedelta(days=1)])
def test_a_preventive_visit_without_an_age_is_refused(born: date | None) -> None:
    with pytest.raises(BadElements):
        level_of(Encounter(DAY, "preventive", born=born))


@pytest.mark.parametrize(
    ("part_b", "code"),
    [
        (PartB(date(2025, 10, 1)), "G0402"),
        (PartB(date(2025, 9, 8)), "G0438"),
        (PartB(date(2025, 9, 9)), "G0402"),
        (PartB(date(2025, 10, 1), had_welcome=True, last=date(2025, 11, 3)), ""),
        (PartB(date(2024, 1, 1), had_welcome=True, last=date(2024, 11, 3)), "G0438"),
        (PartB(date(2020, 1, 1), last=date(2025, 9, 30), had_first=True), "G0439"),
        (PartB(date(2020, 1, 1), last=date(2025, 10, 1), had_first=True), ""),
        (PartB(date(2020, 1, 1)), "G0438"),
    ],
)
def test_medicare_has_a_welcome_visit_and_then_one_wellness_visit_a_year(part_b: PartB, code: str) -> None:
    found = level_of(Encounter(DAY, "preventive", medicare=True, part_b=part_b, born=date(1955, 1, 1)))

    assert found.code == code


@pytest.mark.parametrize(("day", "due"), [(date(2026, 8, 31), False), (date(2026, 9, 1), True)])
def test_eleven_full_months_lie_between_two_wellness_visits(day: date, due: bool) -> None:
    found = medicare_wellness(on=day, part_b_since=date(2020, 1, 1), last=date(2025, 9, 30), had_first=True)

    assert bool(found.code) == due


@pytest.mark.parametrize("row", WITHDRAWN, ids=lambda row: row.codes[0])
def test_a_withdrawn_code_is_refused_from_its_day_on_with_what_followed(row: object) -> None:
    codes, since, instead = row.codes, row.since, row.instead

    for code in codes:
        refuse_withdrawn(code, on=since - timedelta(days=1))
        with pytest.raises(Withdrawn) as refused:
            refuse_withdrawn(code, on=since)
        assert instead in refused.value.todo


def test_the_codes_that_were_deleted_are_all_known() -> None:
    deleted = "99201 99241 99251 99217 99218 99219 99220 99224 99225 99226 99318 99343".split()
    deleted += [str(code) for code in (*range(99324, 99329), *range(99334, 99338))]

    assert [code for code in deleted if gone(code, on=DAY) is None] == []
    assert gone("99213", on=DAY) is None


def test_a_family_is_named_by_its_name_or_by_one_of_its_codes() -> None:
    assert family_named("Hospital initial", on=DAY) == "hospital_initial"
    assert family_named("99305", on=DAY) == "nursing_initial"
    with pytest.raises(Withdrawn):
        family_named("99318", on=DAY)
    assert family_named("critical-care", on=DAY) == "critical_care"


# Beside the visit


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (Beside("20610", DAY, "000"), ["25"]),
        (Beside("11042", DAY, "010"), ["25"]),
        (Beside("27447", DAY, "090"), ["57"]),
        (Beside("27447", DAY + timedelta(days=1), "090"), ["57"]),
        (Beside("27447", DAY + timedelta(days=2), "090"), []),
        (Beside("27447", DAY - timedelta(days=1), "090"), []),
        (Beside("20610", DAY + timedelta(days=1), "000"), []),
        (Beside("36415", DAY, "XXX"), []),
        (Beside("20610", DAY), ["25 or 57"]),
        (Beside("80053", DAY), []),
        (Beside("99396", DAY), ["25"]),
        (Beside("G0439", DAY), ["25"]),
    ],
)
def test_what_stands_beside_a_visit_raises_the_question_of_25_or_57(beside: Beside, expected: list[str]) -> None:
    found = modifier_hints((beside,), on=DAY)

    assert [hint.what for hint in found] == expected
    assert not any(hint.sure for hint in found)


WELLNESS = (Beside("G0439", DAY),)


@pytest.mark.parametrize(
    ("code", "day", "has_25", "beside", "expected"),
    [
        ("99214", date(2023, 12, 31), False, (), None),
        ("99214", date(2024, 1, 1), False, (), "G2211"),
        ("99214", date(2024, 1, 1), True, (), "no G2211"),
        ("99214", date(2024, 12, 31), True, (Beside("G0439", date(2024, 12, 31)),), "no G2211"),
        ("99214", date(2025, 1, 1), True, (Beside("G0439", date(2025, 1, 1)),), "G2211"),
        ("99214", DAY, True, (Beside("90471", DAY),), "G2211"),
        ("99214", DAY, True, (Beside("20610", DAY, "000"),), "no G2211"),
        ("99214", DAY, True, (Beside("G0439", DAY - timedelta(days=1)),), "no G2211"),
        *(
            ("99214", DAY, True, (Beside(procedure, DAY),), "G2211")
            for procedure in "99406 99407 G0296 77067 77063 G0105 G0121 G0008 G0009 G0010 G0444 G0442 G0447 G0101 82270 97802".split()
        ),
        *(
            ("99214", DAY, True, (Beside(procedure, DAY),), "no G2211")
            for procedure in "99397 99381 99408 77066 G0107 G0441 80061 99497".split()
        ),
        ("99349", date(2025, 12, 31), False, (), None),
        ("99349", date(2026, 1, 1), False, (), "G2211"),
        ("99232", DAY, False, (), None),
    ],
)
def test_the_complexity_add_on_has_its_visits_days_and_company(
    code: str, day: date, has_25: bool, beside: tuple[Beside, ...], expected: str | None
) -> None:
    hint = complexity_hint(code, beside, on=day, has_25=has_25)

    assert (hint.what if hint else None) == expected


@pytest.mark.parametrize(("day", "sure"), [(date(2024, 12, 31), True), (date(2025, 1, 1), False)])
def test_that_nothing_excuses_25_is_sure_only_while_nothing_could(day: date, sure: bool) -> None:
    hint = complexity_hint("99214", (Beside("80061", day),), on=day, has_25=True)

    assert hint is not None
    assert (hint.what, hint.sure) == ("no G2211", sure)


def test_the_complexity_add_on_is_a_question_for_medicare_alone() -> None:
    assert "G2211" in hints(level_of(Encounter(DAY, medicare=True, minutes=30)))
    assert "G2211" not in hints(level_of(Encounter(DAY, minutes=30)))


# Medicare takes other visits


@pytest.mark.parametrize(
    ("family", "place", "instead", "code"),
    [
        ("consult_office", "11", "99244", "99214"),
        ("consult_office", "23", "99244", "99284"),
        ("consult_hospital", "21", "99254", "99222"),
        ("consult_hospital", "31", "99254", "99305"),
        ("telemedicine_video", "10", "98006", "99214"),
        ("telemedicine_audio", "10", "98014", "99214"),
    ],
)
def test_what_medicare_does_not_take_becomes_the_visit_that_it_takes(family: str, place: str, instead: str, code: str) -> None:
    medicare = level_of(Encounter(DAY, family, medicare=True, place=place), **MODERATE)
    another = level_of(Encounter(DAY, family, place=place), **MODERATE)

    assert (another.code, another.instead_of) == (instead, "")
    assert (medicare.code, medicare.instead_of) == (code, instead)
    assert "AI" not in hints(medicare)


@pytest.mark.parametrize(("place", "asks"), [("19", True), ("22", True), ("21", False), ("31", False)])
def test_a_consultation_in_an_outpatient_place_of_a_hospital_asks_for_observation(place: str, asks: bool) -> None:
    found = level_of(Encounter(DAY, "consult_hospital", medicare=True, place=place), **MODERATE)

    assert any("inpatient or observation?" in said for said in found.cautions) is asks
    assert all(basis.verified for basis in found.bases) is not asks


def test_another_payer_is_not_asked_for_observation() -> None:
    found = level_of(Encounter(DAY, "consult_hospital", place="22"), **MODERATE)

    assert found.code == "99254"
    assert not any("observation?" in said for said in found.cautions)


def test_a_consultation_before_2023_is_an_office_visit_for_medicare_and_not_calculated_else() -> None:
    day = date(2022, 6, 1)

    assert level_of(Encounter(day, "consult_office", medicare=True, minutes=30)).code == "99214"
    with pytest.raises(BeforeTheRules):
        level_of(Encounter(day, "consult_office", minutes=30))


def test_medicares_admitting_physician_is_asked_for() -> None:
    assert "AI" in hints(level_of(Encounter(DAY, "hospital_initial", minutes=40, medicare=True)))


# At a distance


@pytest.mark.parametrize(
    ("how", "medicare", "day", "places", "modifier"),
    [
        (VIDEO, True, date(2023, 12, 31), (), "95"),
        (VIDEO, True, date(2024, 1, 1), ("02", "10"), ""),
        (AUDIO, True, date(2024, 1, 1), ("02", "10"), "93"),
        (VIDEO, False, date(2021, 12, 31), ("02",), "95"),
        (VIDEO, False, date(2022, 1, 1), ("02", "10"), "95"),
        (AUDIO, False, DAY, ("02", "10"), "93"),
    ],
)
def test_a_visit_at_a_distance_is_told_by_place_and_modifier(
    how: str, medicare: bool, day: date, places: tuple[str, ...], modifier: str
) -> None:
    told = distance(how, on=day, medicare=medicare)

    assert told
    assert (told.places, told.modifier) == (places, modifier)


def test_a_visit_in_person_needs_neither() -> None:
    assert distance(telehealth.IN_PERSON, on=DAY, medicare=True) is None


def test_a_family_that_cpt_does_not_list_at_a_distance_is_to_be_looked_at() -> None:
    listed, unlisted = (
        level_of(Encounter(DAY, family, minutes=60, how=VIDEO, place="10")) for family in ("office", "hospital_initial")
    )

    assert not any("does not list" in caution for caution in listed.cautions)
    assert any("does not list" in caution for caution in unlisted.cautions)
    assert "95" in hints(listed)


def test_the_telemedicine_codes_need_no_modifier() -> None:
    found = level_of(Encounter(DAY, "telemedicine_video", minutes=30, how=VIDEO, place="10"))

    assert hints(found) == []


@pytest.mark.parametrize("minutes", [-1, 1441])
@pytest.mark.parametrize("field", ["minutes", "colleague_minutes", "staff_minutes"])
def test_minutes_that_no_day_has_are_refused(field: str, minutes: int) -> None:
    with pytest.raises(BadElements):
        level_of(Encounter(DAY, **{field: minutes}))


def test_an_unusual_place_is_to_be_looked_at() -> None:
    usual, unusual = (level_of(Encounter(DAY, "hospital_initial", minutes=60, place=place)) for place in ("21", "11"))

    assert not any("unusual" in caution for caution in usual.cautions)
    assert any("place of service 11" in caution for caution in unusual.cautions)


def test_data_alone_is_no_reason_to_fail() -> None:
    assert level_of(Encounter(DAY), data=DataElements(tests_ordered=1)).code == "99212"


@given(
    day=st.dates(date(2005, 1, 1), date(2035, 12, 31)),
    family=st.sampled_from(list(WORDS)),
    minutes=st.none() | st.integers(0, 1440),
    colleague=st.none() | st.integers(0, 1440),
    flags=st.tuples(*[st.booleans()] * 3),
    place=st.sampled_from(["", "02", "10", "11", "21", "22", "23", "31", "32", "12", "99"]),
    how=st.sampled_from(telehealth.HOW),
    resident=st.sampled_from(["", shared.IN_PART, shared.ALONE]),
)
def test_any_visit_has_a_level_or_a_day_before_the_rules(
    day: date,
    family: str,
    minutes: int | None,
    colleague: int | None,
    flags: tuple[bool, bool, bool],
    place: str,
    how: str,
    resident: str,
) -> None:
    new, medicare, decided = flags
    visit = Encounter(
        day,
        family,
        new,
        minutes,
        medicare,
        place,
        how,
        colleague,
        decided,
        resident,
        60,
        60,
        date(1950, 2, 28),
        PartB(date(2004, 1, 1)),
    )

    try:
        found = level_of(visit)
    except BeforeTheRules:
        assert day < date(2025, 1, 1)
        return

    assert bool(found.code) == (found.by != "none")
    assert not found.code or gone(found.code, on=day) is None
    assert all(each.units >= 1 for each in found.add_ons)
    assert found.why
    assert found.bases
