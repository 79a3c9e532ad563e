"""Every page: it renders, for whom, with which headers, and what it does with data that tries to be markup."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django_scopes import scope

from superbill.app.ask_provider import draft_query
from superbill.app.dictation import keep_dictation
from superbill.app.list_files import list_files
from superbill.app.list_postings import list_postings
from superbill.app.list_remits import list_remits
from superbill.app.list_terms import list_terms
from superbill.app.make_statement import list_patients
from superbill.app.plan_audit import plan_audit
from superbill.app.show_claim import show_claim
from superbill.app.show_visit import show_visit
from superbill.coding.audit.draw import Plan
from superbill.storage.models import AuditItem
from superbill.web.context import PLACES
from superbill.web.middleware import CONTENT_SECURITY_POLICY
from tests.dictated import HEARD, spoken
from tests.model_service import kept_call
from tests.web.conftest import NOTE, Practice, add_visit, visit, words_at

OPEN_TO_ALL = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "enter",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "favicon",
}
POSTED = {
    "search",
    "audit_plan",
    "audit_save",
    "audit_judge",
    "audit_codes",
    "visit_sheet",
    "visit_save",
    "visit_not_this",
    "coding_export",
    "coding_undo",
    "coding_trust_set",
    "coding_review",
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
    "send",
    "claim_correct",
    "claim_check",
    "claim_override",
    "claim_take_back",
    "claim_repair",
    "claim_repair_back",
    "claim_pay",
    "bill",
    "receive",
    "upload",
}


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every address with its name; numbers and words in it are filled with something plausible."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = prefix + re.sub(r"<int:\w+>", "1", re.sub(r"<str:\w+>", "V1", str(pattern.pattern)))
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, address)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or address, f"/{address}"


def pages_of(practice: Practice) -> dict[str, str]:
    """The address of every page that is read, with numbers that exist."""
    manager = practice.desk("manager")
    patient = list_patients(manager)[0]
    postings = [posting for entry in list_postings(manager).entries for posting in entry.postings]
    drawn = plan_audit(manager, Plan("September", date(2026, 1, 1), date(2027, 1, 1), each=1))
    decision = next(row.number for row in list_terms(manager).rows)
    with scope(practice=manager.practice_id):
        waiting = AuditItem.objects.latest("pk").pk
    dictated = keep_dictation(manager, "V3", spoken(), name="a.wav", heard=HEARD)
    numbers = {
        "audit": [drawn.name],
        "audit_item": [waiting],
        "query": [draft_query(manager, "V3", code="I10")],
        "visit_notes": ["V3"],
        "visit_dictations": ["V3"],
        "dictation": [dictated],
        "dictation_sound": [dictated],
        "model_call": [kept_call(practice.id)],
        "visit": ["V3"],
        "visit_level": ["V3"],
        "claim": ["V2"],
        "remit": [list_remits(manager)[0].id],
        "coding_term": [decision],
        "patient": [patient.number],
        "statement": [patient.last_statement_id],
        "trail": [postings[0].id],
        "file": [list_files(manager)[0].id],
        "code": ["E11.65"],
        "edit": ["NPI-01"],
        "row": ["pos", "11"],
        "terms": ["neoplasm"],
    }
    ours = [name for name, _ in routes() if not name.startswith(("account_", "mfa_")) and name not in POSTED | OPEN_TO_ALL]
    return {name: reverse(name, args=numbers.get(name, [])) for name in ours}


def test_nobody_sees_a_page_without_signing_in(client: Client, db: None) -> None:
    seen = []
    for name, address in routes():
        answer = client.post(address) if name in POSTED else client.get(address)
        if name not in OPEN_TO_ALL:
            seen.append(name)
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/sign-in/"), name

    assert {"work", "visit", "claim", "statement", "trail", "file", "mfa_index"} <= set(seen)


@pytest.mark.parametrize("role", ["coder", "biller", "manager"])
def test_every_page_renders_for_every_role(practice: Practice, role: str) -> None:
    client = practice.client(role)
    refused = {
        "biller": {"visit_level", "audits", "audit", "audit_item", "stay", "model_calls", "model_call"},
        "coder": {"model_calls", "model_call"},
    }.get(role, set())
    own = {"audit_item"} if role == "coder" else set()  # who coded a visit does not code it a second time
    drafts_only = {"query"} if role == "biller" else set()

    for name, address in pages_of(practice).items():
        answer = client.get(address)

        assert answer.status_code == (403 if name in refused else 409 if name in own else 404 if name in drafts_only else 200), (
            name
        )


def test_every_page_carries_the_headers_and_says_that_it_is_a_demonstration(practice: Practice) -> None:
    client = practice.client("manager")

    for name, address in {**pages_of(practice), "signing in": "/sign-in/", "second factor": "/account/second-factor/"}.items():
        answer = Client().get(address) if name == "signing in" else client.get(address)

        assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, name
        assert answer["Cache-Control"] == "no-store", name
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert answer["X-Frame-Options"] == "DENY", name
        if answer["Content-Type"].startswith("text/html"):
            assert "Demonstration: invented people, practice day 18 September 2026" in answer.text, name


def test_no_page_holds_inline_code_or_asks_another_host(practice: Practice) -> None:
    client = practice.client("manager")

    for name, address in pages_of(practice).items():
        answer = client.get(address)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        text = answer.text

        assert not re.search(r"<script(?![^>]*\bsrc=)", text), name
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), name
        assert not re.search(r"(src|href|action)=\"(https?:)?//", text), name
        assert text.count("<h1") == 1, name
        assert "unsafe" not in answer["Content-Security-Policy"], name


def test_the_policy_allows_nothing_unsafe() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'self';")


def test_every_place_of_the_navigation_exists() -> None:
    addresses = [reverse(place.url_name) for place in PLACES]

    assert len(set(addresses)) == len(addresses)
    assert len({place.key for place in PLACES}) == len(PLACES)


def test_names_and_notes_that_try_to_be_markup_are_shown_as_text(mischief: Practice) -> None:
    client = mischief.client("manager")
    address = reverse("patient", args=["P<b>9"])

    shown = [
        client.get("/").text,
        client.get("/visits/V9/").text,
        client.get(address).text,
        client.get("/patients/?everyone=1").text,
    ]
    shown.append(client.post("/search/", {"words": "<script>alert(4)</script>"}).text)

    for text in shown:
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "P<b>9" not in text
    assert "&lt;script&gt;alert(3)&lt;/script&gt;" in shown[1]
    assert "&lt;script&gt;alert(4)" in shown[4]


def test_an_unknown_address_is_answered_in_words(practice: Practice) -> None:
    answer = practice.client("coder").get("/nowhere/")

    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/claims/NOPE/",
        "/visits/NOPE/",
        "/remittances/999999/",
        "/trail/999999/",
        "/files/999999/",
        "/patients/NOPE/",
        "/statements/999999/",
    ],
)
def test_a_number_that_is_not_ours_is_explained(practice: Practice, address: str) -> None:
    answer = practice.client("manager").get(address)

    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
    assert 'role="alert"' in answer.text


def test_someone_who_works_nowhere_is_told_so(db: None, client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("visitor"), backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get("/")

    assert answer.status_code == 403
    assert "works at no practice" in answer.text


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("coder", "/claims/send/"),
        ("coder", "/patients/P0001/statement/"),
        ("biller", "/visits/V3/save/"),
        ("biller", "/visits/V3/codes/"),
    ],
)
def test_a_role_cannot_do_what_another_does(practice: Practice, role: str, address: str) -> None:
    answer = practice.client(role).post(address, {"words": "knee"})

    assert answer.status_code == 403
    assert f"A {role} may not do this" in answer.text


@pytest.mark.parametrize("name", sorted(POSTED - {"search", "visit_sheet", "visit_codes"}))
def test_what_changes_something_takes_post_only(practice: Practice, name: str) -> None:
    address = dict(routes())[name]

    assert practice.client("manager").get(address).status_code == 405


def test_a_request_without_the_forms_token_is_refused(practice: Practice) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = practice.client("manager").cookies

    assert strict.post("/claims/send/").status_code == 403


def test_the_encounter_lights_the_words_of_each_code(practice: Practice) -> None:
    text = practice.client("coder").get("/visits/V1/").text

    assert re.search(r'<mark class="chosen" data-words="E11\.65[^"]*"[^>]*>Type 2 diabetes with hyperglycemia</mark>', text)
    assert re.search(r'<mark class="suggested" data-words="I10[^"]*"[^>]*>Hypertension</mark>', text)
    assert re.search(r'<mark class="aside"[^>]*>[Cc]hest pain</mark>', text)


def test_a_diagnosis_that_is_only_suspected_says_so_beside_its_code(practice: Practice) -> None:
    add_visit(practice, visit("V9", "AHP4410388/01"), "ASSESSMENT:\n1. Likely acute bronchitis.\n2. Hypertension.")

    text = practice.client("coder").get("/visits/V9/").text

    assert text.count("only “Likely”") == 1
    assert re.search(r"Acute bronchitis, unspecified <span[^>]*>only “Likely”</span>", text)


def test_the_whole_note_is_on_the_page_as_it_was_written(practice: Practice) -> None:
    text = practice.client("coder").get("/visits/V1/").text

    note = re.search(r'<div class="note-text"[^>]*>(.*?)</div>', text, re.DOTALL)
    assert note is not None
    assert re.sub(r"<[^>]+>", "", note[1]) == NOTE


def test_one_act_changes_the_form_and_saves_nothing(practice: Practice) -> None:
    client = practice.client("coder")

    answer = client.post("/visits/V3/sheet/", {"act": "accept:E11.65"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<form id="superbill"')
    assert 'name="code" value="E11.65"' in answer.text
    assert show_visit(practice.desk("coder"), "V3").choices == ()


def test_the_same_act_works_without_scripts(practice: Practice) -> None:
    answer = practice.client("coder").post("/visits/V3/sheet/", {"act": "accept:E11.65"})

    assert "<h1>" in answer.text
    assert 'name="code" value="E11.65"' in answer.text


def test_saving_the_superbill_drafts_and_checks_the_claim(practice: Practice) -> None:
    start, end = words_at(NOTE, "Hypertension")
    form = {
        "code": "I10",
        "how": "accepted",
        "spans": f"{start}-{end}",
        "procedure": "99213",
        "modifiers": "",
        "units": "1",
        "pointers": "A",
    }

    answer = practice.client("coder").post("/visits/V3/save/", {**form, "then": "draft"}, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/claims/V3/"
    claim = show_claim(practice.desk("coder"), "V3")
    assert [(row.code, row.how) for row in claim.diagnoses] == [("I10", "accepted")]
    assert claim.state == "ready to send"


def test_a_superbill_that_cannot_be_saved_is_answered_beside_the_form(practice: Practice) -> None:
    form = {"procedure": "99213", "modifiers": "", "units": "none", "pointers": ""}

    answer = practice.client("coder").post("/visits/V3/save/", form, headers={"HX-Request": "true"})

    assert answer.status_code == 400
    assert answer["HX-Retarget"] == "#notices"
    assert "Units of service 1" in answer.text
    assert show_visit(practice.desk("coder"), "V3").services == ()


def test_codes_are_searched_for_the_day_of_the_visit(practice: Practice) -> None:
    client = practice.client("coder")

    found = client.post("/visits/V3/codes/", {"words": "M17.12"}).text
    heading = client.post("/visits/V3/codes/", {"words": "M17"}).text
    nothing = client.post("/visits/V3/codes/", {"words": "qqqq"}).text

    assert 'value="add:M17.12:' in found
    assert "needs more digits" in heading
    assert "No code fits" in nothing


def test_the_visit_level_shows_its_grid_and_can_be_used(practice: Practice) -> None:
    client = practice.client("coder")

    proposed = client.get("/visits/V3/level/").text
    nothing = client.post("/visits/V3/level/", {"minutes": ""}, headers={"HX-Request": "true"}).text
    level = client.post(
        "/visits/V3/level/", {"chronic_worse": "1", "prescription_drugs": "yes"}, headers={"HX-Request": "true"}
    ).text

    assert "proposed from the note" in proposed
    assert "“Type 2 diabetes with hyperglycemia”" in proposed
    assert 'class="level-result"' not in nothing
    assert "proposed from the note" not in level
    assert "99214" in level
    assert level.count('class="hit"') == 2
    assert 'name="new_level_why"' in level


def test_the_level_of_a_hospital_visit_brings_its_prolonged_units_to_the_superbill(practice: Practice) -> None:
    client = practice.client("coder")
    answers = {"family": "hospital_initial", "minutes": "106", "procedure": ["20610", ""], "modifiers": ["LT", ""]}

    level = client.post("/visits/V3/level/", answers, headers={"HX-Request": "true"}).text
    sheet = client.post("/visits/V3/sheet/", {"act": "level:99223 99418*2"}, headers={"HX-Request": "true"}).text

    assert 'value="level:99223 99418*2"' in level
    assert "25 or 57" in level
    assert "verified: CMS, tables of the Integrated Outpatient Code Editor" in level
    assert "not verified in a publication of CMS" in level
    assert 'value="99418"' in sheet


def test_a_visit_before_the_rules_is_told_in_its_place(practice: Practice) -> None:
    add_visit(practice, visit("V22", "AHP4410388/01", served_on=date(2022, 6, 1)), NOTE)

    told = practice.client("coder").post(
        "/visits/V22/level/", {"family": "home", "minutes": "60"}, headers={"HX-Request": "true"}
    )

    assert told.status_code == 200
    assert "not calculated before 2023-01-01" in told.text


@pytest.mark.parametrize(
    "answers",
    [
        {"family": "spa"},
        {"how": "by owl"},
        {"chronic_worse": "two"},
        {"minutes": "9999"},
        {"minutes": "-5"},
        {"prescription_drugs": "perhaps"},
    ],
)
def test_an_answer_that_cannot_be_is_explained(practice: Practice, answers: dict[str, str]) -> None:
    answer = practice.client("coder").post("/visits/V3/level/", answers, headers={"HX-Request": "true"})

    assert answer.status_code == 400


def test_a_denied_claim_says_why_and_what_to_do(practice: Practice) -> None:
    client = practice.client("coder")

    for text in (client.get("/claims/V2/").text, client.get("/denials/").text):
        assert "Next step" in text
        assert "M17.12" in text


def test_the_denials_of_one_owner_are_shown_alone(practice: Practice) -> None:
    client = practice.client("coder")

    assert "V2" in client.get("/denials/?owner=coder").text
    assert "No denial is open for the biller" in client.get("/denials/?owner=biller").text


def test_the_denied_claim_is_corrected_and_sent_again_as_a_replacement(practice: Practice) -> None:
    coder, biller = practice.client("coder"), practice.client("biller")
    form = {
        "code": "M17.12",
        "how": "added",
        "spans": "",
        "procedure": ["20610", "J1010"],
        "modifiers": ["LT", ""],
        "units": ["1", "1"],
    }

    coder.post("/visits/V2/save/", {**form, "pointers": ["A", "A"]})
    answer = biller.post("/claims/send/", {"number": "V2"}, follow=True)

    assert "Sent 1 claim to Acme Health Plan" in answer.text
    claim = show_claim(practice.desk("biller"), "V2")
    assert claim.state == "sent"
    assert claim.versions[0].kind == "replacement"


def test_sending_when_nothing_is_ready_says_so(practice: Practice) -> None:
    answer = practice.client("biller").post("/claims/send/", headers={"referer": "http://127.0.0.1/"})

    assert answer.status_code == 409
    assert "No claim is ready to send" in answer.text
    assert 'href="http://127.0.0.1/"' in answer.text


def test_the_page_links_back_to_no_other_host(practice: Practice) -> None:
    answer = practice.client("biller").post("/claims/send/", headers={"referer": "http://elsewhere.example/"})

    assert "elsewhere" not in answer.text


def test_a_claim_that_is_with_the_payer_cannot_be_drafted_again(practice: Practice) -> None:
    client = practice.client("manager")
    client.post("/claims/V2/correct/")
    client.post("/claims/send/", {"number": "V2"})

    answer = client.post("/claims/V2/correct/")

    assert answer.status_code == 409
    assert "Claim V2 is with the payer" in answer.text
    assert "Nothing was changed" in answer.text


def test_a_patients_payment_is_taken_on_the_claim(practice: Practice) -> None:
    client = practice.client("biller")

    paid = client.post("/claims/V1/pay/", {"amount": "10.00", "method": "card"}, follow=True)
    wrong = client.post("/claims/V1/pay/", {"amount": "ten", "method": "card"})

    assert "10.00 taken, receipt R1001" in paid.text
    assert show_claim(practice.desk("biller"), "V1").money.patient_paid == "10.00"
    assert wrong.status_code == 400


def test_the_raw_segments_of_the_claim_are_a_click_away(practice: Practice) -> None:
    text = practice.client("biller").get("/claims/V2/").text

    assert "CLM*V2-1*192" in text
    assert "CLP*V2-1*4" in text


def test_a_file_is_shown_by_segment_and_given_byte_for_byte(practice: Practice) -> None:
    client = practice.client("biller")
    sent = next(row for row in list_files(practice.desk("biller")) if row.kind == "837P")

    page = client.get(f"/files/{sent.id}/").text
    file = client.get(f"/files/{sent.id}/?as=file")

    assert "<li>ISA*" in page
    assert file.content.startswith(b"ISA*")
    assert file["Content-Disposition"] == f'attachment; filename="{sent.name}"'


def test_the_trail_of_a_payment_reaches_the_words_of_the_note(practice: Practice) -> None:
    manager = practice.desk("manager")
    paid = next(
        p for e in list_postings(manager, claim="V1").entries if e.ref.startswith("835/") for p in e.postings if p.line_no == "1"
    )

    text = practice.client("manager").get(f"/trail/{paid.id}/").text

    assert "Type 2 diabetes with hyperglycemia</a>" in text
    assert 'href="/claims/V1/"' in text
    assert 'href="/visits/V1/?light=E11.65"' in text
    assert re.search(r'href="/remittances/\d+/"', text)


def test_the_statement_opens_in_the_browser(practice: Practice) -> None:
    answer = practice.client("biller").get(pages_of(practice)["statement"])

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer.content.startswith(b"%PDF-")


def test_a_statement_is_made_from_the_patients_page(practice: Practice) -> None:
    patient = list_patients(practice.desk("biller"))[0]

    answer = practice.client("biller").post(f"/patients/{patient.number}/statement/", follow=True)

    assert f"Statement S1002 made: {patient.owes}" in answer.text


def test_every_number_of_the_aging_leads_to_its_claims(practice: Practice) -> None:
    client = practice.client("manager")

    links = set(re.findall(r'href="(/claims/\?owes=[^"]*)"', client.get("/aging/").text.replace("&amp;", "&")))
    denied = [client.get(link).text for link in links if "owes=payer&payer=ACME1&older=0&younger=30" in link]

    assert len(denied) == 1
    assert "V2" in denied[0]
    assert "V1<" not in denied[0]


@pytest.mark.parametrize(
    "query", ["older=-1", "older=abc", "younger=99999999999999999999", "older=²", "state=nonsense", "payer='"]
)
def test_a_hand_made_address_is_no_error(practice: Practice, query: str) -> None:
    assert practice.client("manager").get(f"/claims/?{query}").status_code == 200


def test_search_finds_a_patient_by_name_without_an_address_that_names_them(practice: Practice) -> None:
    answer = practice.client("coder").post("/search/", {"words": "kowal"})

    assert "Claim V1" in answer.text
    assert answer.request["QUERY_STRING"] == ""


def test_a_file_that_cannot_be_used_is_kept_and_listed_with_its_reason(practice: Practice) -> None:
    client = practice.client("biller")
    cut = SimpleUploadedFile("cut.835", b"ISA*00*          *00*    ")

    answer = client.post("/files/upload/", {"file": cut}, follow=True)
    listed = client.get("/files/?problems=1").text

    assert "cut.835" in answer.text
    assert "Nothing of it was used." in answer.text
    assert "cut.835" in listed
    assert "cut.835" in client.get("/?queue=files").text


def test_a_coder_takes_no_files_in(practice: Practice) -> None:
    answer = practice.client("coder").post("/files/upload/", {"file": SimpleUploadedFile("some.835", b"ISA")})

    assert answer.status_code == 403


def test_an_upload_without_a_file_is_explained(practice: Practice) -> None:
    answer = practice.client("biller").post("/files/upload/")

    assert answer.status_code == 400
    assert "No file was chosen" in answer.text


def test_receiving_when_nothing_came_says_so(practice: Practice) -> None:
    answer = practice.client("biller").post("/files/receive/", follow=True)

    assert "Nothing new has come" in answer.text


def test_the_theme_of_the_visitor_is_drawn_at_once(practice: Practice) -> None:
    client = practice.client("coder")
    plain = client.get("/").text
    client.cookies["theme"] = "dark"
    dark = client.get("/").text
    client.cookies["theme"] = "<script>"
    forged = client.get("/").text

    assert 'data-theme="auto" data-bs-theme="light"' in plain
    assert 'data-theme="dark" data-bs-theme="dark"' in dark
    assert 'data-theme="auto"' in forged
