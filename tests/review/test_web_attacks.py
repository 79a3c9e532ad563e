"""Attacks on the pages: somebody else's numbers, absurd numbers and forms, visits that change something, secrets in logs."""

import logging
import re
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django_scopes import scopes_disabled

from superbill.app.ask_provider import draft_query, send_query
from superbill.app.comments import write_comment
from superbill.app.desk import MAY
from superbill.app.dictation import keep_dictation
from superbill.app.plan_audit import plan_audit
from superbill.coding.audit.draw import Plan
from superbill.site.logs import PlacesOnly
from superbill.storage.models import Membership, PracticeRecord
from tests.dictated import HEARD, spoken
from tests.model_service import kept_call
from tests.web.conftest import Practice

# The policy of every address: who may ask, and by which method something changes. A new address needs a row here.
EVERYONE, SIGNED_IN = "everyone", "signed in"
POLICY = {
    "account_login": EVERYONE,
    "account_logout": EVERYONE,
    "account_signup": EVERYONE,
    "account_inactive": EVERYONE,
    "enter": EVERYONE,
    "favicon": EVERYONE,
    "mfa_authenticate": EVERYONE,
    "mfa_login_webauthn": EVERYONE,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "work": "see",
    "search": "see",
    "visit": "see",
    "visit_sheet": "see",
    "visit_codes": "code",
    "visit_level": "code",
    "visit_findings": "code",
    "visit_save": "code",
    "visit_not_this": "code",
    "visit_ask": "ask",
    "visit_notes": "see",
    "visit_ask_model": "code",
    "visit_dictations": "see",
    "visit_dictate": "dictate",
    "dictation": "see",
    "dictation_sound": "see",
    "dictation_confirm": "dictate",
    "dictation_discard": "dictate",
    "model_calls": "audit",
    "model_call": "audit",
    "visit_comment": "comment",
    "comment_settle": "comment",
    "queries": "see",
    "query": "see",
    "query_lint": "ask",
    "query_change": "ask",
    "query_answer": "answer",
    "query_close": "ask",
    "query_withdraw": "ask",
    "audits": "code",
    "audit": "code",
    "audit_plan": "audit",
    "audit_item": "code",
    "audit_codes": "code",
    "audit_save": "code",
    "audit_judge": "audit",
    "claims": "see",
    "claim": "see",
    "claim_correct": "correct",
    "claim_check": "correct",
    "claim_override": "override",
    "claim_take_back": "override",
    "claim_repair": "correct",
    "claim_repair_back": "correct",
    "claim_pay": "bill",
    "send": "send",
    "denials": "see",
    "remits": "see",
    "remit": "see",
    "aging": "see",
    "patients": "see",
    "patient": "see",
    "bill": "bill",
    "statement": "see",
    "codes": "see",
    "stay": "code",
    "shelf": "see",
    "terms": "see",
    "code": "see",
    "row": "see",
    "coding_terms": "see",
    "coding_term": "see",
    "coding_undo": "code",
    "coding_export": "settle",
    "coding_calibration": "see",
    "coding_trust": "see",
    "coding_trust_set": "settle",
    "coding_review": "code",
    "edits": "see",
    "edit": "see",
    "books": "see",
    "trail": "see",
    "files": "see",
    "file": "see",
    "receive": "receive",
    "upload": "receive",
}
POST_ONLY = {
    "visit_not_this",
    "coding_export",
    "coding_undo",
    "coding_trust_set",
    "coding_review",
    "audit_plan",
    "audit_save",
    "audit_judge",
    "audit_codes",
    "visit_sheet",
    "visit_save",
    "visit_codes",
    "visit_findings",
    "visit_ask",
    "visit_ask_model",
    "visit_dictate",
    "dictation_confirm",
    "dictation_discard",
    "visit_comment",
    "comment_settle",
    "query_lint",
    "query_change",
    "query_answer",
    "query_close",
    "query_withdraw",
    "claim_correct",
    "claim_check",
    "claim_override",
    "claim_take_back",
    "claim_repair",
    "claim_repair_back",
    "claim_pay",
    "send",
    "bill",
    "receive",
    "upload",
}
OF_SOMETHING = {"visit_not_this", "coding_term", "audit", "audit_item", "audit_codes", "audit_save", "audit_judge", "visit", "visit_ask", "visit_ask_model", "model_call", "visit_dictations", "visit_dictate", "dictation", "dictation_sound", "dictation_confirm", "dictation_discard", "visit_notes", "visit_comment", "comment_settle", "query", "query_lint", "query_change",
    "query_answer", "query_close", "query_withdraw", "visit_sheet", "visit_save", "visit_codes", "visit_findings", "visit_level", "claim", "claim_correct",
    "claim_check", "claim_override", "claim_take_back", "claim_repair", "claim_repair_back", "claim_pay",
    "remit", "patient", "bill", "statement", "trail", "file"}  # fmt: skip
ASKED = {
    "claim_pay": {"amount": "1.00", "method": "cash"},
    "audit_plan": {"name": "March", "since": "2026-03-01", "until": "2026-04-01", "each": "1"},
}
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


def routes(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, str]]:
    """Every address with its name, its parts still in it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield pattern.name or "", prefix + str(pattern.pattern)


def filled(address: str, number: str) -> str:
    return re.sub(r"<(\w+:)?\w+>", number, address)


def rows() -> dict[str, int]:
    """How many rows every table has; what signing in and looking around writes is left out."""
    with scopes_disabled():
        return {
            model._meta.label: model._base_manager.count()
            for model in apps.get_models()
            if model._meta.label not in ("sessions.Session",)
        }


@pytest.fixture(autouse=True)
def asked(practice: Practice) -> None:
    """A query that was sent, a comment, and an audit."""
    manager = practice.desk("manager")
    plan_audit(manager, Plan("September", date(2026, 1, 1), date(2027, 1, 1), each=1))
    send_query(manager, draft_query(manager, "V3", code="I10"))
    write_comment(manager, "V3", to="biller", words="Call the patient.")
    kept_call(practice.id)
    keep_dictation(manager, "V3", spoken(), name="a.wav", heard=HEARD)


@pytest.fixture
def strangers(practice: Practice, settings: Any) -> dict[str, Client]:
    """People of each role at another practice."""
    other = PracticeRecord.objects.create(name="Other", npi="2999999999", details={})
    clients = {}
    for role in MAY:
        user = get_user_model().objects.create_user(f"other-{role}")
        Membership.objects.create(practice=other, user=user, role=role)
        clients[role] = Client(headers={"host": "127.0.0.1"})
        clients[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return clients


def test_every_address_has_a_policy() -> None:
    names = {name for name, _ in routes()}

    assert names == POLICY.keys()
    assert set(POLICY.values()) <= {EVERYONE, SIGNED_IN, *(act for acts in MAY.values() for act in acts)}


def numbers(practice: Practice) -> dict[str, list[str]]:
    """Every number that exists in the practice, by the kind of address that takes it."""
    with scopes_disabled():
        of = {
            model.__name__: [str(row.pk) for row in model._base_manager.all()]
            for model in apps.get_app_config("storage").get_models()
        }
        visits = [row.number for row in apps.get_model("storage", "VisitRecord")._base_manager.all()]
        patients = [row.number for row in apps.get_model("storage", "PatientRecord")._base_manager.all()]
    return {
        **dict.fromkeys([name for name in OF_SOMETHING if name.startswith(("visit", "claim"))], visits),
        "audit": [row.name for row in apps.get_model("storage", "AuditRecord")._base_manager.all()],
        **dict.fromkeys(("audit_item", "audit_codes", "audit_save", "audit_judge"), of["AuditItem"]),
        **{name: ["Q1"] for name in OF_SOMETHING if name.startswith("query")},
        "comment_settle": of["CommentRecord"],
        "model_call": of["ModelCall"],
        **dict.fromkeys([name for name in OF_SOMETHING if name.startswith("dictation")], of["DictationRecord"]),
        "patient": patients,
        "bill": patients,
        "remit": of["RemitRecord"],
        "coding_term": of["DecisionRecord"],
        "statement": of["StatementRecord"],
        "trail": of["PostingRecord"],
        "file": of["FileRecord"],
    }


@pytest.mark.parametrize("role", list(MAY))
def test_the_numbers_of_another_practice_lead_nowhere_by_any_method(
    practice: Practice, strangers: dict[str, Client], role: str
) -> None:
    client, known, before = strangers[role], numbers(practice), rows()
    addresses = dict(routes())

    for name in OF_SOMETHING:
        assert known[name], name
        for number in known[name][:4]:
            for method in METHODS:
                url = filled(addresses[name], number)
                answer = getattr(client, method)(url, ASKED.get(name)) if method == "post" else getattr(client, method)(url)
                allowed = {403, 404} if POLICY[name] not in MAY[role] else {404}
                assert answer.status_code in allowed | ({405} if name in POST_ONLY and method != "post" else set()), (
                    name,
                    method,
                )
    for number in known["claim"]:
        assert client.post("/claims/send/", {"number": number}).status_code in (403, 404)

    assert rows() == before


@pytest.mark.parametrize("role", list(MAY))
def test_a_role_reaches_what_its_acts_allow_and_nothing_else(practice: Practice, role: str) -> None:
    client, known = practice.client(role), numbers(practice)

    for name, address in routes():
        act = POLICY[name]
        if act in (EVERYONE, SIGNED_IN):
            continue
        url = filled(address, known.get(name, ["1"])[0])
        asked = {"file": SimpleUploadedFile("a.835", b"nothing")} if name == "upload" else ASKED.get(name)
        answer = client.post(url, asked) if name in POST_ONLY else client.get(url)
        assert (answer.status_code == 403) == (act not in MAY[role]), (name, answer.status_code)


@pytest.mark.parametrize("role", list(MAY))
def test_looking_at_everything_changes_nothing(practice: Practice, role: str) -> None:
    client, known, before = practice.client(role), numbers(practice), rows()

    for name, address in routes():
        if name in ("account_logout",):
            continue
        for number in known.get(name, ["1"]):
            for method in ("get", "head", "options"):
                answer = getattr(client, method)(filled(address, number))
                assert answer.status_code < 500, (name, method)

    assert rows() == before


def test_no_unsafe_method_passes_without_the_forms_token(practice: Practice) -> None:
    user, known, before = get_user_model().objects.get(username="manager"), numbers(practice), rows()
    client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    for name, address in routes():
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(filled(address, known.get(name, ["1"])[0]))
            assert answer.status_code in (403, 404, 405), (name, method, answer.status_code)
            assert "Content-Security-Policy" in answer

    assert rows() == before


ABSURD = [
    "0",
    "-1",
    "9" * 18,
    "9" * 19,
    "9" * 30,
    "1e9",
    "%00",
    "a%00b",
    "'",
    "%22",
    "..%2F..",
    "%0d%0aSet-Cookie:a=b",
    "%ff",
    "🩺",
    "{{7*7}}",
    "a" * 3000,
]


def test_absurd_numbers_are_answered_in_words(practice: Practice) -> None:
    client = practice.client("manager")

    for name, address in routes():
        if POLICY[name] in (EVERYONE, SIGNED_IN) and name != "enter":
            continue
        for number in ABSURD:
            url = filled(address, number)
            for method in ("get", "post"):
                answer = getattr(client, method)(url)
                assert answer.status_code < 500, (name, number, method)
                assert "49" not in answer.headers.get("Set-Cookie", "")


QUERIES = [
    "/?queue=%00", "/?queue=" + "a" * 5000, "/claims/?state=%00&payer=%00&owes=%00", "/claims/?older=99999999999999999999&younger=-1",
    "/claims/?older=999999999", "/books/?account=%00", "/books/?claim=%00", "/books/?entry=999999999", "/denials/?owner=%00",
    "/visits/V3/?light=%00%3Cscript%3E", "/patients/?everyone=%00", "/files/?problems=%00", "/visits/V3/level/?x=%00",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_an_absurd_query_is_answered(practice: Practice, query: str) -> None:
    answer = practice.client("manager").get(query)

    assert answer.status_code < 500
    assert "<script>" not in re.sub(r"<script [^>]*src=", "", answer.text)


LONG = "9" * 5000
SHEETS: list[dict[str, Any]] = [
    {"act": "drop:" + LONG},
    {"act": "drop:٣"},
    {"act": "remove:" + LONG},
    {"act": "add:\0:x"},
    {"act": "add:" + "A" * 5000},
    {"act": "level:" + LONG},
    {"procedure": ["99213"], "modifiers": [""], "units": [LONG], "pointers": [""]},
    {"procedure": ["99213"], "modifiers": [""], "units": ["0" * 5000 + "1"], "pointers": [""]},
    {"procedure": ["99213"], "modifiers": [""], "units": ["٣"], "pointers": [""]},
    {"procedure": ["99213\0"], "modifiers": ["\0"], "units": ["1"], "pointers": [""]},
    {"procedure": ["9" * 3000], "modifiers": ["A " * 2000], "units": ["1"], "pointers": [""]},
    {"procedure": ["99213"] * 900, "modifiers": [""] * 900, "units": ["1"] * 900, "pointers": [""] * 900},
    {"code": ["I10"], "how": ["accepted"], "spans": ["0-0"]},
    {"code": ["I10"], "how": ["accepted"], "spans": ["5-99999"]},
    {"code": ["I10"], "how": ["\0"], "spans": ["0-5"]},
    {"code": ["\0"], "how": ["added"], "spans": [""]},
    {"code": ["I10"], "how": ["added"], "spans": [" ".join(f"{n}-{n + 1}" for n in range(50))]},
    {"code": ["I10", "I10"], "how": ["added", "added"], "spans": ["", ""]},
    {"code": ["<script>alert(1)</script>"], "how": ["added"], "spans": [""], "title": ["<script>alert(2)</script>"]},
    {"level_why": ["\0"], "code": ["I10"], "how": ["added"], "spans": [""]},
    {"selected": LONG, "changing": LONG},
    {"selected": "0-9999999", "act": "add:I10:x"},
]


@pytest.mark.parametrize("form", SHEETS, ids=range(len(SHEETS)))
@pytest.mark.parametrize("what", ["sheet", "findings", "save"])
def test_an_absurd_superbill_is_answered_in_words(practice: Practice, form: dict[str, Any], what: str) -> None:
    client = practice.client("coder")

    answer = client.post(f"/visits/V3/{what}/", form)

    assert answer.status_code < 500
    assert "<script>alert" not in answer.text
    assert client.get("/visits/V3/").status_code == 200
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "amount", ["", "0", "-5", "1e9", "NaN", "9" * 15, "9" * 16, LONG, "1,5", "٣", "\0", "1.005", "$5", "=1+1"]
)
def test_an_absurd_payment_is_answered_in_words(practice: Practice, amount: str) -> None:
    client = practice.client("biller")

    answer = client.post("/claims/V1/pay/", {"amount": amount, "method": "cash"}, follow=True)

    assert answer.status_code < 500
    for page in ("/claims/V1/", "/books/", "/patients/", "/aging/", "/"):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    "words",
    ["\0", "%", "_", "'", '"', "\\", "(" * 3000, "a" * 100_000, "{{7*7}}", "<script>alert(1)</script>", "\ud83e", "﷽" * 500],
)
def test_absurd_words_are_searched_for(practice: Practice, words: str) -> None:
    client = practice.client("coder")
    words = words.encode("utf-8", "replace").decode()

    for address, field in (("/search/", "words"), ("/claims/", "narrow"), ("/visits/V3/codes/", "words")):
        answer = client.post(address, {field: words})
        assert answer.status_code < 500, address
        assert "<script>alert" not in answer.text


def test_absurd_levels_are_answered_in_words(practice: Practice) -> None:
    client = practice.client("coder")

    for value in ("", "\0", LONG, "-1", "٣", "yes", "<script>alert(1)</script>"):
        for name in ("minutes", "self_limited", "family", "how", "resident", "colleague_minutes", "procedure", "x\0"):
            assert client.post("/visits/V3/level/", {name: value}).status_code < 500, (name, value)


# ------------------------------------------------------------------------------------------------------- errors and logs


def test_a_fault_of_ours_shows_and_logs_nothing_of_the_patient(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    client = practice.client("coder")
    client.raise_request_exception = False

    def fault(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("CanaryWordOfTheNote")

    monkeypatch.setattr("superbill.web.views.visits.show_visit", fault)
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/visits/V3/?light=CanaryLight")

    out = capsys.readouterr()
    assert answer.status_code == 500
    assert "Canary" not in answer.text
    assert "Traceback" not in answer.text
    assert "Content-Security-Policy" in answer
    assert "CanaryWordOfTheNote" not in logged(caplog) + out.out + out.err


def logged(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(PlacesOnly().format(record) for record in caplog.records)


def test_a_fault_is_logged_with_its_kinds_and_places_and_without_its_words() -> None:
    try:
        try:
            raise KeyError("Kowalski")
        except KeyError as error:
            raise ValueError("diabetes") from error
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "a\r\nforged \x1b[31mline", (), sys.exc_info())

    text = PlacesOnly().format(record)

    assert text.startswith("ERROR x: a\\r\\nforged \\x1b[31mline\nValueError\n")
    assert "\nKeyError\n" in text
    assert "test_web_attacks.py, line" in text
    assert "Kowalski" not in text and "diabetes" not in text


@pytest.mark.parametrize(
    ("status", "address"), [(404, "/nowhere/"), (404, "/claims/V77/"), (405, "/claims/send/"), (403, "/files/upload/")]
)
def test_every_refusal_is_in_words_with_all_headers(practice: Practice, status: int, address: str) -> None:
    client = practice.client("coder")

    answer = client.post(address, {"file": SimpleUploadedFile("a.835", b"x")}) if status == 403 else client.get(address)

    assert answer.status_code == status
    assert "Content-Security-Policy" in answer
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Traceback" not in answer.text


def test_a_wrong_host_is_refused_without_a_trace(client: Client, db: None) -> None:
    answer = client.get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "Traceback" not in answer.text
    assert "evil" not in answer.text


def test_a_page_without_its_token_says_so_in_our_words(practice: Practice) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})

    answer = client.post("/sign-in/", {"login": "coder", "password": "x"})

    assert answer.status_code == 403
    assert "<style" not in answer.text
    assert "superbill" in answer.text


def test_the_cookies_are_for_us_alone(practice: Practice) -> None:
    user = get_user_model().objects.get(username="coder")
    user.set_password("a long enough password")
    user.save()
    client = Client(headers={"host": "127.0.0.1"})
    client.get("/sign-in/")

    client.post("/sign-in/", {"login": "coder", "password": "a long enough password"})

    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name
        assert not client.cookies[name]["domain"], name


def test_a_session_that_was_ended_opens_nothing(practice: Practice) -> None:
    client = practice.client("coder")
    kept = client.cookies["sessionid"].value
    client.post("/sign-out/")

    again = Client(headers={"host": "127.0.0.1"})
    again.cookies["sessionid"] = kept

    assert again.get("/").status_code == 302
