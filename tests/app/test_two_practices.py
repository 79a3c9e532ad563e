"""Two practices with the same numbers: neither sees, finds, counts, moves or is paid for anything of the other."""

from dataclasses import replace
from pathlib import Path

import pytest

from superbill.app import artifacts
from superbill.app.check_claim import check_claim
from superbill.app.check_sheet import check_sheet
from superbill.app.desk import Desk
from superbill.app.draft_claim import draft_claim
from superbill.app.find import NotHere
from superbill.app.find_codes import find_codes
from superbill.app.list_claims import list_claims
from superbill.app.list_denials import list_denials
from superbill.app.list_files import get_file, list_files
from superbill.app.list_postings import list_postings
from superbill.app.list_remits import list_remits, show_remit
from superbill.app.list_work import list_work
from superbill.app.make_statement import get_statement, list_patients, make_statement
from superbill.app.override_finding import override_finding, take_back_override
from superbill.app.repair_claim import find_repairs, repair_claim, take_back_repair
from superbill.app.save_sheet import save_sheet
from superbill.app.search import search
from superbill.app.send_claims import NothingReady, send_claims
from superbill.app.show_aging import show_aging
from superbill.app.show_claim import show_claim
from superbill.app.show_patient import show_patient
from superbill.app.show_visit import show_visit
from superbill.app.tables import load_table
from superbill.app.take_note import take_note
from superbill.app.take_payment import take_payment
from superbill.app.trace_posting import trace_posting
from superbill.basics.identifiers import npi_from
from superbill.claims.life import State
from superbill.claims.remit import Adjustment
from superbill.sandbox.plan import get_contract_text, load_plans
from superbill.sandbox.play import benefits_toml
from superbill.sandbox.practice import PRACTICE, open_practice
from superbill.storage.models import FileRecord, OverrideRecord, PostingRecord, RemitRecord, StatementRecord
from tests.app.office import DAY, FEES, PICKS, SERVICES, Office, bank_csv, file_835, remit

OTHER = replace(PRACTICE, name="Hillside Clinic", npi=npi_from("287650077"))


@pytest.fixture
def other(office: Office, tmp_path: Path) -> Office:
    """A second practice in the same database, with nothing in it but its tables."""
    other = Office(open_practice(OTHER), tmp_path)
    desk = other.desk()
    load_table(desk, "fees", FEES.replace("210.00", "300.00"))
    load_table(desk, "contract", get_contract_text("ACME1"), key="ACME1")
    member = load_plans()["ACME1"].members[0]
    load_table(desk, "benefits", benefits_toml(load_plans()["ACME1"].benefits_of(member, year=2026)), key=member.member_id)
    return other


@pytest.fixture
def ours(office: Office) -> dict[str, int]:
    """Our V1 is paid with a share for the patient, the deposit is there and the statement made. Returns ids of what came of it."""
    office.sent()
    paid = office.paid("V1-1")
    first = replace(paid.lines[0], paid_cents=15900, adjustments=(Adjustment("CO", "45", 2100), Adjustment("PR", "3", 3000)))
    answer = remit(replace(paid, paid_cents=17250, patient_share_cents=3000, lines=(first, paid.lines[1])))
    office.receive(file_835(answer))
    office.receive(bank_csv(answer))
    make_statement(office.desk("biller"), "P0001")
    with office.looking():
        return {
            "file": FileRecord.objects.order_by("pk")[0].pk,
            "remit": RemitRecord.objects.get().pk,
            "posting": PostingRecord.objects.order_by("pk")[0].pk,
            "statement": StatementRecord.objects.get().pk,
        }


def test_the_lists_of_the_other_practice_are_empty(ours: dict[str, int], other: Office) -> None:
    desk = other.desk()

    lists = (list_claims(desk).rows, list_denials(desk), list_files(desk), list_remits(desk), list_patients(desk, everyone=True))

    assert lists == ((),) * 5
    assert list_claims(desk).payers == ()
    assert (list_postings(desk).entries, list_postings(desk).accounts) == ((), ())
    assert all(not list_work(desk, chosen=queue.key).rows for queue in list_work(desk).queues)
    assert show_aging(desk).total.total == "0.00"
    for words in ("V1", "Kowalski", "P0001", "EFT1", "ACME"):
        assert search(desk, words) == ()
    assert artifacts.entries_json(desk) == b"[]\n"


def test_the_numbers_of_ours_lead_nowhere_in_the_other_practice(ours: dict[str, int], other: Office) -> None:
    desk = other.desk()
    tries = (
        lambda: show_visit(desk, "V1"),
        lambda: show_claim(desk, "V1"),
        lambda: show_patient(desk, "P0001"),
        lambda: show_remit(desk, ours["remit"]),
        lambda: get_file(desk, ours["file"]),
        lambda: get_statement(desk, ours["statement"]),
        lambda: trace_posting(desk, ours["posting"]),
        lambda: take_note(desk, "V1", b"Another text."),
        lambda: find_codes(desk, "V1", "knee"),
        lambda: save_sheet(desk, "V1", picks=PICKS, services=SERVICES),
        lambda: check_sheet(desk, "V1", picks=PICKS, services=SERVICES),
        lambda: draft_claim(desk, "V1"),
        lambda: check_claim(desk, "V1"),
        lambda: override_finding(desk, "V1", "TF-01", because="payer", words="Waived."),
        lambda: take_back_override(desk, "V1", "TF-01", words="Not waived."),
        lambda: find_repairs(desk, "V1"),
        lambda: repair_claim(desk, "V1"),
        lambda: take_back_repair(desk, "V1", "FIX-ZIP"),
        lambda: take_payment(desk, "V1", 100, method="cash"),
        lambda: make_statement(desk, "P0001"),
        lambda: send_claims(desk, numbers=("V1",)),
        lambda: artifacts.claim_json(desk, "V1"),
        lambda: artifacts.suggestions_json(desk, "V1"),
        lambda: artifacts.latest_file(desk, "V1", "837P"),
        lambda: artifacts.latest_bank_file(desk),
        lambda: artifacts.payment_posting(desk, "V1"),
    )

    for attempt in tries:
        with pytest.raises(NotHere):
            attempt()


def test_what_is_not_ours_and_what_is_not_there_sound_the_same(ours: dict[str, int], other: Office) -> None:
    def said(desk: Desk, number: str) -> str:
        with pytest.raises(NotHere) as refused:
            show_claim(desk, number)
        return str(refused.value).replace(number, "…")

    assert said(other.desk(), "V1") == said(other.desk(), "V9")


def test_the_same_number_is_another_claim_in_the_other_practice(office: Office, ours: dict[str, int], other: Office) -> None:
    before = (office.books(), office.path())

    other.draft("V1", practice=OTHER)
    other.send()

    assert (other.state("V1"), office.state("V1")) == (State.SENT, State.PAID)
    assert other.claim("V1-1").charge_cents == 31500 != office.claim("V1-1").charge_cents
    assert (office.books(), office.path()) == before
    assert show_claim(other.desk(), "V1").money.payer_paid == "0.00"
    assert show_claim(other.desk(), "V1").money.payer_open == "315.00"


def test_an_override_of_one_practice_lets_no_claim_of_the_other_go_on(office: Office, other: Office) -> None:
    twice = (*SERVICES, SERVICES[1])
    for each, changes in ((office, {}), (other, {"practice": OTHER})):
        each.register("V1", **changes)
        each.code("V1", services=twice)

    override_finding(office.desk(), "V1", "LINE-04", because="record", words="Two draws.")
    check_claim(other.desk(), "V1")

    assert (office.state(), other.state()) == (State.READY, State.HELD)
    with other.looking():
        assert not OverrideRecord.objects.exists()


def test_what_is_ready_here_is_not_sent_by_the_other_practice(office: Office, other: Office) -> None:
    office.draft()

    with pytest.raises(NothingReady):
        other.send()

    assert office.state() == State.READY


def test_answers_that_are_delivered_to_the_wrong_practice_move_nothing(office: Office, other: Office) -> None:
    office.sent()
    files = (office.ack_999(), office.ack_277("V1-1"), file_835(remit(office.paid("V1-1"))))

    heard = [other.receive(data, f"{place}.x12") for place, data in enumerate(files)]

    assert [item.state for item in heard] == ["kept"] * 3
    assert "not sent from here" in heard[0].problem and "None of its claims" in heard[1].problem
    assert "It pays NPI" in heard[2].problem
    assert office.state() == State.SENT
    assert other.books() == (0, 0, 0)


def test_the_same_bytes_may_come_to_both(office: Office, other: Office) -> None:
    office.sent()
    data = office.ack_999()
    other.receive(data)

    heard = office.receive(data)

    assert heard.state == "used"
    assert office.state() == State.RECEIVED


def test_each_practice_counts_its_own_files_from_one(office: Office, other: Office) -> None:
    office.draft()
    other.draft("V1", practice=OTHER)

    assert [file.control for file in (*office.send(), *other.send())] == [1, 1]


def test_a_deposit_of_one_practice_is_not_matched_with_a_remittance_of_the_other(office: Office, other: Office) -> None:
    office.sent()
    answer = remit(office.paid("V1-1"))
    office.receive(file_835(answer))

    heard = other.receive(bank_csv(answer))

    assert heard.problem == "No remittance yet for EFT1 (202.50)."
    assert list_remits(office.desk())[0].deposit == "deposit expected"


def test_the_charges_of_one_practice_are_not_those_of_the_other(office: Office, other: Office) -> None:
    office.draft()
    other.draft("V1", practice=OTHER)

    assert (office.claim("V1-1").lines[0].charge_cents, other.claim("V1-1").lines[0].charge_cents) == (21000, 30000)
    assert office.desk(on=DAY).practice_id != other.desk(on=DAY).practice_id
