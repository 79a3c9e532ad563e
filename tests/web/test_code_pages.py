"""The pages of the code book: searched as one types, opened at a code, on the day that is asked for."""

from pathlib import Path

import pytest

from tests.codes.books.term_files import DRUG, EXTERNAL, INDEX, NEOPLASM
from tests.own_codes import own_codes
from tests.web.conftest import Practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms(tmp_path: Path, code_tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"icd10cm_neoplasm_2026.xml": NEOPLASM, "icd10cm_drug_2026.xml": DRUG, "icd10cm_index_2026.xml": INDEX}
    made = own_codes(tmp_path / "codes", code_tables, files | {"icd10cm_eindex_2026.xml": EXTERNAL})
    monkeypatch.setenv("SUPERBILL_CODES", str(made))


def test_the_search_finds_codes_by_words(practice: Practice) -> None:
    shown = practice.client("coder").post("/codes/", {"words": "knee pain right"})

    assert shown.status_code == 200
    assert '<a data-open class="code" data-copy="M25.561" href="/codes/M25.561/" autofocus>M25.561</a>' in shown.content.decode()


def test_a_fragment_is_answered_with_a_fragment(practice: Practice) -> None:
    shown = practice.client("coder").post("/codes/", {"words": "E11.65"}, headers={"HX-Request": "true"}).content.decode()

    assert "E11.65" in shown
    assert "<html" not in shown


def test_nothing_found_says_so(practice: Practice) -> None:
    assert "No code fits" in practice.client("coder").post("/codes/", {"words": "zzzz qqqq"}).content.decode()


def test_a_code_is_shown_with_what_it_inherits_and_its_neighbours(practice: Practice) -> None:
    shown = practice.client("biller").get("/codes/e1165/").content.decode()

    assert "Type 2 diabetes mellitus with hyperglycemia" in shown
    assert "Inherited from above" in shown
    assert '<h3 class="book-owner"><a class="code" href="/codes/E11/">E11</a></h3>' in shown
    assert '<a class="code" href="/codes/E10/">E10</a>' in shown
    assert '<a href="/codes/chapter-4/" title=' in shown
    assert 'data-press="," href="/codes/E11.64/"' in shown
    assert 'data-press="u" href="/codes/E11.6/"' in shown


def test_a_code_that_needs_a_7th_character_shows_them_to_pick_from(practice: Practice) -> None:
    shown = practice.client("coder").get("/codes/S52.501/").content.decode()

    assert "needs a 7th character" in shown
    assert 'data-seventh="A" href="/codes/S52.501A/"' in shown
    assert "<span>initial encounter for closed fracture</span>" in shown


def test_a_code_with_a_7th_character_shows_the_others_and_marks_its_own(practice: Practice) -> None:
    shown = practice.client("coder").get("/codes/S52.501A/").content.decode()

    assert 'data-seventh="A" href="/codes/S52.501A/" aria-current="page"' in shown
    assert 'data-seventh="D" href="/codes/S52.501D/"' in shown


def test_the_book_opens_at_its_chapters_and_is_walked_down(practice: Practice) -> None:
    client = practice.client("coder")

    assert 'href="/codes/chapter-4/"' in client.get("/codes/").content.decode()
    assert 'href="/codes/E08-E13/"' in client.get("/codes/chapter-4/").content.decode()
    assert 'href="/codes/E11/"' in client.get("/codes/E08-E13/").content.decode()


@pytest.mark.parametrize(
    ("words", "address"), [("e1165", "/codes/E11.65/"), ("E11.65", "/codes/E11.65/"), ("S52.501A", "/codes/S52.501A/")]
)
def test_a_code_that_is_written_out_is_opened(practice: Practice, words: str, address: str) -> None:
    answer = practice.client("coder").post("/codes/", {"words": words})

    assert (answer.status_code, answer["Location"]) == (302, address)


def test_the_day_stays_when_a_code_is_written_out(practice: Practice) -> None:
    assert (
        practice.client("coder").post("/codes/?on=2026-01-15", {"words": "E11.65"})["Location"] == "/codes/E11.65/?on=2026-01-15"
    )


def test_a_term_and_its_columns_are_shown_and_found(practice: Practice, terms: None) -> None:
    client = practice.client("coder")

    opened = client.get("/codes/tables/neoplasm/", {"term": "Neoplasm, neoplastic > breast"}).content.decode()
    found = client.post("/codes/tables/neoplasm/", {"words": "breast benign"}, headers={"HX-Request": "true"}).content.decode()
    everywhere = client.post("/codes/", {"words": "breast benign"}).content.decode()

    assert '<td data-heading="Benign"><a class="code" data-cell data-copy="D24" href="/codes/D24/">D24.-</a></td>' in opened
    assert "<html" not in found
    assert 'data-cell data-asked data-copy="D24"' in found
    assert 'data-copy="D24" href="/codes/D24/" autofocus>' in everywhere


def test_every_list_of_terms_has_a_page(practice: Practice, terms: None) -> None:
    client = practice.client("coder")

    assert "Diabetes, diabetic" in client.get("/codes/tables/disease/").content.decode()
    assert "Fall, falling" in client.get("/codes/tables/external/").content.decode()
    assert "T39.015" in client.get("/codes/tables/drug/", {"letter": "A"}).content.decode()


def test_a_list_that_is_not_installed_says_where_it_is_and_how_it_comes(practice: Practice) -> None:
    shown = practice.client("coder").get("/codes/tables/drug/").content.decode()

    assert "is not installed" in shown
    assert "superbill codes install FILE" in shown


@pytest.mark.parametrize("address", ["/codes/tables/surgery/", "/codes/tables/neoplasm/?term=nowhere"])
def test_what_is_no_list_or_no_term_is_explained(practice: Practice, terms: None, address: str) -> None:
    assert practice.client("coder").get(address).status_code == 400


def test_a_code_of_another_book_is_shown_and_one_that_nobody_knows_is_not(practice: Practice) -> None:
    client = practice.client("biller")

    assert "office" in client.get("/codes/in/pos/11/").content.decode().lower()
    assert client.get("/codes/in/cpt/99999/").status_code == 404


def test_another_day_stays_open_from_page_to_page(practice: Practice) -> None:
    shown = practice.client("coder").get("/codes/E11.65/?on=2026-01-15").content.decode()

    assert "15 January 2026" in shown
    assert 'href="/codes/E11.6/?on=2026-01-15"' in shown


@pytest.mark.parametrize(("address", "status"), [("/codes/E99.99/", 400), ("/codes/E11.65/?on=yesterday", 400)])
def test_what_is_no_code_or_no_day_is_explained(practice: Practice, address: str, status: int) -> None:
    shown = practice.client("coder").get(address)

    assert shown.status_code == status
    assert "Traceback" not in shown.content.decode()


def test_the_books_are_listed_with_what_they_were_made_from(practice: Practice) -> None:
    shown = practice.client("manager").get("/codes/books/").content.decode()

    assert "ICD-10-PCS" in shown
    assert "superbill codes install" in shown


def test_nobody_reads_without_signing_in(practice: Practice) -> None:
    from django.test import Client

    assert Client(headers={"host": "127.0.0.1"}).get("/codes/").status_code == 302
