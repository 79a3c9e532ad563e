"""A query from a gap to the change on the superbill: who may do what, what stays, and what is told of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from superbill.app.answer_query import NoAnswer, answer_query, close_query
from superbill.app.ask_provider import (
    BadQuery,
    QueryStopped,
    Wording,
    change_query,
    draft_query,
    lint_wording,
    send_query,
    withdraw_query,
)
from superbill.app.desk import Desk
from superbill.app.find import NotHere
from superbill.app.list_queries import list_queries, queries_of_visit, spoken
from superbill.app.list_work import list_work
from superbill.app.save_sheet import NoNote
from superbill.app.show_chart import show_chart
from superbill.app.show_query import QueryPage, show_query
from superbill.app.show_visit import show_visit
from superbill.app.take_note import take_note
from superbill.claims.query import OTHER, UNDETERMINED, Form, NoSuchQueryMove, Option, YesNoReason
from superbill.claims.visit import Pick, Service
from superbill.storage import clock
from superbill.storage.models import Event, NoteRecord, QueryStep
from tests.app.office import DAY, SERVED, Office, words_at

HEART = (
    "HPI: More breathless for a week, weight up 4 kg.\nExam: edema of both legs. BNP 1240 pg/mL.\n\n"
    "Assessment:\n1. Heart failure: furosemide 40 mg.\n2. Possible pneumonia, chest film today.\n"
)
ACUTE = 0  # the place of the first option: acute, systolic


def clinician(office: Office) -> Desk:
    return Desk(office.id, "", "Marisol Alvarez", "clinician", DAY)


def wording_of(shown: QueryPage, **changes: object) -> Wording:
    same = Wording(shown.title, shown.question, shown.options, tuple(range(len(shown.indicators))))
    return replace(same, **changes)  # type: ignore[arg-type]  # the tests name fields of a wording


@pytest.fixture
def asked(office: Office) -> Office:
    """Q1 about the heart failure of V1 was drafted."""
    office.register(note=HEART)
    draft_query(office.desk("coder"), "V1", code="I50.9")
    return office


@pytest.fixture
def sent(asked: Office) -> Office:
    """And sent."""
    send_query(asked.desk("coder"), "Q1")
    return asked


def test_a_query_begins_at_a_suggestion_with_the_words_of_the_note(asked: Office) -> None:
    shown = show_query(asked.desk("coder"), "Q1")

    assert (shown.state, shown.provider, shown.about, shown.code) == ("draft", "Marisol Alvarez", "heart-failure", "I50.9")
    assert {one.words for one in shown.indicators} >= {"BNP 1240 pg/mL.", "edema of both legs."}
    assert all(HEART[one.start : one.end] == one.words for one in shown.indicators)
    assert shown.findings == ()


def test_the_same_gap_is_not_asked_twice_while_it_is_open(sent: Office) -> None:
    again = draft_query(sent.desk("coder"), "V1", code="I50.9")
    other = draft_query(sent.desk("coder"), "V1", code="J18.9")
    withdraw_query(sent.desk("coder"), "Q1")
    anew = draft_query(sent.desk("coder"), "V1", code="I50.9")

    assert (again, other, anew) == ("Q1", "Q2", "Q3")


def test_a_query_may_be_about_selected_words_and_of_a_chosen_kind(office: Office) -> None:
    office.register(note=HEART)
    coder = office.desk("coder")

    words = draft_query(coder, "V1", code="", spans=(words_at("weight up 4 kg", text=HEART),))
    kind = draft_query(coder, "V1", code="J18.9", template="pneumonia")

    assert show_query(coder, words).title == "Weight up 4 kg: further detail"
    assert show_query(coder, kind).about == "pneumonia"


def test_other_selected_words_are_another_query(office: Office) -> None:
    office.register(note=HEART)
    coder = office.desk("coder")

    def asked_about(words: str) -> str:
        return draft_query(coder, "V1", code="", spans=(words_at(words, text=HEART),))

    assert [asked_about(words) for words in ("weight up 4 kg", "BNP 1240", "weight up 4 kg")] == ["Q1", "Q2", "Q1"]


def test_earlier_notes_are_those_of_the_last_visits(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("superbill.app.ask_provider.MOST_EARLIER", 2)
    office.register("V1", note=HEART)
    for count in (3, 1, 2):
        office.register(f"V1{count}", note=HEART, served_on=SERVED - timedelta(days=count))
    draft_query(office.desk("coder"), "V1", code="I50.9")

    assert set(show_query(office.desk("coder"), "Q1").earlier_visits) == {"V11", "V12"}


def test_a_query_needs_a_note_words_and_a_template_that_there_is(office: Office) -> None:
    office.register(note=HEART)
    with pytest.raises(BadQuery, match=r"No words of the note lead to Z99\.2"):
        draft_query(office.desk("coder"), "V1", code="Z99.2")
    with pytest.raises(BadQuery, match="no template"):
        draft_query(office.desk("coder"), "V1", code="I50.9", template="guesswork")
    with pytest.raises(BadQuery, match="no such words"):
        draft_query(office.desk("coder"), "V1", code="", spans=((5, 99_999),))
    with office.looking():
        assert not QueryStep.objects.exists()


def test_a_visit_without_a_note_has_nothing_to_ask_about(office: Office) -> None:
    from superbill.app.register_visit import register_visit
    from tests.app.office import visit

    register_visit(office.desk("biller"), visit("V1"))

    with pytest.raises(NoNote):
        draft_query(office.desk("coder"), "V1", code="I50.9")


def test_what_leads_is_not_sent_and_the_refusal_names_no_words(asked: Office) -> None:
    coder = asked.desk("coder")
    change_query(coder, "Q1", wording_of(show_query(coder, "Q1"), question="Please document the sepsis."))

    with pytest.raises(QueryStopped, match="Query Q1 cannot be sent") as refused:
        send_query(coder, "Q1")

    assert "sepsis" not in str(refused.value)
    assert {one.code for one in show_query(coder, "Q1").findings} == {"ASK-LEADING", "ASK-PRESSURE"}
    assert show_query(coder, "Q1").state == "draft"


def test_a_wording_is_tried_without_being_kept(asked: Office) -> None:
    coder = asked.desk("coder")
    shown = show_query(coder, "Q1")

    found = lint_wording(coder, "Q1", wording_of(shown, keep=()))

    assert "ASK-INDICATOR" in {one.code for one in found}
    assert show_query(coder, "Q1") == shown


def test_further_words_are_cited_exactly_also_from_an_earlier_visit(office: Office) -> None:
    office.register("V0", note="Assessment:\n1. Atrial fibrillation, on apixaban.\n", served_on=DAY - timedelta(days=60))
    office.register(note=HEART)
    coder = office.desk("coder")
    draft_query(coder, "V1", code="I50.9")
    shown = show_query(coder, "Q1")

    change_query(coder, "Q1", wording_of(shown, cite="on apixaban", cite_visit="V0"))
    with pytest.raises(BadQuery, match="does not have these words"):
        change_query(coder, "Q1", wording_of(shown, cite="on warfarin"))
    with pytest.raises(BadQuery, match="none of this patient's earlier ones"):
        change_query(coder, "Q1", wording_of(shown, cite="on apixaban", cite_visit="V9"))

    after = show_query(coder, "Q1")
    assert (after.indicators[-1].words, after.indicators[-1].visit) == ("on apixaban", "V0")
    assert [one.code for one in after.findings] == ["ASK-PRIOR-UNSAID"]
    assert after.earlier_visits == ("V0",)


def test_an_open_question_has_no_options(asked: Office) -> None:
    coder = asked.desk("coder")

    change_query(coder, "Q1", wording_of(show_query(coder, "Q1"), form=Form.OPEN))

    assert show_query(coder, "Q1").options == ()


def test_a_draft_is_not_there_for_the_clinician_and_what_was_sent_shows_no_code(asked: Office) -> None:
    with pytest.raises(NotHere):
        show_query(clinician(asked), "Q1")
    assert list_queries(clinician(asked), state="all").rows == ()
    assert queries_of_visit(clinician(asked), "V1") == ()

    send_query(asked.desk("coder"), "Q1")
    shown = show_query(clinician(asked), "Q1")

    assert (shown.code, shown.gap, shown.findings, shown.led_to) == ("", "", (), ())
    assert all(option.code == "" for option in shown.options)
    assert shown.moves == ("answered",)


def test_what_was_sent_is_not_worded_anew(sent: Office) -> None:
    coder = sent.desk("coder")

    with pytest.raises(NoSuchQueryMove):
        change_query(coder, "Q1", wording_of(show_query(coder, "Q1"), title="Heart failure"))


def test_the_answer_is_a_document_of_its_own_and_the_note_stays(sent: Office) -> None:
    answer_query(clinician(sent), "Q1", chosen=(ACUTE,), words="New since August.")

    shown = show_query(sent.desk("coder"), "Q1")
    (answer,) = shown.answers
    assert answer.chosen == ("Acute, systolic (reduced ejection fraction)",)
    assert (answer.words, answer.by, answer.entered_by) == ("New since August.", "Marisol Alvarez", "")
    with sent.looking():
        assert [row.text for row in NoteRecord.objects.all()] == [HEART]


def test_an_answer_that_somebody_else_enters_names_both(sent: Office) -> None:
    with pytest.raises(NoAnswer, match="whose answer"):
        answer_query(sent.desk("manager"), "Q1", words="Acute.")
    answer_query(sent.desk("manager"), "Q1", words="Acute.", by="Marisol Alvarez")

    (answer,) = show_query(sent.desk("coder"), "Q1").answers
    assert (answer.by, answer.entered_by) == ("Marisol Alvarez", "Ingrid Halvorsen")


@pytest.mark.parametrize(
    ("chosen", "words", "said"),
    [((), " ", "empty"), ((99,), "", "not on the query"), ((-1,), "", "not on the query"), ((7,), "", "without saying what"),
     ((), "x" * 4001, "longer than 4000"), ((0, 8), "", "beside another option")],
)  # fmt: skip
def test_an_answer_says_something_of_the_query(sent: Office, chosen: tuple[int, ...], words: str, said: str) -> None:
    with pytest.raises(NoAnswer, match=said):
        answer_query(clinician(sent), "Q1", chosen=chosen, words=words)


def test_other_with_words_and_undetermined_alone_are_answers(sent: Office) -> None:
    other, undetermined = 7, 8

    answer_query(clinician(sent), "Q1", chosen=(other,), words="Takotsubo.")
    answer_query(clinician(sent), "Q1", chosen=(undetermined,))

    assert [answer.chosen for answer in show_query(sent.desk("coder"), "Q1").answers] == [
        ("Other (please write it)",),
        ("Unable to determine",),
    ]


def test_yes_and_no_are_not_both_the_answer(asked: Office) -> None:
    coder = asked.desk("coder")
    yes_no = (Option("Yes"), Option("No"), OTHER, UNDETERMINED)
    question, reason = "Was the heart failure present on admission?", YesNoReason.PRESENT_ON_ADMISSION
    change_query(
        coder, "Q1", wording_of(show_query(coder, "Q1"), question=question, options=yes_no, form=Form.YES_NO, yes_no=reason)
    )
    send_query(coder, "Q1")

    with pytest.raises(NoAnswer, match="both"):
        answer_query(clinician(asked), "Q1", chosen=(0, 1))
    answer_query(clinician(asked), "Q1", chosen=(0,))


def test_what_is_said_at_the_end_of_a_query_is_for_those_who_ask(sent: Office) -> None:
    withdraw_query(sent.desk("coder"), "Q1", words="It would not change the DRG.")

    assert show_query(sent.desk("coder"), "Q1").steps[-1].words == "It would not change the DRG."
    assert [step.words for step in show_query(clinician(sent), "Q1").steps if step.words] == []


def test_an_answer_sent_twice_is_kept_once(sent: Office) -> None:
    for words in ("New.", "New.", "Old, after all."):
        answer_query(clinician(sent), "Q1", chosen=(ACUTE,), words=words)

    assert [answer.words for answer in show_query(sent.desk("coder"), "Q1").answers] == ["New.", "Old, after all."]


def test_what_changed_after_the_answer_is_told_in_codes(sent: Office) -> None:
    failure = (words_at("Heart failure", text=HEART),)
    sent.code(picks=(Pick("I50.9", "accepted", failure),), services=(Service("99213", ("I50.9",)),))
    answer_query(clinician(sent), "Q1", chosen=(ACUTE,))
    before = show_query(sent.desk("coder"), "Q1")

    sent.code(picks=(Pick("I50.21", "changed", failure), Pick("R06.02", "added")), services=(Service("99213", ("I50.21",)),))
    close_query(sent.desk("coder"), "Q1", words="As answered.")
    sent.code(picks=(Pick("I50.21", "changed", failure),), services=(Service("99213", ("I50.21",)),))

    after = show_query(sent.desk("coder"), "Q1")
    assert [(row.code, row.on_sheet) for row in before.led_to] == [("I50.21", False)]
    assert [(row.code, row.how) for row in before.changes] == [("I50.9", "kept")]
    assert [(row.code, row.how) for row in after.changes] == [("I50.9", "removed"), ("I50.21", "added"), ("R06.02", "added")]
    assert [(row.code, row.on_sheet) for row in after.led_to] == [("I50.21", True)]
    assert not any("$" in text for row in after.changes for text in (row.code, row.title, row.how))


def test_the_words_of_an_answer_lead_to_codes_too(sent: Office) -> None:
    answer_query(clinician(sent), "Q1", words="Acute systolic heart failure")

    assert [row.code for row in show_query(sent.desk("coder"), "Q1").led_to] == ["I50.21"]


def test_a_code_without_words_points_to_the_answer_that_is_about_it(sent: Office) -> None:
    assert show_visit(sent.desk("coder"), "V1").answered == ()

    answer_query(clinician(sent), "Q1", chosen=(ACUTE,))

    assert show_visit(sent.desk("coder"), "V1").answered == (("I50.21", "Q1"), ("I50", "Q1"))


def test_the_list_tells_turnaround_and_who_waits(sent: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    draft_query(sent.desk("coder"), "V1", code="J18.9")
    send_query(sent.desk("coder"), "Q2")
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=5))
    answer_query(clinician(sent), "Q1", words="Acute.")
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=3, minutes=1))

    found = list_queries(sent.desk("coder"), state="all")

    assert [(row.number, row.state, row.turnaround, row.waiting) for row in found.rows] == [
        ("Q1", "answered", "5 hours", ""),
        ("Q2", "sent", "", "3 days"),
    ]
    (row,) = found.providers
    assert (row.sent, row.answered, row.waiting, row.median, row.longest_wait) == (2, 1, 1, "5 hours", "3 days")
    assert [row.number for row in list_queries(sent.desk("coder"), state="sent").rows] == ["Q2"]
    assert list_queries(sent.desk("coder"), provider="Nobody").rows == ()


@pytest.mark.parametrize(
    ("how_long", "said"),
    [(timedelta(seconds=59), "0 minutes"), (timedelta(minutes=59), "59 minutes"), (timedelta(minutes=60), "1 hour"),
     (timedelta(hours=47, minutes=59), "47 hours"), (timedelta(hours=48), "2 days"), (timedelta(seconds=-5), "0 minutes")],
)  # fmt: skip
def test_a_stretch_of_time_is_spoken(how_long: timedelta, said: str) -> None:
    assert spoken(how_long) == said


def test_of_many_queries_the_first_are_read_and_all_are_counted(asked: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("superbill.app.list_queries.AT_MOST", 1)
    coder = asked.desk("coder")
    one = list_queries(coder)
    send_query(coder, draft_query(coder, "V1", code="J18.9"))
    with CaptureQueriesContext(connection) as reading:
        two = list_queries(coder)

    assert [row.number for row in two.rows] == [row.number for row in one.rows] == ["Q1"]
    assert {count.state: count.count for count in two.counts if count.count} == {"draft": 1, "sent": 1}
    assert [row.sent for row in two.providers] == [1]
    assert any("LIMIT 1" in query["sql"] for query in reading.captured_queries)


def test_the_queues_follow_the_query(sent: Office) -> None:
    def counts(desk: Desk) -> dict[str, int]:
        return {queue.key: queue.count for queue in list_work(desk).queues if queue.key in ("asked", "answered")}

    assert (counts(clinician(sent)), counts(sent.desk("coder"))) == ({"asked": 1}, {"answered": 0})
    answer_query(clinician(sent), "Q1", words="Acute.")
    assert (counts(clinician(sent)), counts(sent.desk("coder"))) == ({"asked": 0}, {"answered": 1})
    (row,) = list_work(sent.desk("coder"), chosen="answered").rows
    assert (row.kind, row.ref, row.why) == ("query", "Q1", "Marisol Alvarez, visit V1")
    close_query(sent.desk("coder"), "Q1")
    assert counts(sent.desk("coder")) == {"answered": 0}


def test_the_trail_of_the_visit_holds_the_steps_and_no_words_of_the_note(sent: Office) -> None:
    answer_query(clinician(sent), "Q1", words="Acute systolic heart failure.")
    close_query(sent.desk("coder"), "Q1", words="Coded.")

    with sent.looking():
        told = [row.what for row in Event.objects.filter(what__contains="Query").order_by("pk")]
    assert told == ["Query Q1 sent to the clinician.", "Query Q1 answered.", "Query Q1 closed."]


def test_a_later_note_is_said_on_the_query(sent: Office) -> None:
    assert not show_query(sent.desk("coder"), "Q1").note_came_again

    take_note(sent.desk("biller"), "V1", HEART.replace("Heart failure", "Acute systolic heart failure").encode())

    assert show_query(sent.desk("coder"), "Q1").note_came_again


def test_the_chart_holds_its_queries(sent: Office) -> None:
    (row,) = show_chart(sent.desk("coder"), "V1").queries

    assert (row.number, row.state, row.title) == ("Q1", "sent", "Heart failure: type and acuity")
