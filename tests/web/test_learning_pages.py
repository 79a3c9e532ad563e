"""What the coders taught, on the pages: reject and undo on the visit, terms with their decisions, calibration, trust."""

from django_scopes import scope

from superbill.app.decision_rows import standing
from superbill.app.trust_settings import Trust, keep_trust
from superbill.storage.models import DecisionRecord, VisitRecord
from tests.web.conftest import KNEE, NOTE, Practice, add_visit, visit

FRAGMENT = {"hx-request": "true"}


def rows(practice: Practice) -> list[DecisionRecord]:
    with scope(practice=practice.id):
        return list(standing(practice.desk("manager")))


def test_not_this_moves_a_suggestion_apart_keeps_what_was_typed_and_can_be_undone(empty_practice: Practice) -> None:
    add_visit(empty_practice, visit("V3", "AHP4410388/01"), NOTE)
    client = empty_practice.client("coder")
    typed = {"procedure": "99213", "modifiers": "", "units": "1", "pointers": ""}

    rejected = client.post("/visits/V3/not-this/", {**typed, "not": "I10:not-this-visit"}, headers=FRAGMENT).content.decode()
    (decision,) = rows(empty_practice)
    back = client.post("/visits/V3/not-this/", {**typed, "back": decision.pk}, headers=FRAGMENT).content.decode()

    assert "Not treated at this visit" in rejected and 'value="accept:I10"' not in rejected
    assert 'value="99213"' in rejected and 'value="accept:E11.65"' in rejected
    assert 'value="accept:I10"' in back and "Not treated at this visit</span>" not in back
    assert rows(empty_practice) == []


def test_without_scripts_not_this_leads_back_to_the_visit(empty_practice: Practice) -> None:
    add_visit(empty_practice, visit("V3", "AHP4410388/01"), NOTE)

    answer = empty_practice.client("coder").post("/visits/V3/not-this/", {"not": "I10:other"})

    assert (answer.status_code, answer["Location"]) == (302, "/visits/V3/")


def test_a_reason_that_is_none_and_a_code_that_is_not_suggested_are_refused(empty_practice: Practice) -> None:
    add_visit(empty_practice, visit("V3", "AHP4410388/01"), NOTE)
    client = empty_practice.client("coder")

    assert client.post("/visits/V3/not-this/", {"not": "I10:bored"}).status_code == 400
    assert client.post("/visits/V3/not-this/", {"not": "J45.909:other"}).status_code == 409
    assert client.post("/visits/V3/not-this/", {"back": "999"}).status_code == 409


def test_the_terms_are_listed_narrowed_opened_and_taken_back(practice: Practice) -> None:
    coder = practice.client("coder")
    listed = coder.get("/coding/terms/").content.decode()
    narrowed = coder.get("/coding/terms/", {"code": "M17"}).content.decode()
    number = next(row.pk for row in rows(practice) if row.code == "I10")
    opened = coder.get(f"/coding/terms/{number}/").content.decode()

    done = coder.post("/coding/terms/undo/", {"number": number}, follow=True).content.decode()

    assert "hypertension" in listed and "hypertension" not in narrowed
    assert "Dana Reyes" in opened and "V1" in opened
    assert "Taken back: I10 passed." in done
    assert number not in {row.pk for row in rows(practice)}


def test_the_file_for_another_site_is_a_download_without_any_patient(practice: Practice) -> None:
    answer = practice.client("manager").post("/coding/terms/export/")

    assert practice.client("coder").post("/coding/terms/export/").status_code == 403
    assert "/coding/terms/export/" not in practice.client("coder").get("/coding/terms/").content.decode()
    assert "/coding/terms/export/" in practice.client("manager").get("/coding/terms/").content.decode()
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode().lower()
    assert '"superbill_terms": 1' in text
    assert not any(word in text for word in ("metformin.", "58-year-old", "reyes", "v1"))


def test_calibration_and_trust_show_what_was_decided(practice: Practice) -> None:
    report = practice.client("biller").get("/coding/calibration/").content.decode()
    manager = practice.client("manager")
    before = manager.get("/coding/trust/").content.decode()
    manager.post("/coding/trust/set/", {"family": "E11", "mode": "shadow"})
    trust = manager.get("/coding/trust/").content.decode()

    assert "Chapter 4" in report and "By what was claimed" in report
    assert "Type 2 diabetes mellitus" not in before  # two visits are not enough to be sure of anything
    assert "Type 2 diabetes mellitus" in trust and 'value="off"' in trust


def test_only_a_manager_sees_and_presses_the_buttons_of_trust(practice: Practice) -> None:
    manager, coder = practice.client("manager"), practice.client("coder")

    done = manager.post("/coding/trust/set/", {"family": "E11", "mode": "shadow"}, follow=True).content.decode()
    refused = manager.post("/coding/trust/set/", {"family": "E11", "mode": "on"})

    assert "E11 is in the shadow." in done
    assert refused.status_code == 409 and "cases that are needed" in refused.content.decode()
    assert 'value="shadow"' not in coder.get("/coding/trust/").content.decode()
    assert coder.post("/coding/trust/set/", {"family": "E11", "mode": "off"}).status_code == 403


def test_an_automatic_code_of_the_sample_is_answered_on_the_page(empty_practice: Practice) -> None:
    manager = empty_practice.desk("manager")
    add_visit(empty_practice, visit("V3", "AHP4410388/01"), KNEE)
    with scope(practice=empty_practice.id):
        keep_trust(manager, Trust(families={"M17": "on"}))
        seen = DecisionRecord.objects.create(
            practice_id=empty_practice.id, visit_id=_visit_id(), kind="automatic", term="t", words="knee", code="M17.12",
            confidence=92, because="sample", source="program", by="program", at="2026-09-18T09:00:00Z",
        )  # fmt: skip
    coder = empty_practice.client("coder")

    page = coder.get("/coding/trust/").content.decode()
    silent = [coder.post("/coding/trust/review/", {"number": seen.pk, **said}) for said in ({}, {"is": "perhaps"})]
    answer = coder.post("/coding/trust/review/", {"number": seen.pk, "is": "right"})
    after = coder.get("/coding/trust/").content.decode()

    assert "To look at" in page and "M17.12" in page
    assert [one.status_code for one in silent] == [400, 400]
    assert answer.status_code == 302 and "To look at" not in after
    assert [row.kind for row in rows(empty_practice)] == ["automatic", "accepted"]


def _visit_id() -> int:
    return int(VisitRecord.objects.get(number="V3").pk)
