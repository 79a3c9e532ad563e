"""The edits on visits and the tables of the level say the same of every code on every day that matters."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.places.us.edits.evaluation import em_02, em_05, em_06, em_07, em_08, em_10, em_12, em_13, em_15
from superbill.places.us.edits.prevention import prev_01
from superbill.places.us.edits.telehealth import tele_06
from superbill.places.us.levels.beside import COMPLEXITY_SINCE, Beside, complexity_hint, modifier_hints
from superbill.places.us.levels.families import FAMILIES
from superbill.places.us.levels.preventive import AGES, medicare_wellness, preventive_code
from superbill.places.us.levels.prolonged import PROLONGED
from superbill.places.us.levels.withdrawn import WITHDRAWN, gone

DAY = date(2026, 9, 8)
CODES = [f"{number:05}" for number in (*range(98000, 98017), *range(99091, 100000))]


def in_edit(condition: str, name: str = "procedure") -> list[set[str]]:
    """The codes that each pattern over a column takes, in the order in which they stand."""
    patterns = re.findall(rf"\bmatches\({name}, '([^']+)'\)", condition)
    return [{code for code in CODES if re.fullmatch(pattern, code)} for pattern in patterns]


def test_the_same_codes_are_withdrawn_on_the_same_days() -> None:
    when = em_13.EDIT.when
    in_2023, in_2025 = in_edit(when)

    assert "procedure = '99201' AND year_of(served_on) >= 2021" in when
    assert {code for row in WITHDRAWN for code in row.codes} == {"99201"} | in_2023 | in_2025
    assert {gone(code, on=DAY).since for code in in_2023} == {date(2023, 1, 1)}
    assert {gone(code, on=DAY).since for code in in_2025} == {date(2025, 1, 1)}


def test_prolonged_services_stand_beside_the_same_visits() -> None:
    told = dict(re.findall(r"procedure = '(\w+)' AND matches\(that_procedure, '([^']+)'\)", em_07.EDIT.such))

    assert {rule.code for rule in PROLONGED} == set(told)
    for code, pattern in told.items():
        assert {rule.beside for rule in PROLONGED if rule.code == code} == {each for each in CODES if re.fullmatch(pattern, each)}
        assert re.fullmatch(r"9941[78]|G031[678]|G2212", code)
    assert "9941[78]|G031[678]|G2212" in em_07.EDIT.when


def test_medicare_takes_neither_prolonged_code_of_cpt() -> None:
    (codes,) = re.findall(r"IN \(([^)]+)\)", em_08.EDIT.when)

    assert {rule.code for rule in PROLONGED if not rule.medicare} == set(re.findall(r"\w+", codes))


def test_medicare_takes_no_consultation_and_no_telemedicine_code() -> None:
    consultations = {row.code for name in ("consult_office", "consult_hospital") for row in FAMILIES[name].rows}
    telemedicine = {row.code for name in ("telemedicine_video", "telemedicine_audio") for row in FAMILIES[name].rows}

    assert consultations < in_edit(em_10.EDIT.when)[0]
    assert in_edit(em_10.EDIT.when)[0] - consultations == {"99241", "99251"}
    assert em_10.EDIT.since == date(2010, 1, 1)
    assert telemedicine - {"98016"} == in_edit(tele_06.EDIT.when)[0]


@pytest.mark.parametrize("years", [0, 1, 4, 5, 11, 12, 17, 18, 39, 40, 64, 65, 90])
def test_a_preventive_visit_has_the_same_ages(years: int) -> None:
    born = DAY.replace(year=DAY.year - years)

    digit = preventive_code(born, on=DAY, new_patient=True)[-1]

    least, most = next((least, most) for each, least, most in AGES if each == digit)
    (rule,) = re.findall(rf"right\(procedure, 1\) = '{digit}' AND \(?(.+?)(?:\)? OR right|\)?$)", em_12.EDIT.when)
    bounds = [int(number) for number in re.findall(r"[<>] (\d+)", rule)]
    assert bounds == {"1": [0], "7": [65]}.get(digit, [least, most])


def test_new_patients_have_the_same_codes_as_the_edit() -> None:
    of_families = {row.code for family in FAMILIES.values() for row in family.rows if row.patient == "new"}

    assert {code for code in in_edit(em_02.EDIT.when)[0] if not code.startswith("9938")} == of_families


@pytest.mark.parametrize("day", [date(2024, 6, 1), date(2025, 6, 1), date(2025, 12, 31), date(2026, 1, 1)])
def test_the_complexity_add_on_has_the_same_visits(day: date) -> None:
    office, home = in_edit(em_05.EDIT.such, "that_procedure")

    for code in CODES:
        expected = code in office or (day.year >= 2026 and code in home)
        assert (complexity_hint(code, (), on=day, has_25=False) is not None) == expected
    assert em_05.EDIT.since == COMPLEXITY_SINCE


def test_the_same_preventive_services_excuse_modifier_25() -> None:
    _, excused = re.findall(r"matches\(that_procedure, '([^']+)'\)", em_06.EDIT.such)

    for code in (
        *CODES,
        "G0008",
        "G0009",
        "G0101",
        "G0402",
        "G0438",
        "G0439",
        "G0444",
        "G0513",
        "Q0091",
        "20610",
        "90471",
        "90480",
    ):
        hint = complexity_hint("99214", (Beside(code, DAY),), on=DAY, has_25=True)
        assert (hint is not None and hint.what == "G2211") == bool(re.fullmatch(excused, code))


def test_the_same_preventive_visits_raise_modifier_25() -> None:
    (pattern,) = re.findall(r"matches\(that_procedure, '([^']+)'\)", em_15.EDIT.such)

    for code in (*CODES, "G0402", "G0438", "G0439"):
        assert bool(modifier_hints((Beside(code, DAY),), on=DAY)) == bool(re.fullmatch(pattern, code))


@given(last=st.dates(date(2012, 1, 1), date(2025, 12, 31)), days=st.integers(0, 800))
def test_a_wellness_visit_is_due_when_the_edit_says_nothing(last: date, days: int) -> None:
    on = last + timedelta(days=days)

    due = medicare_wellness(on=on, part_b_since=date(2000, 1, 1), last=last, had_first=True).code

    too_early = on.year < last.year + 1 or (on.year == last.year + 1 and on.month < last.month)  # PREV-01
    assert bool(due) != too_early
    assert "month_of(served_on) < month_of(that_served_on)" in prev_01.EDIT.such


def test_a_day_apart_no_preventive_visit_raises_anything() -> None:
    assert modifier_hints((Beside("99396", DAY + timedelta(days=1)),), on=DAY) == ()
