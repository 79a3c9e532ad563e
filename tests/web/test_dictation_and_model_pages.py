"""The pages of a dictation, and those of the language model."""

import json
import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from superbill.app.dictation import keep_dictation, list_dictations
from superbill.app.show_visit import show_visit
from superbill.web.middleware import CONTENT_SECURITY_POLICY
from tests.dictated import HEARD, said, spoken
from tests.model_service import saying, serving
from tests.web.conftest import Practice


def test_a_recording_is_sent_heard_played_and_confirmed(practice: Practice) -> None:
    client = practice.client("clinician")
    recording = said("She denies chest pain, and the blood sugar is high.")

    sent = client.post("/visits/V3/dictate/", {"recording": SimpleUploadedFile("knee.wav", recording)})
    (row,) = list_dictations(practice.desk("coder"), "V3")
    page = client.get(sent["Location"])
    sound = client.get(f"/dictations/{row.id}/sound/")
    before = client.get("/visits/V3/").content.decode()
    marked = client.post(f"/dictations/{row.id}/confirm/", {"words": "Pain in the [knee?]."})
    done = client.post(f"/dictations/{row.id}/confirm/", {"words": "Assessment:\r\nPain in the right knee."})
    after = client.get("/visits/V3/").content.decode()

    assert f'<audio controls preload="metadata" src="/dictations/{row.id}/sound/"' in page.content.decode()
    assert page["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert (sound.content, sound["Content-Type"], sound["X-Content-Type-Options"]) == (recording, "audio/wav", "nosniff")
    assert marked.status_code == 400
    assert (done.status_code, done["Location"]) == (302, "/visits/V3/")
    assert "M25.561" not in before
    assert "M25.561" in after
    assert "heard" not in client.get("/visits/V3/dictations/").content.decode().partition("<tbody>")[2].partition("</tbody>")[0]


@pytest.mark.parametrize("data", [b"", b"ID3", spoken()[:-50]])
def test_what_is_no_recording_is_said_in_words(practice: Practice, data: bytes) -> None:
    answer = practice.client("coder").post("/visits/V3/dictate/", {"recording": SimpleUploadedFile("a.wav", data)})

    assert answer.status_code == 400
    assert list_dictations(practice.desk("coder"), "V3") == ()


def test_doubtful_words_are_marked_and_a_biller_only_reads(practice: Practice) -> None:
    number = keep_dictation(practice.desk("coder"), "V3", spoken(), name="<b>a.wav", heard=HEARD)

    coder, biller = (practice.client(role).get(f"/dictations/{number}/").content.decode() for role in ("coder", "biller"))

    assert '<mark class="aside" title="59 % sure, at 2700 ms">table.</mark>' in coder
    assert "[table.?]" in coder
    assert "<b>a.wav" not in coder
    assert "<textarea" not in biller


def test_the_model_is_asked_from_the_visit_only_where_it_is_turned_on(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = practice.client("coder")
    facts = {"facts": [{"quote": "raise metformin", "term": "I10", "status": "present"}]}

    assert "Ask the language model" not in client.get("/visits/V3/").content.decode()
    assert client.post("/visits/V3/ask-model/").status_code == 409
    with serving(saying(facts=facts, order={"order": [2, 1]})) as service:
        monkeypatch.setenv("SUPERBILL_MODEL_URL", service.url)
        monkeypatch.setenv("SUPERBILL_MODEL_NAME", "tiny")
        shown = client.get("/visits/V3/").content.decode()
        assert service.requests == []
        asked = client.post("/visits/V3/ask-model/")

    assert "Ask the language model" in shown
    assert (asked.status_code, asked["Location"]) == (302, "/visits/V3/")
    assert len(service.requests) == 1
    assert "The order stays" not in client.get("/visits/V3/").content.decode()
    manager = practice.client("manager")
    (kept,) = re.findall(r"/model/\d+/", manager.get("/model/").content.decode())
    assert "raise metformin" in manager.get(kept).content.decode()
    assert client.get("/model/").status_code == 403


def test_no_answer_of_the_model_breaks_the_page_of_the_visit(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    client = practice.client("coder")
    quote = show_visit(practice.desk("coder"), "V3").suggested[0].spans[0].words
    facts = {"facts": [{"quote": quote, "term": f"{quote} \ud83d", "status": "present"}]}

    for content in (facts, json.dumps(facts, ensure_ascii=False), "{\ud83d"):
        with serving(saying(facts=content, order={"order": [2, 1]})) as service:
            monkeypatch.setenv("SUPERBILL_MODEL_URL", service.url)
            monkeypatch.setenv("SUPERBILL_MODEL_NAME", "tiny")
            asked = client.post("/visits/V3/ask-model/")

        assert asked.status_code in (302, 409)
        assert client.get("/visits/V3/").status_code == 200


@pytest.mark.parametrize(("count", "told"), [(2, True), (1, False)])
def test_the_page_tells_why_there_is_no_order(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, count: int, told: bool
) -> None:
    came = SimpleNamespace(dropped=(), suggestions=(None,) * count, order_refused="The list was not sent: it still has a date.")
    monkeypatch.setattr("superbill.web.views.model.ask_model", lambda *_: came)
    client = practice.client("coder")

    client.post("/visits/V3/ask-model/")

    page = client.get("/visits/V3/").content.decode()
    assert f"led to {count} further suggestion" in page
    assert ("The order stays as it was: The list was not sent: it still has a date." in page) is told
