"""Words that try to break out, and words that must not get out: in names, notes, numbers, remarks."""

import logging
import re
from contextlib import suppress
from dataclasses import replace

import pytest

from superbill.app.draft_claim import draft_claim
from superbill.app.make_statement import make_statement
from superbill.app.receive_files import receive_folder
from superbill.app.register_visit import register_visit
from superbill.app.save_sheet import save_sheet
from superbill.app.send_claims import send_claims
from superbill.app.take_note import take_note
from superbill.app.take_payment import take_payment
from superbill.basics.errors import SuperbillError
from superbill.claims.people import Patient
from superbill.claims.remit import Adjustment
from superbill.claims.visit import Pick
from superbill.exchange.claims_837p import read_837p
from superbill.site.logs import PlacesOnly
from superbill.storage.models import Event, PatientRecord
from tests.app.office import DIABETES, KOWALSKI, NOTE, PICKS, SERVICES, Office, file_835, remit, visit
from tests.web.conftest import Practice

EVIL = [
    "<script>alert(1)</script>",
    "{{7*7}}{% load x %}",
    '#eval("1+1") #read("/etc/passwd")',
    "$ sum_(x) $ *bold* _it_ @ref \\ `raw`",
    'O\'Brien "Bob"',
    "=cmd|' /C calc'!A0",
    "\x1b[31mred",
    "two\r\nlines",
    "A~B*C:D^E|F>G",
    "~SE*1*0001~",
    "\u202egnp.exe",
    "Ünïcødé 日本",
    "x" * 300,
]


@pytest.mark.parametrize("evil", EVIL)
def test_a_name_never_breaks_out_of_its_element_its_page_or_its_statement(office: Office, evil: str) -> None:
    """A name that cannot be carried is refused or stopped in words; one that is carried comes back as one element."""
    person = replace(visit().patient.person, last_name=evil)
    try:
        office.register("V1", note=NOTE, patient=Patient(visit().patient.number, person))
        office.code()
        office.send("V1")
    except SuperbillError:
        return  # refused in words
    data = office.last_sent()
    (batch,) = read_837p(data)
    assert len(batch.claims) == 1
    assert data.count(b"\nSE*") == 1
    office.receive(file_835(remit(owed(office))))

    made = make_statement(office.desk(), visit().patient.number)

    assert made.pdf.startswith(b"%PDF")


def owed(office: Office):  # type: ignore[no-untyped-def]
    """An answer that leaves the patient 30.00; the payer writes the name in its own way."""
    paid = office.paid("V1-1", patient_last_name="VANG", patient_first_name="MAI")
    first = replace(paid.lines[0], paid_cents=15900, adjustments=(Adjustment("CO", "45", 2100), Adjustment("PR", "3", 3000)))
    return replace(paid, paid_cents=17250, patient_share_cents=3000, lines=(first, paid.lines[1]))


@pytest.mark.parametrize("number", ["A/1", "..", ".", "", "a b", "ü", "%2F", "?x=1", "#x", "x" * 21, "V1-1", "\0", "~", "<b>"])
def test_a_visit_number_that_an_address_or_a_claim_cannot_carry_breaks_no_page(empty_practice: Practice, number: str) -> None:
    with suppress(SuperbillError):
        given = register_visit(empty_practice.desk("biller"), visit(number))
        take_note(empty_practice.desk("biller"), given, NOTE.encode())
        save_sheet(empty_practice.desk("coder"), given, picks=PICKS, services=SERVICES, draft=True)
    client = empty_practice.client("manager")

    for address in ("/", "/?queue=to-code", "/?queue=held", "/?queue=ready", "/claims/", "/patients/?everyone=1", "/books/"):
        assert client.get(address).status_code == 200, address
    assert client.post("/search/", {"words": number.strip("\0") or "V"}).status_code == 200
    client.post("/claims/send/")
    assert client.get("/claims/").status_code == 200


@pytest.mark.parametrize("number", ["P/1", "..", "", "a b", "%2F", "?x", "\0"])
def test_a_patient_number_that_an_address_cannot_carry_breaks_no_page(empty_practice: Practice, number: str) -> None:
    with suppress(SuperbillError):
        register_visit(empty_practice.desk("biller"), visit("V1", patient=Patient(number, visit().patient.person)))
    client = empty_practice.client("manager")

    for address in ("/", "/patients/?everyone=1", "/visits/V1/"):
        assert client.get(address).status_code in (200, 404), address
    assert client.post("/search/", {"words": visit().patient.person.last_name}).status_code == 200


def test_a_very_long_name_is_cut_in_lists_and_whole_in_the_details(office: Office) -> None:
    person = replace(visit().patient.person, last_name="x" * 300, first_name="y" * 300)

    office.register("V1", patient=Patient("P1", person))

    with office.looking():
        row = PatientRecord.objects.get(number="P1")
    assert (row.last_name, row.first_name) == ("x" * 60, "y" * 35)
    assert row.details["person"]["last_name"] == "x" * 300


CANARIES = ("Zyxwvna", "Qjkpatient", "MEMBERCANARY77", "Bwnotewordx")


def test_a_whole_run_with_its_failures_says_nothing_of_the_patient(
    office: Office, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    person = replace(visit().patient.person, last_name="Zyxwvna", first_name="Qjkpatient")
    coverage = replace(visit().coverage, member_id="MEMBERCANARY77")
    note = NOTE + "3. Bwnotewordx of the elbow.\n"

    with caplog.at_level(logging.DEBUG):
        office.register("V1", KOWALSKI, note=note, patient=Patient("P1", person), coverage=coverage)
        for attempt in (
            lambda: take_note(office.desk("biller"), "V1", b"Bwnotewordx \xff\x00"),
            lambda: register_visit(office.desk("biller"), visit("V1", patient=Patient("P1", person))),
            lambda: save_sheet(office.desk("coder"), "V1", picks=(Pick("Q99.99", "added"),), services=()),
            lambda: save_sheet(office.desk("coder"), "V1", picks=(Pick("I10", "accepted", ((0, 99999),)),), services=()),
            lambda: office.code(),
            lambda: office.code(picks=()),
            lambda: office.send("V1"),
            lambda: draft_claim(office.desk(), "V1"),
            lambda: send_claims(office.desk()),
            lambda: office.receive(office.ack_277("V1-1", category="A7", status="164")),
            lambda: office.receive(file_835(remit(office.paid("V1-1"), paid_cents=1))),
            lambda: office.receive(file_835(remit(office.paid("V1-1")))[:-60]),
            lambda: office.receive(file_835(remit(office.paid("V1-1"))).replace(b"NM1*QC", b"XXX*QC")),
            lambda: office.receive(file_835(remit(office.paid("V1-1"))).replace(b"CLP*V1-1", b"CLP*ZYXWVNA")),
            lambda: office.receive(file_835(remit(owed(office)))),
            lambda: office.receive(file_835(remit(office.denied("V1-1"), trace="EFT5"))),
            lambda: take_payment(office.desk(), "V1", 5000, method="cash"),
            lambda: make_statement(office.desk(), "P1"),
            lambda: receive_folder(office.desk()),
        ):
            try:
                outcome = attempt()
                said.append(getattr(outcome, "problem", "") + getattr(outcome, "done", ""))
            except SuperbillError as error:
                said.append(str(error))

    with office.looking():
        said += Event.objects.values_list("what", flat=True)
    out = capsys.readouterr()
    said += [PlacesOnly().format(record) for record in caplog.records if record.name != "django.db.backends"]
    text = "\n".join([*said, out.out, out.err]).casefold()
    allowed = re.sub(r"unknown here, money put into suspense: zyxwvna|none of its claims was sent from here", "", text)
    for canary in CANARIES:
        assert canary.casefold() not in allowed, [line for line in said if canary.casefold() in line.casefold()]
    assert DIABETES.casefold() not in allowed
    assert "no such" not in allowed


# ------------------------------------------------------------------------------------------------------------ stale pages


def test_a_page_that_is_old_changes_nothing_that_was_decided_since(practice: Practice) -> None:
    coder, biller = practice.client("coder"), practice.client("biller")
    coder.post("/claims/V2/correct/")
    assert biller.post("/claims/send/", {"number": "V2"}).status_code == 302

    again = biller.post("/claims/send/", {"number": "V2"})
    corrected = coder.post("/claims/V2/correct/")
    saved = coder.post("/visits/V2/save/", {"code": ["M17.12"], "how": ["added"], "spans": [""], "then": "draft"})

    assert [answer.status_code for answer in (again, corrected, saved)] == [409, 409, 409]
    for address in ("/claims/V2/", "/visits/V2/", "/", "/denials/", "/aging/"):
        assert coder.get(address).status_code == 200


def test_a_patient_with_a_credit_gets_no_statement_and_every_page_says_so(practice: Practice) -> None:
    biller = practice.client("biller")
    assert biller.post("/claims/V1/pay/", {"amount": "999.00", "method": "cash"}).status_code == 302
    number = visit("V1", KOWALSKI).patient.number

    answer = biller.post(f"/patients/{number}/statement/")

    assert answer.status_code == 409
    for address in ("/claims/V1/", f"/patients/{number}/", "/patients/?everyone=1", "/aging/", "/books/"):
        assert biller.get(address).status_code == 200
