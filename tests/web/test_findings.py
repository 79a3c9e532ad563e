"""Findings on the pages: of the superbill while it changes, and of the claim, with overrides."""

import re

import pytest
from django.test import Client

from superbill.app.show_claim import show_claim
from tests.web.conftest import NOTE, Practice, words_at

FRAGMENT = {"HX-Request": "true"}
FORM = {
    "code": ["E11.65"],
    "how": ["accepted"],
    "spans": ["{}-{}".format(*words_at(NOTE, "Type 2 diabetes with hyperglycemia"))],
    "procedure": ["99213", "", "36415", "36415", ""],
    "modifiers": ["", "", "", "", ""],
    "units": ["1", "1", "1", "1", "1"],
    "pointers": ["A", "", "A", "A", ""],
}
REASON = {"because": "record", "words": "Two draws, morning and noon."}


def checked(practice: Practice, *, role: str = "coder", **changes: list[str]) -> str:
    return practice.client(role).post("/visits/V3/findings/", FORM | changes, headers=FRAGMENT).text


@pytest.fixture
def held(practice: Practice) -> Practice:
    """V3 is held: a blood draw stands twice on its day."""
    practice.client("coder").post("/visits/V3/save/", FORM | {"then": "draft"})
    assert show_claim(practice.desk("coder"), "V3").state == "held by edits"
    return practice


def asked(practice: Practice) -> dict[str, str]:
    """What the override form of the held claim carries."""
    (stop,) = [row for row in show_claim(practice.desk("biller"), "V3").findings if row.severity == "stop"]
    return {"code": stop.code, "mark": stop.mark, **REASON}


def test_findings_of_the_superbill_come_as_a_part_of_the_page(practice: Practice) -> None:
    text = checked(practice)

    assert "<html" not in text and '<form id="superbill"' not in text
    assert 'data-tally="1 stop' in text
    assert "LINE-04" in text
    assert show_claim_is_missing(practice)


def show_claim_is_missing(practice: Practice) -> bool:
    return practice.client("coder").get("/claims/V3/").status_code == 404


def test_a_row_without_a_code_is_counted_past(practice: Practice) -> None:
    assert '<a href="#service-4-procedure">line 3 procedure</a>' in checked(practice)


def test_every_link_of_a_finding_leads_to_a_field_of_the_page(held: Practice) -> None:
    fields = set(re.findall(r'id="([a-z]+-[^"]*)"', held.client("coder").get("/visits/V3/").text))

    assert {
        "code-1",
        "service-3-procedure",
        "service-3-modifiers",
        "service-1-units",
        "service-1-pointers",
        "find-code",
    } <= fields


def test_what_is_shown_already_is_not_sent_again(practice: Practice) -> None:
    said = re.search(r'name="said" value="(\w+)"', checked(practice))
    assert said

    client = practice.client("coder")
    same = client.post("/visits/V3/findings/", FORM | {"said": said[1]}, headers=FRAGMENT)
    other = client.post("/visits/V3/findings/", FORM | {"said": said[1], "units": ["2"] * 5}, headers=FRAGMENT)

    assert (same.status_code, other.status_code) == (204, 200)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"units": ["none"] * 5}, "Units of service 1"),
        ({"pointers": ["Z"] * 5}, "points to Z"),
        ({"procedure": ["9", "", "", "", ""]}, "There is no charge for 9"),
    ],
)
def test_a_field_half_typed_is_told_in_the_panel_and_is_no_error(
    practice: Practice, changes: dict[str, list[str]], said: str
) -> None:
    answer = practice.client("coder").post("/visits/V3/findings/", FORM | changes, headers=FRAGMENT)

    assert answer.status_code == 200
    assert said in answer.text
    assert "HX-Retarget" not in answer


def test_without_scripts_the_whole_page_comes_with_its_findings(practice: Practice) -> None:
    text = practice.client("coder").post("/visits/V3/findings/", FORM).text

    assert "<h1>" in text and "LINE-04" in text
    assert 'id="service-2-procedure"' in text and 'value="36415"' in text


def test_findings_of_a_superbill_are_for_those_who_code(practice: Practice) -> None:
    assert practice.client("biller").post("/visits/V3/findings/", FORM, headers=FRAGMENT).status_code == 403
    assert "findings-body" not in practice.client("biller").get("/visits/V3/").text


def test_a_stop_is_overridden_and_taken_back_on_the_claim(held: Practice) -> None:
    client, form = held.client("biller"), asked(held)

    done = client.post("/claims/V3/override/", form, follow=True)
    back = client.post("/claims/V3/take-back/", {**form, "words": "It was one draw."}, follow=True)

    assert "LINE-04 is overridden; the claim is ready to send." in done.text
    assert "“Two draws, morning and noon.”" in done.text
    assert "The record supports the claim as it is" in done.text
    assert "The override of LINE-04 is taken back; the claim is held by edits." in back.text
    assert "Override it, with a reason" in back.text


def test_an_override_without_words_is_explained_and_changes_nothing(held: Practice) -> None:
    answer = held.client("biller").post("/claims/V3/override/", asked(held) | {"words": "  "})

    assert answer.status_code == 400
    assert "needs the reason in words" in answer.text
    assert show_claim(held.desk("biller"), "V3").state == "held by edits"


def test_a_finding_that_is_gone_is_not_overridden(held: Practice) -> None:
    form = asked(held)
    held.client("coder").post("/visits/V3/save/", FORM | {"procedure": ["99213", "", "36415", "", ""], "then": "draft"})

    answer = held.client("biller").post("/claims/V3/override/", form)

    assert answer.status_code == 409
    assert "no such finding of LINE-04" in answer.text


def test_only_those_who_may_override_see_the_form(held: Practice) -> None:
    assert "/claims/V3/override/" not in held.client("coder").get("/claims/V3/").text
    assert "/claims/V3/override/" in held.client("biller").get("/claims/V3/").text


def test_the_words_of_an_override_are_shown_as_text(held: Practice) -> None:
    client: Client = held.client("biller")

    shown = client.post("/claims/V3/override/", asked(held) | {"words": "<script>alert(1)</script>"}, follow=True).text

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_the_claim_page_tells_the_payers_clock_and_where_to_mend(held: Practice) -> None:
    text = held.client("biller").get("/claims/V3/").text

    assert "The payer takes it until" in text
    assert 'href="/visits/V3/#service-3-procedure"' in text


def test_the_place_of_the_edits_lists_them_in_the_order_asked_for_and_opens_their_claims(held: Practice) -> None:
    client = held.client("manager")

    listed = client.get("/edits/?by=stopped").text
    opened = client.get("/edits/line-04/").text

    assert '<a href="?by=stopped" aria-current="true">' in listed
    assert 'href="/edits/LINE-04/"' in listed
    assert 'href="/claims/V3/#findings"' in opened
    assert "Claims that it fired on" in opened


def test_an_edit_that_nobody_knows_is_explained(held: Practice) -> None:
    answer = held.client("manager").get("/edits/NOPE-01/")

    assert answer.status_code == 404
    assert "There is no edit" in answer.text
