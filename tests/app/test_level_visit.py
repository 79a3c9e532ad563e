"""The level of a visit at its desk: what the note and the place propose, what history says, what stands beside it on the superbill."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta

import pytest

from superbill.app.level_visit import BadAnswer, LevelPage, level_visit
from superbill.app.save_sheet import save_sheet
from superbill.basics.days import Period
from superbill.claims.people import Provider
from superbill.claims.visit import Service
from superbill.edits.tables import table_from_rows
from tests.app.office import NOTE, PICKS, SERVED, Office, visit

HOSPITAL = "Admission note. Total time 106 minutes.\n\n" + NOTE


def level(office: Office, number: str = "V1", services: tuple[tuple[str, str], ...] | None = None, **answers: str) -> LevelPage:
    return level_visit(office.desk("coder"), number, answers=answers or None, services=services)


def earlier(
    office: Office, day: date, *, number: str = "V0", services: tuple[Service, ...] = (Service("99213", ("I10",)),)
) -> None:
    """A visit of the same patient before, with its superbill."""
    office.register(number, served_on=day)
    save_sheet(office.desk("coder"), number, picks=PICKS, services=services)


def test_a_note_from_the_hospital_proposes_its_family_its_minutes_and_prolonged_units(office: Office) -> None:
    office.register(note=HOSPITAL, place_of_service="21")

    page = level(office)

    assert page.from_note
    assert page.level
    assert (page.level.family, page.level.code, page.level.by) == ("hospital_initial", "99223", "time")
    assert page.act == "99223 99418*2"
    assert "“Total time 106 minutes”" in page.form.minutes.said
    assert "“Admission note”" in page.form.family_said


def test_a_person_who_chooses_another_family_is_followed(office: Office) -> None:
    office.register(note=HOSPITAL, place_of_service="21")

    page = level(office, family="hospital_subsequent", chronic_worse="1", prescription_drugs="yes")

    assert page.level
    assert (page.level.code, page.from_note) == ("99232", False)
    assert [choice.value for choice in page.form.families if choice.chosen] == ["hospital_subsequent"]


def test_the_place_alone_proposes_the_emergency_department(office: Office) -> None:
    office.register(place_of_service="23")

    page = level(office)

    assert page.level
    assert page.level.code == "99284"
    assert page.form.family_said == "place of service 23"


def test_nothing_answered_is_nothing_calculated_but_for_families_that_need_no_answer(office: Office) -> None:
    office.register()

    assert level(office, family="office").level is None
    assert level(office, family="hospital_discharge").act == "99238"


def test_a_visit_before_the_rules_says_so_in_the_form(office: Office) -> None:
    office.register(served_on=date(2022, 6, 1), place_of_service="21")

    page = level(office, family="hospital_initial", minutes="60")

    assert page.level is None
    assert "not calculated before 2023-01-01" in page.problem
    assert page.todo


@pytest.mark.parametrize(
    ("day", "code"), [(SERVED - timedelta(days=30), "99213"), (date(2023, 9, 15), "99213"), (date(2023, 9, 14), "99202")]
)
def test_history_says_who_is_new_and_which_visit_decides(office: Office, day: date, code: str) -> None:
    earlier(office, day)
    office.register(new_patient=True)

    page = level(office, minutes="20")

    assert page.level
    assert page.level.code == code
    assert ("visit V0" in page.standing) == (code == "99213")
    assert bool(page.differs) == (code == "99213")


def test_without_history_the_registration_stands(office: Office) -> None:
    office.register(new_patient=True)

    page = level(office, minutes="30")

    assert page.level
    assert (page.level.code, page.standing, page.differs) == ("99203", "", "")


def test_a_person_may_decide_who_is_new(office: Office) -> None:
    earlier(office, SERVED - timedelta(days=30))
    office.register()

    page = level(office, minutes="30", patient="new")

    assert page.level
    assert page.level.code == "99203"


def test_a_visit_of_another_patient_or_specialty_says_nothing(office: Office) -> None:
    earlier(office, SERVED - timedelta(days=30))
    other = visit().rendering
    surgeon = Provider("1000000491", other.last_name, other.first_name, "208600000X")
    office.register(rendering=surgeon, new_patient=False)
    office.register("V2", member="AHP4410388/01", new_patient=True)

    assert "new patient" in level(office, minutes="30").standing
    assert level(office, "V2", minutes="30").standing == ""


def test_what_stands_on_the_superbill_raises_modifier_25(office: Office) -> None:
    office.register()

    typed = level(office, services=(("99214", ""), ("20610", "LT")), minutes="30")
    alone = level(office, services=(("99214", ""),), minutes="30")

    assert typed.level
    assert alone.level
    assert [hint.what for hint in typed.level.hints] == ["25 or 57"]
    assert alone.level.hints == ()
    assert typed.act == "99214"


@pytest.mark.parametrize(("global_days", "hint"), [("000", ["25"]), ("090", ["57"]), ("XXX", [])])
def test_the_fee_schedule_tells_a_minor_procedure_from_a_major_one(
    office: Office, monkeypatch: pytest.MonkeyPatch, global_days: str, hint: list[str]
) -> None:
    office.register()
    rows = [{"code": "20610", "global_days": global_days, "since": date(2020, 1, 1), "until": date.max}]
    monkeypatch.setattr(
        "superbill.app.level_visit.edit_tables", lambda: nullcontext({"fee_schedule": table_from_rows("fee_schedule", rows)})
    )

    page = level(office, services=(("99214", ""), ("20610", "LT")), minutes="30")

    assert page.level
    assert [each.what for each in page.level.hints] == hint


def test_a_saved_superbill_counts_where_none_was_typed(office: Office) -> None:
    office.register()
    office.code(services=(Service("99214", ("I10",)), Service("20610", ("I10",))))

    page = level(office)

    assert page.level
    assert [hint.what for hint in page.level.hints] == ["25 or 57"]


def test_medicare_has_its_own_prolonged_service_and_wellness_visits(office: Office) -> None:
    coverage = visit().coverage
    medicare = replace(coverage, payer=replace(coverage.payer, filing="MB"), period=Period(date(2020, 1, 1)))
    office.register(coverage=medicare)

    prolonged, wellness = level(office, minutes="69"), level(office, family="preventive")

    assert prolonged.act == "99215 G2212*1"
    assert wellness.act == "G0438"


def test_a_shared_visit_puts_fs_on_the_code(office: Office) -> None:
    coverage = visit().coverage
    office.register(coverage=replace(coverage, payer=replace(coverage.payer, filing="MB")), place_of_service="21")

    page = level(office, family="hospital_subsequent", minutes="30", colleague_minutes="20")

    assert page.act == "99233-FS"


@pytest.mark.parametrize(
    "answers",
    [
        {"family": "spa"},
        {"how": "by owl"},
        {"resident": "the cat"},
        {"patient": "both"},
        {"minutes": "x"},
        {"stable_chronic": "-1"},
    ],
)
def test_an_answer_that_cannot_be_is_refused(office: Office, answers: dict[str, str]) -> None:
    office.register()

    with pytest.raises(BadAnswer):
        level(office, **answers)
