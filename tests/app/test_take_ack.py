"""Acknowledgements: in order, out of order, for what is not ours, and for a version that has been replaced."""

from dataclasses import replace

import pytest

from superbill.app.show_claim import show_claim
from superbill.claims.ack import ClaimAck
from superbill.claims.life import State
from superbill.storage.models import ClaimRecord, FileRecord
from tests.app.office import DAY, Office, ack_277, file_835, remit


def kept_problem(office: Office) -> str:
    with office.looking():
        row = FileRecord.objects.filter(direction="in").order_by("-pk")[0]
        assert row.state == "kept"
        return row.problem


def test_a_999_and_then_a_277ca_move_the_claim(office: Office) -> None:
    office.sent()

    first = office.receive(office.ack_999(), "1.999")
    second = office.receive(office.ack_277("V1-1"), "2.277ca")

    assert (first.kind, first.state, first.problem) == ("999", "used", "")
    assert (second.kind, second.state, second.problem) == ("277CA", "used", "")
    assert "1 claim heard" in first.done and "1 claim heard" in second.done
    assert office.path()[-3:] == ["sent", "file received", "accepted by payer"]
    with office.looking():
        assert ClaimRecord.objects.get().payer_claim_number == "2026261000001"


def test_a_999_that_comes_after_the_277ca_stays_on_the_timeline_and_changes_nothing(office: Office) -> None:
    office.sent()
    office.receive(office.ack_277("V1-1"))

    late = office.receive(office.ack_999())

    assert late.state == "used"
    assert office.state() == State.ACCEPTED
    assert "It came after later news" in office.told()


@pytest.mark.parametrize("answer", ["999", "277CA"])
def test_an_acknowledgement_that_comes_after_the_money_changes_nothing(office: Office, answer: str) -> None:
    office.sent()
    office.receive(file_835(remit(office.paid("V1-1"))))

    late = office.receive(office.ack_999() if answer == "999" else office.ack_277("V1-1"))

    assert (late.state, office.state()) == ("used", State.PAID)


def test_a_file_that_the_payer_could_not_read_is_refused_with_its_reasons(office: Office) -> None:
    office.sent()

    heard = office.receive(office.ack_999(accepted=False))

    assert heard.state == "used"
    assert office.state() == State.REFUSED
    assert "could not read the file (999)" in office.told()
    office.code()
    assert office.state() == State.READY


def test_a_refusal_after_the_claim_was_accepted_is_kept_as_a_contradiction(office: Office) -> None:
    office.sent()
    office.receive(office.ack_277("V1-1"))

    heard = office.receive(office.ack_999(accepted=False))

    assert heard.state == "kept"
    assert "cannot take 'file_refused'" in kept_problem(office)
    assert office.state() == State.ACCEPTED


def test_a_rejected_claim_says_why(office: Office) -> None:
    office.sent()
    office.receive(office.ack_999())

    office.receive(office.ack_277("V1-1", category="A7", status="164"))

    assert office.state() == State.REJECTED
    assert office.told().startswith("277CA A7: ") and len(office.told()) > 20
    with office.looking():
        assert ClaimRecord.objects.get().payer_claim_number == ""


def test_a_rejection_of_a_claim_that_was_paid_is_kept_as_a_contradiction(office: Office) -> None:
    office.sent()
    office.receive(file_835(remit(office.paid("V1-1"))))

    heard = office.receive(office.ack_277("V1-1", category="A7", status="164"))

    assert (heard.state, heard.done, office.state()) == ("kept", "Nothing of it was used.", State.PAID)
    assert "cannot take 'rejected'" in kept_problem(office)


def test_a_999_for_a_file_that_was_not_sent_from_here_is_kept_and_listed(office: Office) -> None:
    office.sent()
    foreign = office.ack_999().replace(b"AK1*HC*1*", b"AK1*HC*77*")

    heard = office.receive(foreign)

    assert heard.state == "kept"
    assert "group control number 77, which was not sent from here" in heard.problem
    assert office.state() == State.SENT


@pytest.mark.parametrize("control", [b"ABC", b"0x1", "１".encode()])
def test_a_999_whose_group_number_is_no_number_is_kept_and_listed(office: Office, control: bytes) -> None:
    office.sent()

    heard = office.receive(office.ack_999().replace(b"AK1*HC*1*", b"AK1*HC*" + control + b"*"))

    assert heard.state == "kept"
    assert heard.problem
    assert office.state() == State.SENT


def test_a_277ca_of_which_nothing_is_ours_is_kept_and_listed(office: Office) -> None:
    office.sent()
    theirs = replace(office.claim("V1-1"), number="X9")

    heard = office.receive(ack_277([ClaimAck("X9-1", "A2", "20", theirs.charge_cents, DAY)], {"X9-1": theirs}))

    assert heard.state == "kept"
    assert "None of its claims was sent from here (X9-1)" in heard.problem
    assert office.state() == State.SENT


def test_a_277ca_of_which_a_part_is_ours_is_used_and_the_rest_listed(office: Office) -> None:
    office.sent()
    ours = office.claim("V1-1")
    theirs = replace(ours, number="X9")
    acks = [ClaimAck(claim.control, "A2", "20", claim.charge_cents, DAY) for claim in (ours, theirs)]

    heard = office.receive(ack_277(acks, {"V1-1": ours, "X9-1": theirs}))

    assert (heard.state, heard.problem) == ("used", "Not sent from here: X9-1.")
    assert office.state() == State.ACCEPTED


def test_answers_for_a_version_that_was_replaced_are_told_and_move_nothing(office: Office) -> None:
    office.sent()
    first_file = office.last_sent()
    office.receive(office.ack_277("V1-1", category="A7", status="164"))
    office.code()
    office.send()

    for answer in (office.ack_999(data=first_file), office.ack_277("V1-1", category="A2", status="19")):
        heard = office.receive(answer)
        assert heard.state == "used"
        assert "version 1, which has been replaced since" in office.told()

    assert office.state() == State.SENT
    with office.looking():
        assert ClaimRecord.objects.get().payer_claim_number == ""
    assert show_claim(office.desk(), "V1").control == "V1-2"


def test_one_999_moves_every_claim_of_its_file(office: Office) -> None:
    office.draft("V1")
    office.draft("V2", "AHP4410388/01")
    office.send()

    heard = office.receive(office.ack_999())

    assert heard.done.startswith("2 claims")
    assert office.state("V1") == office.state("V2") == State.RECEIVED


def test_a_277ca_with_one_contradiction_moves_none_of_its_claims(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", "AHP4410388/01")
    office.receive(file_835(remit(office.paid("V2-1"))))

    heard = office.receive(office.ack_277("V1-1", "V2-1", category="A7", status="164"))

    assert heard.state == "kept"
    assert (office.state("V1"), office.state("V2")) == (State.SENT, State.PAID)
