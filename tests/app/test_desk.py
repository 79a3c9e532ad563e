"""Who may do what: each verb with each role; nothing is done for one who may not, and nothing outside the practice."""

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django_scopes.exceptions import ScopeError

import superbill.app
from superbill.app import artifacts
from superbill.app.answer_query import answer_query, close_query
from superbill.app.ask_model import Prompt, came_of, keep_answer, prepare_facts, prepare_order
from superbill.app.ask_provider import Wording, change_query, draft_query, lint_wording, send_query, withdraw_query
from superbill.app.calibration import calibrate_coding
from superbill.app.check_claim import check_claim
from superbill.app.check_sheet import check_sheet
from superbill.app.claims_to_check import claim_to_check, claims_to_check
from superbill.app.code_again import find_again, next_blind, save_blind, show_blind
from superbill.app.coding_pace import show_pace
from superbill.app.comments import list_comments, settle_comment, write_comment
from superbill.app.compare_notes import compare_notes, copied_text, list_documents
from superbill.app.count_edits import count_edits, show_edit
from superbill.app.decision_acts import dismiss_suggestion, take_back_decision, undo_dismissal
from superbill.app.desk import MAY, Desk, NotAllowed, at_desk, desk_for
from superbill.app.dictation import (
    check_dictation,
    confirm_dictation,
    discard_dictation,
    find_dictation,
    get_sound,
    keep_dictation,
    list_dictations,
    show_dictation,
)
from superbill.app.draft_claim import draft_claim
from superbill.app.find_codes import find_codes
from superbill.app.impact_codes import impact_of
from superbill.app.judge_audit import compare_item, judge_item, show_audit
from superbill.app.level_visit import level_visit
from superbill.app.list_charts import EVERY, chart_criteria, next_chart
from superbill.app.list_claims import list_claims
from superbill.app.list_denials import list_denials
from superbill.app.list_files import get_file, list_files
from superbill.app.list_model_calls import list_model_calls, show_model_call
from superbill.app.list_postings import list_postings
from superbill.app.list_queries import list_queries, queries_of_visit
from superbill.app.list_recapture import list_recapture, recapture_of
from superbill.app.list_remits import list_remits, show_remit
from superbill.app.list_terms import list_terms, show_term, term_of_decision
from superbill.app.list_work import QUEUES, list_work
from superbill.app.make_statement import get_statement, list_patients, make_statement
from superbill.app.override_finding import override_finding, take_back_override
from superbill.app.plan_audit import list_audits, plan_audit
from superbill.app.receive_files import receive_file
from superbill.app.register_visit import register_visit
from superbill.app.repair_claim import find_repairs, repair_claim, take_back_repair
from superbill.app.replay_coding import merge_terms, replay_coding
from superbill.app.save_sheet import save_sheet
from superbill.app.search import search
from superbill.app.send_claims import send_claims
from superbill.app.show_aging import show_aging
from superbill.app.show_chart import show_chart
from superbill.app.show_claim import show_claim
from superbill.app.show_patient import show_patient
from superbill.app.show_query import show_query
from superbill.app.show_visit import show_visit
from superbill.app.tables import load_table
from superbill.app.take_note import take_note
from superbill.app.take_payment import take_payment
from superbill.app.terms_file import TermsFile, export_terms
from superbill.app.trace_posting import trace_posting
from superbill.app.trust import review_automatic, set_mode, set_trust, show_trust
from superbill.app.visit_services import modifiers_of_sheet
from superbill.basics.errors import SuperbillError
from superbill.coding.audit.draw import Plan
from superbill.storage import clock
from superbill.storage.model_settings import Endpoint, ModelSettings
from superbill.storage.models import ClaimRecord, Membership, PracticeRecord
from tests.app.office import DAY, FEES, Office, visit
from tests.dictated import HEARD

UNASKED = Prompt(1, ModelSettings(), Endpoint(urlsplit("http://127.0.0.1:9/v1")), b"", lambda answer: {})
ROLES = ("coder", "biller", "manager", "clinician")

# verb → the act that it needs, and a call of it. Whether the call succeeds beyond the permission does not matter here.
VERBS: dict[Callable[..., Any], tuple[str, tuple[Any, ...], dict[str, Any]]] = {
    register_visit: ("register", (visit("V7"),), {}),
    take_note: ("register", ("V1", b"Left knee."), {}),
    load_table: ("load", ("fees", FEES), {}),
    save_sheet: ("code", ("V1",), {"picks": (), "services": ()}),
    dismiss_suggestion: ("code", ("V1", "I10"), {"because": "other"}),
    take_back_decision: ("code", (1,), {}),
    undo_dismissal: ("code", ("V1", 1), {}),
    list_terms: ("see", (), {}),
    show_term: ("see", ("hypertension",), {}),
    term_of_decision: ("see", (1,), {}),
    export_terms: ("settle", (), {}),
    replay_coding: ("see", (), {}),
    merge_terms: ("settle", (TermsFile(1, "Hillside Clinic", "2026-09-01", ()),), {}),
    calibrate_coding: ("see", (), {}),
    show_trust: ("see", (), {}),
    set_mode: ("settle", ("I10", "shadow"), {}),
    set_trust: ("settle", (), {"sample": 20}),
    review_automatic: ("code", (1,), {"is_right": True}),
    check_sheet: ("code", ("V1",), {"picks": (), "services": ()}),
    modifiers_of_sheet: ("see", ("V1",), {"services": ()}),
    find_codes: ("code", ("V1", "knee"), {}),
    level_visit: ("code", ("V1",), {"answers": {}}),
    draft_claim: ("correct", ("V1",), {}),
    check_claim: ("correct", ("V1",), {}),
    override_finding: ("override", ("V1", "TF-01"), {"because": "payer", "words": "Waived."}),
    check_dictation: ("dictate", ("V1",), {}),
    find_dictation: ("dictate", ("V1",), {"sha256": "0" * 64}),
    keep_dictation: ("dictate", ("V1", b"RIFF"), {"name": "a.wav", "heard": HEARD}),
    list_dictations: ("see", ("V1",), {}),
    show_dictation: ("see", (1,), {}),
    get_sound: ("see", (1,), {}),
    confirm_dictation: ("dictate", (1, "Left knee."), {}),
    discard_dictation: ("dictate", (1,), {"because": "Noise."}),
    prepare_facts: ("code", ("V1",), {}),
    prepare_order: ("code", ("V1",), {}),
    keep_answer: ("code", (UNASKED, ""), {}),
    came_of: ("code", ("V1",), {}),
    list_model_calls: ("audit", (), {}),
    show_model_call: ("audit", (1,), {}),
    draft_query: ("ask", ("V1",), {"code": "I10"}),
    change_query: ("ask", ("Q1", Wording("Side", "Which side?", (), ())), {}),
    lint_wording: ("ask", ("Q1",), {}),
    send_query: ("ask", ("Q1",), {}),
    withdraw_query: ("ask", ("Q1",), {}),
    answer_query: ("answer", ("Q1",), {"words": "Left."}),
    close_query: ("ask", ("Q1",), {}),
    show_query: ("see", ("Q1",), {}),
    list_queries: ("see", (), {}),
    queries_of_visit: ("see", ("V1",), {}),
    show_chart: ("see", ("V1",), {}),
    write_comment: ("comment", ("V1",), {"to": "biller", "words": "Call."}),
    settle_comment: ("comment", (1,), {}),
    list_comments: ("see", ("V1",), {}),
    list_documents: ("see", ("V1",), {}),
    compare_notes: ("see", ("V1",), {}),
    copied_text: ("see", ("V1",), {}),
    chart_criteria: ("see", (EVERY,), {}),
    next_chart: ("see", ("V1",), {}),
    plan_audit: ("audit", (Plan("March", date(2026, 3, 1), date(2026, 4, 1)),), {}),
    list_audits: ("code", (), {}),
    show_pace: ("code", (), {}),
    show_audit: ("code", ("March",), {}),
    show_blind: ("code", (1,), {}),
    save_blind: ("code", (1,), {"codes": "I10", "services": ""}),
    find_again: ("code", (1, "knee"), {}),
    next_blind: ("code", ("March",), {}),
    compare_item: ("code", (1,), {}),
    judge_item: ("audit", (1,), {"verdicts": {}}),
    find_repairs: ("see", ("V1",), {}),
    repair_claim: ("correct", ("V1",), {}),
    take_back_repair: ("correct", ("V1", "FIX-ZIP"), {}),
    take_back_override: ("override", ("V1", "TF-01"), {"words": "Not waived."}),
    send_claims: ("send", (), {}),
    receive_file: ("receive", ("x.txt", b"hello"), {}),
    make_statement: ("bill", ("P0001",), {}),
    take_payment: ("bill", ("V1", 100), {"method": "cash"}),
    impact_of: ("see", ((),), {"since": DAY}),
    show_visit: ("see", ("V1",), {}),
    show_claim: ("see", ("V1",), {}),
    claim_to_check: ("see", ("V1",), {}),
    claims_to_check: ("see", (), {}),
    show_patient: ("see", ("P0001",), {}),
    show_remit: ("see", (1,), {}),
    show_aging: ("see", (), {}),
    show_edit: ("see", ("NPI-01",), {}),
    count_edits: ("see", (), {}),
    trace_posting: ("see", (1,), {}),
    search: ("see", ("V1",), {}),
    list_claims: ("see", (), {}),
    list_denials: ("see", (), {}),
    list_files: ("see", (), {}),
    list_patients: ("see", (), {}),
    list_postings: ("see", (), {}),
    list_recapture: ("see", (), {}),
    recapture_of: ("see", ("P0001",), {}),
    list_remits: ("see", (), {}),
    list_work: ("see", (), {}),
    get_file: ("see", (1,), {}),
    get_statement: ("see", (1,), {}),
    artifacts.suggestions_json: ("see", ("V1",), {}),
    artifacts.sheet_json: ("see", ("V1",), {}),
    artifacts.claim_json: ("see", ("V1",), {}),
    artifacts.expected_json: ("see", ("V1",), {}),
    artifacts.findings_json: ("see", ("V1",), {}),
    artifacts.latest_file: ("see", ("V1", "837P"), {}),
    artifacts.latest_bank_file: ("see", (), {}),
    artifacts.entries_json: ("see", (), {}),
    artifacts.payment_posting: ("see", ("V1",), {}),
    artifacts.trail_of: ("see", ("V1",), {}),
}


def verbs_in_the_source() -> dict[str, str]:
    """Every function of `app` that is marked with `@at_desk`, and the act it asks for."""
    found = {}
    for path in Path(superbill.app.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for mark in node.decorator_list:
                    if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "at_desk":
                        found[node.name] = ast.literal_eval(mark.keywords[0].value)
    return found


def test_every_verb_is_tried_here_with_the_act_that_it_asks_for() -> None:
    assert verbs_in_the_source() == {verb.__name__: act for verb, (act, _, _) in VERBS.items()}


@pytest.mark.parametrize("role", [*ROLES, "guest", ""])
def test_each_verb_is_done_for_a_role_that_may_and_refused_otherwise(office: Office, role: str) -> None:
    desk = Desk(office.id, "", "Somebody", role, DAY)
    refused: dict[str, str] = {}

    for verb, (_, args, kwargs) in VERBS.items():
        try:
            verb(desk, *args, **kwargs)
        except NotAllowed as error:
            refused[verb.__name__] = error.what
        except SuperbillError:
            pass  # allowed, and there is nothing to do it to

    acts = {verb.__name__: act for verb, (act, _, _) in VERBS.items()}
    assert refused == {
        verb: f"A {role} may not do this ({act})." for verb, act in acts.items() if act not in MAY.get(role, frozenset())
    }


def test_the_table_of_roles_says_what_the_practice_expects() -> None:
    assert set(MAY) == set(ROLES)
    assert {role for role in ROLES if "code" in MAY[role]} == {"coder", "manager"}
    for act in ("override", "send", "receive", "bill"):
        assert {role for role in ROLES if act in MAY[role]} == {"biller", "manager"}
    for act in ("register", "correct"):
        assert {role for role in ROLES if act in MAY[role]} == {"coder", "biller", "manager"}
    for act in ("see", "comment"):
        assert {role for role in ROLES if act in MAY[role]} == set(ROLES)
    assert {role for role in ROLES if "ask" in MAY[role]} == {"coder", "manager"}
    assert {role for role in ROLES if "dictate" in MAY[role]} == {"coder", "manager", "clinician"}
    assert {role for role in ROLES if "answer" in MAY[role]} == {"clinician", "manager"}


def test_a_refused_verb_leaves_nothing_behind(office: Office) -> None:
    office.draft()

    with pytest.raises(NotAllowed):
        send_claims(office.desk("coder"))

    assert office.state() == "ready to send"
    assert office.books() == (0, 0, 0)


def test_each_role_is_shown_the_queues_that_are_its_work(office: Office) -> None:
    for role in ROLES:
        keys = [queue.key for queue in list_work(Desk(office.id, "", "Somebody", role, DAY)).queues]
        assert keys == [key for key, (_, _, roles) in QUEUES.items() if role in roles]


def test_a_verb_that_fails_is_undone_whole(office: Office) -> None:
    @at_desk(may="see")
    def half(desk: Desk) -> None:
        PracticeRecord.objects.filter(pk=desk.practice_id).update(name="Half done")
        raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        half(office.desk())

    assert PracticeRecord.objects.get(pk=office.id).name == "Lakeside Family Medicine"


def test_rows_cannot_be_asked_for_outside_a_practice(office: Office) -> None:
    with pytest.raises(ScopeError):
        ClaimRecord.objects.count()


# ----------------------------------------------------------------------------------------------- who sits at a desk


def test_a_signed_in_user_sits_at_the_desk_of_their_practice(office: Office) -> None:
    user = get_user_model().objects.get(username="coder")

    desk = desk_for(user)

    assert desk == Desk(office.id, "Lakeside Family Medicine", "Dana Reyes", "coder", DAY)
    assert desk_for(user, on=date(2026, 1, 2)).on == date(2026, 1, 2)


def test_a_user_without_a_name_is_called_by_the_name_they_sign_in_with(office: Office) -> None:
    user = get_user_model().objects.create(username="temp")
    Membership.objects.create(practice_id=office.id, user=user, role="biller")

    assert desk_for(user).by == "temp"


@pytest.mark.parametrize("active", [True, False])
def test_a_user_who_works_nowhere_or_no_longer_has_no_desk(office: Office, active: bool) -> None:
    user = get_user_model().objects.create(username="stranger", is_active=active)
    if not active:
        Membership.objects.create(practice_id=office.id, user=user, role="manager")

    with pytest.raises(NotAllowed, match="works at no practice") as refused:
        desk_for(user)

    assert "Ask the manager" in refused.value.todo


def test_the_desks_day_is_the_played_day_while_a_demonstration_is_played(office: Office) -> None:
    user = get_user_model().objects.get(username="coder")

    with clock.playing(date(2026, 4, 22)):
        assert desk_for(user).on == date(2026, 4, 22)


def test_a_desk_cannot_be_changed(office: Office) -> None:
    desk = office.desk("coder")

    with pytest.raises(AttributeError):
        desk.role = "manager"  # type: ignore[misc]  # that is what is tried

    assert replace(desk, role="manager") != desk
