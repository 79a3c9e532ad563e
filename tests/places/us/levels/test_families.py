"""Each family by its table: every combination of decision making, every edge of time, every day on which a number changes."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.places.us.levels.families import FAMILIES, Family, UnknownFamily, get_family
from superbill.places.us.levels.grid import DataElements, Level, ProblemElements, RiskElements
from superbill.places.us.levels.level import BeforeTheRules, level_of
from superbill.places.us.levels.visit import Encounter, VisitLevel

DAY = date(2026, 9, 8)
BY_MDM = [family for family in FAMILIES.values() if family.has_mdm]
TIMED = [family for family in FAMILIES.values() if "time" in family.by]

PROBLEMS = (
    ProblemElements(self_limited=1),
    ProblemElements(stable_chronic=1),
    ProblemElements(stable_chronic=2),
    ProblemElements(threat_to_life=1),
)
DATA = (
    DataElements(tests_ordered=1), DataElements(tests_ordered=2), DataElements(tests_ordered=3),
    DataElements(tests_ordered=3, discussion_with_external=True),
)  # fmt: skip
RISK = (
    RiskElements(), RiskElements(over_the_counter_drugs=True), RiskElements(prescription_drugs=True), RiskElements(toxicity_monitoring=True),
)  # fmt: skip

CODES = {
    ("office", True): "99202 99203 99204 99205",
    ("office", False): "99212 99213 99214 99215",
    ("hospital_initial", False): "99221 99221 99222 99223",
    ("hospital_subsequent", False): "99231 99231 99232 99233",
    ("hospital_same_day", False): "99234 99234 99235 99236",
    ("emergency", False): "99282 99283 99284 99285",
    ("consult_office", False): "99242 99243 99244 99245",
    ("consult_hospital", False): "99252 99253 99254 99255",
    ("nursing_initial", False): "99304 99304 99305 99306",
    ("nursing_subsequent", False): "99307 99308 99309 99310",
    ("home", True): "99341 99342 99344 99345",
    ("home", False): "99347 99348 99349 99350",
    ("telemedicine_video", True): "98000 98001 98002 98003",
    ("telemedicine_video", False): "98004 98005 98006 98007",
    ("telemedicine_audio", True): "98008 98009 98010 98011",
    ("telemedicine_audio", False): "98012 98013 98014 98015",
}

MINUTES = {
    ("office", True): "15 99202 30 99203 45 99204 60 99205",
    ("office", False): "10 99212 20 99213 30 99214 40 99215",
    ("hospital_initial", False): "40 99221 55 99222 75 99223",
    ("hospital_subsequent", False): "25 99231 35 99232 50 99233",
    ("hospital_same_day", False): "45 99234 70 99235 85 99236",
    ("hospital_discharge", False): "0 99238 31 99239",
    ("consult_office", False): "20 99242 30 99243 40 99244 55 99245",
    ("consult_hospital", False): "35 99252 45 99253 60 99254 80 99255",
    ("nursing_initial", False): "25 99304 35 99305 50 99306",
    ("nursing_subsequent", False): "10 99307 20 99308 30 99309 45 99310",
    ("nursing_discharge", False): "0 99315 31 99316",
    ("home", True): "15 99341 30 99342 60 99344 75 99345",
    ("home", False): "20 99347 30 99348 40 99349 60 99350",
    ("telemedicine_video", True): "15 98000 30 98001 45 98002 60 98003",
    ("telemedicine_video", False): "10 98004 20 98005 30 98006 40 98007",
    ("telemedicine_audio", True): "15 98008 30 98009 45 98010 60 98011",
    ("telemedicine_audio", False): "5 98016 11 98012 20 98013 30 98014 40 98015",
}


def edges() -> list[tuple[str, bool, int, str]]:
    """Each edge of time less one, itself and one more, with the code that the minutes reach (none: empty)."""
    found = []
    for (family, new_patient), told in MINUTES.items():
        words = told.split()
        steps = [(int(minute), code) for minute, code in zip(words[::2], words[1::2], strict=True)]
        for edge, _ in steps:
            for minutes in (edge - 1, edge, edge + 1):
                reached = [code for least, code in steps if minutes >= least]
                found += [(family, new_patient, minutes, reached[-1] if reached else "")] if minutes >= 0 else []
    return found


def judged(
    family: Family, levels: tuple[Level, Level, Level], *, minutes: int | None = None, new_patient: bool = False
) -> VisitLevel:
    problems, data, risk = (column[level - 1] for column, level in zip((PROBLEMS, DATA, RISK), levels, strict=True))
    visit = Encounter(DAY, family.name, new_patient=new_patient, minutes=minutes)
    return level_of(visit, problems=problems, data=data, risk=risk)


@pytest.mark.parametrize("family", BY_MDM, ids=lambda family: family.name)
def test_the_64_combinations_of_a_family_fall_as_two_of_three_say(family: Family) -> None:
    found = [judged(family, levels) for levels in product(Level, repeat=3)]

    assert Counter(each.mdm_level for each in found) == {
        Level.STRAIGHTFORWARD: 10,
        Level.LOW: 22,
        Level.MODERATE: 22,
        Level.HIGH: 10,
    }


@pytest.mark.parametrize(("family", "new_patient"), CODES)
def test_each_of_the_64_combinations_has_the_code_of_its_level(family: str, new_patient: bool) -> None:
    codes = CODES[family, new_patient].split()

    for levels in product(Level, repeat=3):
        found = judged(get_family(family), levels, new_patient=new_patient)
        assert found.code == codes[sorted(levels)[1] - 1]
        assert found.by == "mdm"
        assert [column.level for column in found.grid] == list(levels)


@pytest.mark.parametrize(("family", "new_patient", "minutes", "code"), edges())
def test_the_minutes_reach_a_code_at_their_edge(family: str, new_patient: bool, minutes: int, code: str) -> None:
    found = level_of(Encounter(DAY, family, new_patient=new_patient, minutes=minutes))

    assert found.time_code == code


def test_every_family_and_every_timed_row_is_held_by_the_tables_above() -> None:
    rows = [
        (family.name, row.patient == "new", row.code)
        for family in FAMILIES.values()
        for row in family.rows
        if row.until > DAY and row.least is not None
    ]

    assert {(name, new, code) for (name, new), told in MINUTES.items() for code in told.split()[1::2]} == set(rows)
    assert {name for name, _ in CODES} == {family.name for family in BY_MDM}


@pytest.mark.parametrize(
    ("family", "minutes", "before", "after"),
    [
        ("nursing_initial", 44, "99305", "99305"),
        ("nursing_initial", 45, "99306", "99305"),
        ("nursing_initial", 50, "99306", "99306"),
        ("nursing_subsequent", 14, "99307", "99307"),
        ("nursing_subsequent", 15, "99308", "99307"),
        ("nursing_subsequent", 20, "99308", "99308"),
        ("office", 39, "99214", "99214"),
        ("office", 40, "99215", "99215"),
    ],
)
def test_minutes_that_changed_in_2024_change_on_their_day(family: str, minutes: int, before: str, after: str) -> None:
    found = [level_of(Encounter(day, family, minutes=minutes)).time_code for day in (date(2023, 12, 31), date(2024, 1, 1))]

    assert found == [before, after]


def test_the_office_had_ranges_until_2024_whose_lower_ends_stayed() -> None:
    office = get_family("office")

    before, after = (office.rows_on(day, new_patient=True) for day in (date(2023, 12, 31), date(2024, 1, 1)))

    assert [(row.least, row.most) for row in before] == [(15, 29), (30, 44), (45, 59), (60, 74)]
    assert [(row.least, row.most) for row in after] == [(15, None), (30, None), (45, None), (60, None)]


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_a_family_is_calculated_from_its_day_on_and_says_so_before(family: Family) -> None:
    before = Encounter(family.since - timedelta(days=1), family.name, minutes=60)

    assert level_of(Encounter(family.since, family.name, minutes=60)).code
    with pytest.raises(BeforeTheRules) as refused:
        level_of(before)
    assert f"not calculated before {family.since.isoformat()}" in refused.value.what


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_rows_of_a_family_rise_and_never_overlap_on_a_day(family: Family) -> None:
    days = sorted({day for row in family.rows for day in (row.since, row.until - timedelta(days=1))})

    for day, new_patient in product(days, (True, False)):
        rows = family.rows_on(day, new_patient=new_patient)
        minutes = [row.least for row in rows if row.least is not None]
        levels = [level for row in rows for level in row.levels]
        assert len({row.code for row in rows}) == len(rows)
        assert minutes == sorted(set(minutes))
        assert levels == (sorted(Level) if family.has_mdm else [])


@pytest.mark.parametrize("family", BY_MDM, ids=lambda family: family.name)
@given(
    levels=st.tuples(*[st.sampled_from(Level)] * 3),
    which=st.integers(0, 2),
    minutes=st.none() | st.integers(0, 200),
    more=st.integers(0, 60),
    new_patient=st.booleans(),
)
def test_more_of_anything_never_lowers_the_code(
    family: Family, levels: tuple[Level, Level, Level], which: int, minutes: int | None, more: int, new_patient: bool
) -> None:
    raised = tuple(Level(min(level + (at == which), Level.HIGH)) for at, level in enumerate(levels))
    order = ["", *(row.code for row in family.rows_on(DAY, new_patient=new_patient))]

    before = judged(family, levels, minutes=minutes, new_patient=new_patient)
    higher = judged(family, raised, minutes=minutes, new_patient=new_patient)
    longer = judged(family, levels, minutes=None if minutes is None else minutes + more, new_patient=new_patient)

    assert order.index(before.code) <= order.index(higher.code)
    assert order.index(before.code) <= order.index(longer.code)
    assert sum(each.units for each in before.add_ons) <= sum(each.units for each in longer.add_ons)


@given(family=st.sampled_from(TIMED), minutes=st.integers(0, 300), day=st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_the_code_is_always_one_of_its_family_and_the_last_step_names_it(family: Family, minutes: int, day: date) -> None:
    found = level_of(Encounter(day, family.name, minutes=minutes))

    assert found.code in {row.code for row in family.rows} or (not found.code and minutes < family.talk)
    assert found.why[-1].endswith(found.code)
    assert found.bases[0].what.startswith(found.code)


def test_every_row_but_two_were_held_against_a_publication_of_cms() -> None:
    unseen = {row.code for family in FAMILIES.values() for row in family.rows if not row.seen}

    found = [level_of(Encounter(DAY, "telemedicine_audio", minutes=minutes)).bases[0].verified for minutes in (5, 11, 20)]

    assert unseen == {"98012", "98016"}
    assert found == [False, False, True]


def test_time_does_not_count_in_the_emergency_department() -> None:
    found = level_of(Encounter(DAY, "emergency", minutes=300), problems=ProblemElements(stable_chronic=1), risk=RISK[1])

    assert (found.code, found.by, found.time_code) == ("99283", "mdm", "")
    assert any("do not count" in step for step in found.why)


def test_a_discharge_without_minutes_is_the_shorter_one_and_says_so() -> None:
    found = level_of(Encounter(DAY, "hospital_discharge"))

    assert found.code == "99238"
    assert any("thirty or fewer" in caution for caution in found.cautions)


def test_a_tie_is_told_as_decision_making() -> None:
    office = get_family("office")

    tie, over = (judged(office, (Level.MODERATE,) * 3, minutes=minutes) for minutes in (30, 40))

    assert (tie.code, tie.by) == ("99214", "mdm")
    assert (over.code, over.by) == ("99215", "time")


def test_a_family_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownFamily) as refused:
        level_of(Encounter(DAY, "spa"))

    assert "nursing_initial" in refused.value.todo


@pytest.mark.parametrize("medicare", [False, True])
@pytest.mark.parametrize(
    ("minutes", "code"), [(0, ""), (4, ""), (5, "98016"), (10, "98016"), (11, "98014"), (29, "98014"), (None, "98014")]
)
def test_a_talk_of_ten_minutes_or_fewer_is_brief_or_nothing(minutes: int | None, code: str, medicare: bool) -> None:
    visit = Encounter(DAY, "telemedicine_audio", minutes=minutes, medicare=medicare, place="10")

    found = level_of(visit, problems=ProblemElements(stable_chronic=2), risk=RiskElements(prescription_drugs=True))

    is_taken = not medicare or code in ("", "98016")
    assert (found.code, found.instead_of) == ((code, "") if is_taken else ("99214", code))
    assert found.by == ("none" if not code else "time" if code == "98016" else "mdm")


@pytest.mark.parametrize(("minutes", "code"), [(10, ""), (11, "98010")])
def test_a_new_patient_has_no_brief_talk(minutes: int, code: str) -> None:
    visit = Encounter(DAY, "telemedicine_audio", new_patient=True, minutes=minutes)

    found = level_of(visit, problems=ProblemElements(stable_chronic=2), risk=RiskElements(prescription_drugs=True))

    assert found.code == code


def test_a_brief_talk_asks_for_the_visits_around_it_and_not_for_its_place() -> None:
    found = level_of(Encounter(DAY, "telemedicine_audio", minutes=7, medicare=True, place="11"))

    assert len(found.cautions) == 1
    assert "seven days" in found.cautions[0]
