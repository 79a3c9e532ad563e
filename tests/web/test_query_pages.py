"""Queries, comments and the texts of a note on their pages."""

import re
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django_scopes import scopes_disabled

from superbill.app.show_query import show_query
from superbill.app.show_visit import show_visit
from superbill.app.take_note import take_note
from superbill.storage.models import DecisionRecord
from tests.web.conftest import KNEE, Practice, add_visit, visit, words_at

HEART = (
    "HPI: More breathless for a week, weight up 4 kg.\nExam: edema of both legs. BNP 1240 pg/mL.\n\n"
    "Assessment:\n1. Heart failure: furosemide 40 mg.\n2. Possible pneumonia, chest film today.\n"
)
ASK = {"ask": "I50.9 "}


@pytest.fixture
def chart(empty_practice: Practice) -> Practice:
    """A visit whose note leaves something open, and one more."""
    add_visit(empty_practice, visit("V1", "AHP4410072/01"), HEART)
    add_visit(empty_practice, visit("V2", "AHP4410388/01"), HEART)
    return empty_practice


def form_of(text: str) -> dict[str, object]:
    """What the draft's form would send as it stands."""
    values = dict(re.findall(r'name="(title|form)"[^>]*value="([^"]*)"', text))
    areas = dict(re.findall(r'<textarea[^>]*name="(question|options)"[^>]*>([^<]*)</textarea>', text))
    return {**values, **areas, "keep": re.findall(r'name="keep" value="(\d+)"', text), "form": "multiple choice"}


def test_a_query_goes_from_the_visit_to_the_clinician_and_back(chart: Practice) -> None:
    coder, clinician = chart.client("coder"), chart.client("clinician")

    begun = coder.post("/visits/V1/ask/", ASK)
    draft = coder.get(begun["Location"])
    sent = coder.post("/queries/Q1/change/", form_of(draft.text))
    question = clinician.get("/queries/Q1/")
    answered = clinician.post("/queries/Q1/answer/", {"chosen": ["0"], "answer": "New."}, follow=True)
    read = coder.get("/queries/Q1/")
    closed = coder.post("/queries/Q1/close/", {"because": "Coded."}, follow=True)

    assert begun["Location"] == "/queries/Q1/"
    assert "Nothing in it leads" in draft.text
    assert sent["Location"] == "/visits/V1/"
    assert "I50" not in question.text and "BNP 1240 pg/mL." in question.text
    assert "Query Q1 is answered. Thank you." in answered.text
    assert "I50.21" in read.text
    assert "Query Q1 is closed." in closed.text
    assert not re.search(r"\$\s?\d|reimburs|DRG", question.text + read.text)


def test_a_place_of_an_option_that_no_query_has_is_none(chart: Practice) -> None:
    coder = chart.client("coder")
    coder.post("/visits/V1/ask/", ASK)
    coder.post("/queries/Q1/change/", form_of(coder.get("/queries/Q1/").text))

    refused = chart.client("clinician").post("/queries/Q1/answer/", {"chosen": ["9" * 5000]})

    assert refused.status_code == 400


def test_what_the_linter_stops_comes_back_as_a_draft_with_the_reasons(chart: Practice) -> None:
    coder = chart.client("coder")
    coder.post("/visits/V1/ask/", ASK)
    form = form_of(coder.get("/queries/Q1/").text) | {"question": "Please document the sepsis."}

    tried = coder.post("/queries/Q1/lint/", form, headers={"hx-request": "true"})
    refused = coder.post("/queries/Q1/change/", form, follow=True)

    assert "ASK-PRESSURE" in tried.text and "<html" not in tried.text
    assert "Query Q1 cannot be sent." in refused.text and "Please document the sepsis." in refused.text
    assert show_query(chart.desk("coder"), "Q1").state == "draft"


def test_asking_keeps_the_superbill_as_it_stands(chart: Practice) -> None:
    coder = chart.client("coder")
    start, end = words_at(HEART, "Heart failure")
    sheet = {"code": ["I50.9"], "how": ["accepted"], "spans": [f"{start}-{end}"], "title": ["Heart failure"], "by": [""]}

    asked = coder.post("/visits/V1/ask/", {**sheet, **ASK}, headers={"hx-request": "true"})

    assert asked["HX-Redirect"] == "/queries/Q1/"
    assert "The superbill was saved as it stands." in coder.get("/queries/Q1/").text
    assert 'data-code="I50.9" data-taken' in coder.get("/visits/V1/").text


def test_asking_keeps_services_level_and_an_emptied_superbill_and_learns_nothing(chart: Practice) -> None:
    coder = chart.client("coder")
    service = {"procedure": ["99213", ""], "modifiers": ["", ""], "units": ["1", "1"], "pointers": ["A", ""]}
    code = {"code": ["I50.9"], "how": ["added"], "spans": [""]}

    coder.post("/visits/V1/ask/", {**code, **service, "level_why": ["Two problems."], **ASK})
    with_code = show_visit(chart.desk("coder"), "V1")
    coder.post("/visits/V1/ask/", {**code, **service, "level_why": ["Two problems."], **ASK})
    same = show_visit(chart.desk("coder"), "V1")
    coder.post("/visits/V1/ask/", {"procedure": [""], "modifiers": [""], "units": ["1"], "pointers": [""], **ASK})
    emptied = show_visit(chart.desk("coder"), "V1")

    assert ([row.procedure for row in with_code.services], with_code.level_why) == (["99213"], ("Two problems.",))
    assert same.sheet_id == with_code.sheet_id != emptied.sheet_id
    assert emptied.choices == emptied.services == ()
    with scopes_disabled():
        assert not DecisionRecord.objects.exists()
    coder.post("/visits/V1/save/", {**code, "then": "keep"})
    with scopes_disabled():
        assert DecisionRecord.objects.exists()


def hidden(text: str) -> dict[str, str]:
    """Which note and superbill the page says it shows."""
    return dict(re.findall(r'name="(note_id|sheet_id)" value="(\d+)"', text))


def test_a_page_opened_before_the_note_came_again_saves_and_cites_nothing(chart: Practice) -> None:
    coder = chart.client("coder")
    start, end = words_at(HEART, "Heart failure")
    sheet = {"code": ["I50.9"], "how": ["accepted"], "spans": [f"{start}-{end}"], "selected": f"{start}-{end}"}
    old = hidden(coder.get("/visits/V1/").text)
    take_note(chart.desk("biller"), "V1", f"Seen again.\n{HEART}".encode())
    new = hidden(coder.get("/visits/V1/").text)
    posts = {
        "save": {"then": "keep"},
        "sheet": {"act": "remove:0"},
        "ask": {"ask": ""},
        "comment": {"to": "coder", "words": "Why?"},
    }

    refused = {where: coder.post(f"/visits/V1/{where}/", {**sheet, **old, **more}) for where, more in posts.items()}

    leaving = coder.post("/visits/V1/findings/", {**sheet, **old}, headers={"HX-Request": "true"})

    assert {where: one.status_code for where, one in refused.items()} == dict.fromkeys(posts, 409)
    assert (leaving.status_code, leaving.content) == (204, b"")
    assert coder.post("/visits/V1/findings/", {**sheet, **old}).status_code == 409
    assert all("The note came again since this page was opened." in one.text for one in refused.values())
    assert coder.post("/visits/V1/comment/", {**old, "to": "coder", "words": "On no words."}).status_code == 302
    assert coder.post("/visits/V1/save/", {**sheet, **new, "then": "keep"}).status_code == 302


def test_a_superbill_that_somebody_saved_since_is_not_written_over(chart: Practice) -> None:
    coder = chart.client("coder")
    old = hidden(coder.get("/visits/V1/").text)
    sheet = {"code": ["I50.9"], "how": ["added"], "spans": [""], "then": "keep"}

    first, second = (coder.post("/visits/V1/save/", {**sheet, **old}) for _ in range(2))
    without = coder.post("/visits/V1/save/", sheet)
    fresh = coder.post("/visits/V1/save/", {**sheet, **hidden(coder.get("/visits/V1/").text)})

    assert (first.status_code, second.status_code, without.status_code, fresh.status_code) == (302, 409, 302, 302)
    assert "Somebody saved this superbill since" in second.text


def test_selected_words_are_asked_about(chart: Practice) -> None:
    start, end = words_at(HEART, "weight up 4 kg")

    asked = chart.client("coder").post("/visits/V1/ask/", {"ask": "", "selected": f"{start}-{end}"})

    assert show_query(chart.desk("coder"), asked["Location"].split("/")[2]).title == "Weight up 4 kg: further detail"


def test_nobody_but_a_coder_is_offered_to_ask(chart: Practice) -> None:
    assert "/visits/V1/ask/" in chart.client("coder").get("/visits/V1/").text
    for role in ("biller", "clinician"):
        assert "/visits/V1/ask/" not in chart.client(role).get("/visits/V1/").text
        assert chart.client(role).post("/visits/V1/ask/", ASK).status_code == 403


def test_no_words_of_the_note_stand_in_an_address_or_a_log(chart: Practice, caplog: pytest.LogCaptureFixture) -> None:
    coder = chart.client("coder")
    visited = [coder.post("/visits/V1/ask/", ASK)["Location"]]
    form = form_of(coder.get("/queries/Q1/").text) | {"cite": "words that nobody wrote"}
    refused = coder.post("/queries/Q1/change/", form)
    visited += [coder.post("/queries/Q1/withdraw/")["Location"]]

    assert refused.status_code == 400 and "words that nobody wrote" not in refused.text
    assert not any(words in text for words in ("breathless", "BNP", "Heart") for text in (*visited, caplog.text))


def test_comments_are_written_on_words_and_settled(chart: Practice) -> None:
    coder, biller = chart.client("coder"), chart.client("biller")
    start, end = words_at(HEART, "furosemide")

    coder.post("/visits/V1/comment/", {"to": "biller", "words": "<b>Is it ours?</b>", "selected": f"{start}-{end}"})
    seen = biller.get("/visits/V1/").text
    number = re.search(r"/comments/(\d+)/settle/", seen)
    assert number is not None
    settled = biller.post(f"/comments/{number[1]}/settle/", follow=True)

    assert "&lt;b&gt;Is it ours?&lt;/b&gt;" in seen and "“furosemide”" in seen
    assert "done by Luis Ortega" in settled.text
    assert "Comments to you" in biller.get("/?queue=comments").text


def test_late_texts_are_marked_and_compared(chart: Practice) -> None:
    coder = chart.client("coder")
    coder.post("/visits/V1/save/", {"code": ["I50.9"], "how": ["added"], "spans": [""], "then": "keep"})
    take_note(chart.desk("biller"), "V1", HEART.replace("4 kg", "6 kg <i>").encode())

    seen, compared = coder.get("/visits/V1/"), coder.get("/visits/V1/notes/")

    assert "came after the superbill was saved" in seen.text
    assert "<ins>6 " in compared.text and "&lt;i&gt;" in compared.text
    assert "<del>4 " in compared.text
    assert coder.get("/visits/V1/notes/?old=9&new=1").status_code == 404


def test_text_copied_forward_is_marked_in_the_note(chart: Practice) -> None:
    add_visit(chart, visit("V3", "AHP4410388/01", served_on=date(2026, 9, 1)), KNEE)
    add_visit(chart, visit("V4", "AHP4410388/01"), f"{KNEE}\nNew cough since Friday.")

    shown, first = (chart.client("coder").get(f"/visits/{number}/").content.decode() for number in ("V4", "V3"))

    note = shown.split("data-note", 1)[1].split("</div>", 1)[0]
    assert 'class="copied" title="copied forward: as in visit V3 of 09/01/2026"' in note
    assert "New cough" in note and "New cough" not in "".join(
        re.findall(r'<span class="copied"[^>]*>(.*?)</span>', note, re.DOTALL)
    )
    assert 'class="copied"' not in first
    assert "so marked in the note" in shown


def test_saving_opens_the_next_chart_of_the_same_list(chart: Practice) -> None:
    coder = chart.client("coder")
    start, end = words_at(HEART, "Heart failure")
    sheet = {
        "code": ["I50.9"], "how": ["accepted"], "spans": [f"{start}-{end}"], "procedure": ["99213"], "modifiers": [""],
        "units": ["1"], "pointers": ["A"], "then": "next", "payer": "Acme Health Plan",
    }  # fmt: skip

    first = coder.post("/visits/V1/save/", sheet)
    second = coder.post("/visits/V2/save/", sheet, headers={"hx-request": "true"})

    assert first["Location"] == "/visits/V2/?payer=Acme+Health+Plan"
    assert second["HX-Redirect"] == "/?payer=Acme+Health+Plan"
    assert "Visit V1 is saved; its claim is " in coder.get("/").text


def test_the_list_keeps_its_criteria(chart: Practice) -> None:
    shown = chart.client("coder").get("/?queue=to-code&payer=Acme+Health+Plan&clinician=Alvarez").text

    assert 'href="/visits/V1/?payer=Acme+Health+Plan&amp;clinician=Alvarez"' in shown
    assert "V1" not in chart.client("coder").get("/?queue=to-code&clinician=Beaumont").text.partition("<tbody>")[2]


def test_what_tries_to_be_markup_is_shown_as_text(mischief: Practice) -> None:
    coder = mischief.client("coder")
    coder.post("/visits/V9/ask/", {"ask": "I10 <script>alert(4)</script>"})

    for address in ("/queries/Q1/", "/queries/", "/visits/V9/notes/", "/visits/V9/"):
        assert "<script>alert" not in coder.get(address).text, address


def test_a_clinician_is_a_user_like_others(chart: Practice) -> None:
    user = get_user_model().objects.get(username="clinician")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    work = client.get("/")

    assert "Questions to you" in work.text and "Visits to code" not in work.text
