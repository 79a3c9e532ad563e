"""The page of a stay: codes from the discharge summary, the group of what is coded; nothing is kept, nothing typed is lost."""

from typing import Any

import pytest
from django.apps import apps
from django_scopes import scopes_disabled

from tests.web.conftest import Practice

SUMMARY = """Admission diagnosis: fever.
Hospital course: Presented with fever and cough. Acute kidney injury developed on hospital day 3.
Discharge diagnoses:
1. Sepsis due to pneumonia.
2. Acute kidney injury.
"""
STAY = {
    "discharged": "2026-05-01",
    "codes": "A41.9:Y\nJ18.9:Y\nN17.9:N",
    "procedures": "",
    "age": "71",
    "sex": "M",
    "status": "1",
}


@pytest.fixture
def client(practice: Practice) -> Any:
    return practice.client("coder")


def test_an_empty_page_offers_both(client: Any) -> None:
    page = client.get("/codes/stay/")

    assert page.status_code == 200
    assert "Suggest codes" in page.text and "Group" in page.text


def test_a_summary_gives_codes_with_presence_on_admission(client: Any) -> None:
    page = client.post("/codes/stay/", {"note": SUMMARY, "admitted": "2026-04-25", "discharged": "2026-05-01", "suggest": "yes"})

    assert page.status_code == 200
    assert "A41.9:Y\nJ18.9:U\nN17.9:N" in page.text.replace("\r", "")
    assert SUMMARY.splitlines()[1] in page.text


def test_what_is_coded_is_grouped_by_both_groupers(client: Any) -> None:
    page = client.post("/codes/stay/", {**STAY, "note": "As typed.", "group": "yes"})

    assert page.status_code == 200
    assert "871" in page.text and "both groupers agree" in page.text
    assert "Read its words once more" in page.text and "As typed." in page.text
    assert "weight" not in page.text.lower()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"age": ""}, "The age on the day of admission is needed."),
        ({"age": "x"}, "The age on the day of admission is needed."),
        ({"age": "125"}, "is no age in years"),
        ({"discharged": "May 1"}, "That is no day."),
        ({"codes": ""}, "without a diagnosis"),
        ({"codes": "N17.9:Q"}, "no indicator of presence on admission"),
        ({"status": "home"}, "no discharge status"),
        ({"status": "²²"}, "no discharge status"),
        ({"codes": "I10 " * 26}, "at most 25 diagnoses"),
        ({"procedures": "0FT44ZZ " * 26}, "25 procedures"),
    ],
)
def test_what_cannot_be_grouped_is_said_and_nothing_typed_is_lost(client: Any, change: dict[str, str], said: str) -> None:
    page = client.post("/codes/stay/", {**STAY, "note": "As typed.", "group": "yes", **change})

    assert page.status_code == 400
    assert said in page.text and "As typed." in page.text


@pytest.mark.parametrize(
    ("note", "admitted", "said"), [("", "", "The note is empty."), (SUMMARY, "2026-05-02", "before the admission")]
)
def test_what_cannot_be_coded_is_said(client: Any, note: str, admitted: str, said: str) -> None:
    page = client.post("/codes/stay/", {"note": note, "admitted": admitted, "discharged": "2026-05-01", "suggest": "yes"})

    assert page.status_code == 400
    assert said in page.text


def test_nothing_of_a_stay_is_kept(client: Any) -> None:
    def count() -> int:
        with scopes_disabled():
            return sum(model._base_manager.count() for model in apps.get_app_config("storage").get_models())

    before = count()

    client.post("/codes/stay/", {"note": SUMMARY, "discharged": "2026-05-01", "suggest": "yes"})
    client.post("/codes/stay/", {**STAY, "group": "yes"})

    assert count() == before


def test_only_coders_code_a_stay(practice: Practice) -> None:
    assert practice.client("biller").get("/codes/stay/").status_code == 403
