"""The trail: from any ledger line back to the remittance line, the claim line, the code, and the words of the note."""

import pytest

from superbill.app.artifacts import payment_posting, trail_of, trail_text
from superbill.app.find import NotHere
from superbill.app.take_note import take_note
from superbill.app.trace_posting import trace_posting
from superbill.claims.visit import Pick, Service
from superbill.ledger.accounts import BANK, CHARGES, CLEARING
from superbill.storage.models import PostingRecord
from tests.app.office import NOTE, PICKS, Office, bank_csv, file_835, remit, reversed_answer


@pytest.fixture
def paid(office: Office) -> Office:
    office.sent()
    answer = remit(office.paid("V1-1"))
    office.receive(file_835(answer))
    office.receive(bank_csv(answer))
    return office


def posting(office: Office, account: str, **where: object) -> int:
    with office.looking():
        return PostingRecord.objects.filter(account=account, **where).order_by("pk")[0].pk


def test_a_payment_is_walked_back_to_the_words(paid: Office) -> None:
    trace = trace_posting(paid.desk(), posting(paid, CLEARING, line_no=1))

    assert (trace.amount, trace.memo, trace.remit_trace) == ("189.00", "paid", "EFT1")
    assert trace.remit_line == "99214: charged 210.00, paid 189.00"
    assert [(reason.code, reason.amount) for reason in trace.remit_reasons] == [("CO-45", "21.00")]
    assert trace.claim_line == "line 1: 99214 × 1, 210.00, for diagnoses AB"
    assert (trace.claim_control, trace.visit_number, trace.sheet_by) == ("V1-1", "V1", "Dana Reyes")
    assert [(code.pointer, code.code, code.words[0].words) for code in trace.codes] == [
        ("A", "E11.65", "Type 2 diabetes with hyperglycemia"),
        ("B", "I10", "Hypertension"),
    ]
    words = trace.codes[0].words[0]
    assert NOTE[words.start : words.end] == words.words
    assert NOTE.replace("\n", " ").count(f"{words.before}{words.words}{words.after}") == 1


def test_each_line_leads_to_its_own_codes(paid: Office) -> None:
    trace = trace_posting(paid.desk(), posting(paid, CLEARING, line_no=2))

    assert [code.code for code in trace.codes] == ["E11.65"]


def test_a_charge_has_no_remittance_and_a_deposit_no_claim(paid: Office) -> None:
    charge = trace_posting(paid.desk(), posting(paid, CHARGES, line_no=1))
    deposit = trace_posting(paid.desk(), posting(paid, BANK))

    assert (charge.remit_trace, charge.remit_line, charge.remit_reasons) == ("", "", ())
    assert [code.code for code in charge.codes] == ["E11.65", "I10"]
    assert (deposit.claim_control, deposit.codes, deposit.visit_number) == ("", (), "")
    assert deposit.entry_because == "deposit from ACME HEALTH PLAN"


def test_the_trail_stays_with_the_note_as_it_was_when_coded(paid: Office) -> None:
    take_note(paid.desk("biller"), "V1", b"Another text altogether, much shorter.")

    trace = trace_posting(paid.desk(), posting(paid, CLEARING, line_no=1))

    assert trace.codes[0].words[0].words == "Type 2 diabetes with hyperglycemia"


def test_an_earlier_version_is_walked_back_to_its_own_codes(office: Office) -> None:
    office.register()
    office.code(picks=(Pick("M17.11", "added"),), services=(Service("20610", ("M17.11",), ("LT",)),))
    office.send()
    denied = office.denied("V1-1")
    office.receive(file_835(remit(denied)))
    office.code(picks=PICKS, services=(Service("99214", ("I10",)),))
    office.send()
    office.receive(file_835(remit(reversed_answer(denied), office.paid("V1-2"), trace="EFT2"), control=2))

    first = trace_posting(office.desk(), posting(office, CHARGES, claim_control="V1-1"))
    paid = trace_posting(office.desk(), payment_posting(office.desk(), "V1"))

    assert [(code.code, code.words) for code in first.codes] == [("M17.11", ())]
    assert paid.claim_control == "V1-2"
    assert [code.code for code in paid.codes] == ["I10"]


def test_money_in_suspense_leads_to_its_remittance_and_no_further(office: Office) -> None:
    office.sent()
    stranger = office.paid("V1-1", control="X77-1", payer_claim_number="ACM99")
    office.receive(file_835(remit(office.paid("V1-1"), stranger)))

    trace = trace_posting(office.desk(), posting(office, "Assets:Suspense:Payer"))

    assert (trace.remit_trace, trace.claim_number, trace.codes) == ("EFT1", "", ())
    assert trace.remit_line == "claim charged 225.00, paid 202.50"
    assert "X77-1" in trace.memo


def test_the_trail_as_text_says_each_step(paid: Office) -> None:
    text = trail_of(paid.desk(), "V1").decode()

    steps = [line.split()[0] for line in text.splitlines()]
    assert [step for step in steps if step != "CO-45"] == [
        *("posting", "entry", "835", "claim", "superbill"),
        *("code", "words", "code", "words"),
    ]
    assert "[Type 2 diabetes with hyperglycemia]" in text
    assert text == trail_text(trace_posting(paid.desk(), payment_posting(paid.desk(), "V1")))


def test_a_code_without_words_says_so_in_the_text(office: Office) -> None:
    office.register()
    office.code(picks=(Pick("Z79.4", "added"), *PICKS), services=(Service("99214", ("Z79.4",)),))
    office.send()

    text = trail_text(trace_posting(office.desk(), posting(office, CHARGES, line_no=1)))

    assert "nobody found words that support this code" in text


def test_what_was_never_posted_or_paid_has_no_trail(office: Office) -> None:
    office.sent()

    with pytest.raises(NotHere, match="There is no posting 0"):
        trace_posting(office.desk(), 0)
    with pytest.raises(NotHere, match="Nothing has been paid on claim V1 yet"):
        trail_of(office.desk(), "V1")
