"""What other books say of a diagnosis: only those that are installed, each as it stands on the day."""

from datetime import date
from pathlib import Path

import pytest

from superbill.app.about_code import Told, about_code
from superbill.storage.shelf import Shelves
from tests.codes.books.term_files import DRUG, INDEX, NEOPLASM
from tests.codes.coverage_export import export
from tests.own_codes import own_codes

DAY = date(2026, 9, 8)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code_tables: Path) -> Path:
    made = own_codes(tmp_path / "codes", code_tables, {})
    monkeypatch.setenv("SUPERBILL_CODES", str(made))
    return made


@pytest.fixture
def with_terms(folder: Path, code_tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"icd10cm_neoplasm_2026.xml": NEOPLASM, "icd10cm_index_2026.xml": INDEX, "icd10cm_drug_2026.xml": DRUG}
    monkeypatch.setenv("SUPERBILL_CODES", str(own_codes(folder / "more", code_tables, files)))


def facts(code: str) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for fact in about_code(code, on=DAY):
        told.setdefault(fact.heading, []).append(f"{fact.code} {fact.words}".strip())
    return told


def test_the_sides_that_may_be_chosen_are_told() -> None:
    assert any(fact.startswith("M25.561 ") for fact in facts("M25.569")["A side of the body may be chosen"])


def test_a_code_with_a_side_lacks_none() -> None:
    assert "A side of the body may be chosen" not in facts("M25.561")


def test_what_is_never_listed_first_is_told() -> None:
    assert "never listed first" in facts("F02.80")["Sequence"][0]
    assert "never listed first" in facts("W19.XXXA")["Sequence"][0]


def test_what_excludes_a_code_elsewhere_is_told_and_its_own_notes_are_not() -> None:
    told = facts("S52.501A")

    assert (
        "M84.3 traumatic fracture (S12.-, S22.-, S32.-, S42.-, S52.-, S62.-, S72.-, S82.-, S92.-)"
        in told["Excluded at (Excludes 1)"]
    )
    assert not any(fact.startswith("S52 ") for fact in told["Excluded at (Excludes 1)"])


def test_the_nearest_of_many_notes_come_first_and_the_rest_are_counted() -> None:
    told = facts("E11.65")["Excluded at (Excludes 1)"]

    assert len(told) <= 13
    assert told[-1].endswith("which name wider ranges")


@pytest.mark.usefixtures("with_terms")
def test_an_installed_table_of_neoplasms_tells_site_and_behavior() -> None:
    term = "Neoplasm, neoplastic > breast > upper-outer quadrant"
    words = "Neoplasm, neoplastic, breast, upper-outer quadrant: malignant primary"

    assert Told("Table of neoplasms", words, "", "neoplasm", term) in about_code("C50.411", on=DAY)


@pytest.mark.usefixtures("with_terms")
def test_the_terms_of_the_index_and_of_the_drugs_lead_back_to_their_lists() -> None:
    assert "Diabetes, diabetic, type 2, with, hyperglycemia" in facts("E11.65")["Index of diseases"]
    assert "Aspirin: adverse effect" in facts("T39.015A")["Table of drugs and chemicals"]


def test_risk_categories_and_the_old_codes_are_told_where_those_books_are_built(folder: Path) -> None:
    shelf = Shelves(folder / "shelf")
    shelf.build_shipped(only="hcc")
    shelf.build_shipped(only="gems")

    told = facts("E11.65")

    assert told["Risk categories"][0].startswith("V28: HCC 38")
    assert told["In ICD-9-CM"][0].startswith("25080 ")
    assert any(fact.startswith("25082 ") for fact in told["From ICD-9-CM"])


def test_articles_are_told_by_whether_they_support_the_service(
    folder: Path, code_tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = own_codes(folder / "more", code_tables, {"current_article_csv.zip": export()})
    monkeypatch.setenv("SUPERBILL_CODES", str(made))

    assert facts("G43.909")["Supports the services of"] == ["50001/7 A50001 Billing: Imaging & more"]
    assert facts("Z00.00")["Does not support the services of"] == ["50001/7 A50001 Billing: Imaging & more"]


def test_what_a_diagnosis_does_to_a_stay_is_told_where_the_tables_hold(folder: Path) -> None:
    Shelves(folder / "shelf").build_shipped(only="cc")

    assert facts("A41.9")["MS-DRG"][0].startswith("MCC: ")
    assert facts("J44.1")["MS-DRG"][0].startswith("CC: ")
    assert facts("I10")["MS-DRG"] == ["neither CC nor MCC as a second diagnosis"]
    assert "MS-DRG" not in facts("A41")
    assert all(fact.heading != "MS-DRG" for fact in about_code("A41.9", on=date(2025, 9, 30)))
