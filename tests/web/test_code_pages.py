"""The pages of the code book: searched as one types, opened at a code, on the day that is asked for."""

import pytest

from tests.web.conftest import Practice

pytestmark = pytest.mark.django_db


def test_the_search_finds_codes_by_words(practice: Practice) -> None:
    shown = practice.client("coder").post("/codes/", {"words": "knee pain right"})

    assert shown.status_code == 200
    assert '<a data-open class="code" href="/codes/M25.561/">M25.561</a>' in shown.content.decode()


def test_a_fragment_is_answered_with_a_fragment(practice: Practice) -> None:
    shown = practice.client("coder").post("/codes/", {"words": "E11.65"}, headers={"HX-Request": "true"}).content.decode()

    assert "E11.65" in shown
    assert "<html" not in shown


def test_nothing_found_says_so(practice: Practice) -> None:
    assert "No code fits" in practice.client("coder").post("/codes/", {"words": "zzzz qqqq"}).content.decode()


def test_a_code_is_shown_with_what_it_inherits_and_its_neighbours(practice: Practice) -> None:
    shown = practice.client("biller").get("/codes/e1165/").content.decode()

    assert "Type 2 diabetes mellitus with hyperglycemia" in shown
    assert "Inherited from E11" in shown
    assert '<a class="code" href="/codes/E10/">E10</a>' in shown
    assert 'data-press="," href="/codes/E11.64/"' in shown
    assert 'data-press="u" href="/codes/E11.6/"' in shown


def test_below_a_code_that_needs_a_7th_character_only_the_difference_is_read(practice: Practice) -> None:
    shown = practice.client("coder").get("/codes/S52.501/").content.decode()

    assert "<span>initial encounter for closed fracture</span>" in shown
    assert "needs more characters" in shown


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
