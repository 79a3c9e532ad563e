"""Posting: what balances and is ours goes into the books once; what does not is held whole, listed, and nothing of it posted."""

from dataclasses import replace

import pytest

from superbill.app.list_files import list_files
from superbill.app.list_remits import list_remits, show_remit
from superbill.app.list_work import list_work
from superbill.app.post_remit import outcome
from superbill.basics.identifiers import npi_from
from superbill.claims.life import State
from superbill.claims.remit import Adjustment, PaidClaim, ProviderAdjustment, Remit
from superbill.ledger.accounts import CHARGES, CLEARING, CONTRACTUAL, INTEREST, PATIENT, PAYER, SUSPENSE
from superbill.storage.models import RemitClaim, RemitRecord
from tests.app.office import KOWALSKI, OKAFOR, Office, file_835, remit, reversed_answer


def waiting_money(office: Office) -> list[tuple[str, str]]:
    """The worklist of money to explain: amount and reason."""
    return [(row.money, row.why) for row in list_work(office.desk("biller"), chosen="money").rows]


def held_whole(office: Office, answer: Remit, why: str) -> None:
    """Receive a remittance of which nothing may be used, and look everywhere it should and should not have left a trace."""
    books, path = office.books(), office.path()

    heard = office.receive(file_835(answer), f"{answer.trace}.835")

    assert (heard.state, heard.done) == ("kept", "Nothing of it was used.")
    assert why in heard.problem
    assert (office.books(), office.path()) == (books, path)
    assert office.remits()[-1] == (answer.trace, "held")
    with office.looking():
        assert not RemitClaim.objects.filter(remit__trace=answer.trace, remit__state="held").exists()
    (listed,) = [row for row in list_files(office.desk(), problems=True) if row.name == f"{answer.trace}.835"]
    assert (listed.state, listed.problem) == ("kept", heard.problem)
    row = list_remits(office.desk())[0]
    assert (row.state, row.problem) == ("held", heard.problem)
    assert show_remit(office.desk(), int(row.id)).claims
    assert any(why in reason for _, reason in waiting_money(office))


def test_a_paid_claim_is_posted_line_by_line(office: Office) -> None:
    office.sent()

    heard = office.receive(file_835(remit(office.paid("V1-1"))), "1.835")

    assert (heard.state, heard.problem) == ("used", "")
    assert heard.done == "Remittance EFT1 posted: 1 claim, 202.50."
    assert office.state() == State.PAID
    assert office.accounts() == {CLEARING: 20250, CONTRACTUAL: 2250, CHARGES: -22500}
    assert office.remits() == [("EFT1", "posted")]
    with office.looking():
        kept = RemitClaim.objects.get()
        assert kept.version is not None and kept.version.control == "V1-1"
        assert kept.entries.count() == 1


def test_the_patients_share_is_moved_to_the_patient(office: Office) -> None:
    office.sent()
    paid = office.paid("V1-1")
    first = replace(paid.lines[0], paid_cents=15900, adjustments=(Adjustment("CO", "45", 2100), Adjustment("PR", "3", 3000)))
    answer = replace(paid, paid_cents=17250, patient_share_cents=3000, lines=(first, paid.lines[1]))

    office.receive(file_835(remit(answer)))

    assert office.accounts() == {CLEARING: 17250, CONTRACTUAL: 2250, PATIENT: 3000, CHARGES: -22500}
    assert office.state() == State.PAID


def test_a_denied_claim_moves_no_money_and_waits_with_the_payer(office: Office) -> None:
    office.sent()

    heard = office.receive(file_835(remit(office.denied("V1-1"))))

    assert heard.state == "used"
    assert office.state() == State.DENIED
    assert office.accounts() == {PAYER: 22500, CHARGES: -22500}


def test_a_claim_of_which_one_line_is_denied_is_partly_denied(office: Office) -> None:
    office.sent()
    paid, denied = office.paid("V1-1"), office.denied("V1-1")
    answer = replace(paid, paid_cents=18900, lines=(paid.lines[0], denied.lines[1]))

    office.receive(file_835(remit(answer)))

    assert office.state() == State.PARTLY_PAID
    assert office.accounts()[PAYER] == 1500


def test_a_payment_taken_back_and_paid_anew_leaves_the_new_one(office: Office) -> None:
    office.sent()
    paid = office.paid("V1-1")
    office.receive(file_835(remit(paid)))

    taken_back = remit(reversed_answer(paid), trace="EFT2", moved=(ProviderAdjustment("FB", "EFT2", -paid.paid_cents),))
    office.receive(file_835(taken_back, control=2))
    assert office.state() == State.REVERSED
    assert office.accounts()[PAYER] == 22500

    office.receive(file_835(remit(paid, trace="EFT3"), control=3))
    assert office.state() == State.PAID
    assert PAYER not in office.accounts()
    assert office.books()[2] == 0


def test_several_claims_are_posted_together(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", OKAFOR)

    heard = office.receive(file_835(remit(office.paid("V1-1"), office.denied("V2-1"))))

    assert heard.done == "Remittance EFT1 posted: 2 claims, 202.50."
    assert (office.state("V1"), office.state("V2")) == (State.PAID, State.DENIED)


def test_interest_outside_any_claim_is_posted_to_its_account(office: Office) -> None:
    office.sent()

    office.receive(file_835(remit(office.paid("V1-1"), moved=(ProviderAdjustment("L6", "V1-1", -125),))))

    assert office.accounts()[INTEREST] == -125
    assert office.accounts()[CLEARING] == 20375


# ------------------------------------------------------------------------------------------------- posted only once


def test_the_same_remittance_in_another_file_is_kept_and_not_posted_again(office: Office) -> None:
    office.sent()
    answer = remit(office.paid("V1-1"))
    office.receive(file_835(answer), "first.835")
    books, path = office.books(), office.path()

    heard = office.receive(file_835(answer, control=2), "second.835")

    assert heard.state == "kept"
    assert "Remittance EFT1 of this payer is in the books already" in heard.problem
    assert "Nothing needs to be done" in heard.problem
    assert (office.books(), office.path(), office.remits()) == (books, path, [("EFT1", "posted")])
    assert [row.name for row in list_files(office.desk(), problems=True)] == ["second.835"]


def test_the_same_trace_of_another_payer_is_another_remittance(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", OKAFOR)
    office.receive(file_835(remit(office.paid("V1-1"))))

    heard = office.receive(file_835(remit(office.paid("V2-1"), payer_tax_id="1390000011"), control=2))

    assert heard.state == "used"
    assert office.remits() == [("EFT1", "posted"), ("EFT1", "posted")]


# ------------------------------------------------------------------------------------------------------ held whole


def test_a_remittance_that_does_not_balance_is_held(office: Office) -> None:
    office.sent()
    paid = office.paid("V1-1")
    cases = {
        "transaction": remit(paid, trace="EFT1", paid_cents=20251),
        "claim": remit(replace(paid, paid_cents=20251), trace="EFT2", paid_cents=20251),
        "service": remit(
            replace(paid, lines=(replace(paid.lines[0], paid_cents=18901), replace(paid.lines[1], paid_cents=1349))), trace="EFT3"
        ),
        "charges": remit(replace(paid, lines=paid.lines[:1]), trace="EFT4"),
    }

    for answer in cases.values():
        held_whole(office, answer, "does not add up, and nothing of it was posted")


def test_the_first_cent_that_is_missing_is_named(office: Office) -> None:
    office.sent()

    heard = office.receive(file_835(remit(office.paid("V1-1"), paid_cents=20249)))

    assert "202.50" in heard.problem and "202.49" in heard.problem and "0.01 too little" in heard.problem


def test_a_remittance_for_nobody_here_is_held(office: Office) -> None:
    office.sent()
    stranger = office.paid("V1-1", control="X77-1")

    held_whole(office, remit(stranger), "None of its claims was sent from here")


@pytest.mark.parametrize("control", ["V1", "V1-2", "V1-1X", "v1-1", "V1-01", "V1-1-1"])
def test_a_control_number_that_was_changed_on_the_way_is_not_guessed(office: Office, control: str) -> None:
    office.sent()

    held_whole(office, remit(office.paid("V1-1", control=control)), "None of its claims was sent from here")


def test_a_remittance_from_another_payer_than_the_claim_went_to_is_held(office: Office) -> None:
    office.sent()

    held_whole(
        office,
        remit(office.paid("V1-1"), payer_id="EVRG2", payer_name="EVERGREEN MUTUAL"),
        "Claim V1-1 was sent to ACME1, and this comes from EVRG2",
    )


def test_one_claim_of_another_payer_holds_the_others_with_it(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", "EM70045118/01")

    held_whole(office, remit(office.paid("V1-1"), office.paid("V2-1")), "Claim V2-1 was sent to EVRG2")

    assert office.state("V2") == State.SENT


def test_a_remittance_for_another_practice_is_held(office: Office) -> None:
    office.sent()
    other = npi_from("287650099")

    held_whole(office, remit(office.paid("V1-1"), payee_npi=other), f"It pays NPI {other}, not 2876500101")


def test_an_answer_to_a_claim_that_was_never_sent_is_held(office: Office) -> None:
    office.draft()

    held_whole(office, remit(office.paid("V1-1")), "None of its claims was sent from here")

    assert office.state() == State.READY


def test_two_remittances_in_one_file_are_posted_both_or_neither(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", OKAFOR)
    good, bad = file_835(remit(office.paid("V1-1"))), file_835(remit(office.paid("V2-1"), trace="EFT2", paid_cents=1), control=2)
    mended = file_835(remit(office.paid("V2-1"), trace="EFT2"), control=2)
    books = office.books()

    neither = office.receive(good + bad, "neither.835")
    assert (neither.state, office.books()) == ("kept", books)
    assert office.remits() == [("EFT1", "held"), ("EFT2", "held")]

    both = office.receive(good + mended, "both.835")
    assert both.state == "used"
    assert (office.state("V1"), office.state("V2")) == (State.PAID, State.PAID)


def test_a_held_remittance_leaves_the_worklist_when_it_is_posted_from_another_file(office: Office) -> None:
    office.sent()
    wrong, right = remit(office.paid("V1-1"), paid_cents=1), remit(office.paid("V1-1"))
    office.receive(file_835(wrong))
    assert len(waiting_money(office)) == 1

    office.receive(file_835(right, control=2))

    assert waiting_money(office) == []
    assert office.state() == State.PAID


def test_a_held_file_that_comes_again_is_listed_once(office: Office) -> None:
    office.sent()
    data = file_835(remit(office.paid("V1-1"), paid_cents=1))

    for _ in range(3):
        office.receive(data)

    assert office.remits() == [("EFT1", "held")]


# ----------------------------------------------------------------------------------------------------- suspense


def test_an_unknown_claim_among_known_ones_has_its_money_in_suspense_and_on_the_list(office: Office) -> None:
    office.sent()
    stranger = office.paid("V1-1", control="X77-1", payer_claim_number="ACM99")

    heard = office.receive(file_835(remit(office.paid("V1-1"), stranger)))

    assert heard.state == "used"
    assert heard.problem == "Unknown here, money put into suspense: X77-1."
    assert office.state() == State.PAID
    assert office.accounts() == {CLEARING: 40500, SUSPENSE: -20250, CONTRACTUAL: 2250, CHARGES: -22500}
    assert waiting_money(office) == [("202.50", "Payment for X77-1, which is not known here; the money is in suspense.")]
    assert [row.problem for row in list_files(office.desk(), problems=True)] == [heard.problem]


def test_an_unknown_claim_that_was_denied_moves_nothing_and_is_listed(office: Office) -> None:
    office.sent()
    stranger = replace(office.denied("V1-1"), control="X77-1", payer_claim_number="ACM99")

    office.receive(file_835(remit(office.paid("V1-1"), stranger)))

    assert SUSPENSE not in office.accounts()
    assert [money for money, _ in waiting_money(office)] == ["0.00"]


def test_a_remittance_of_nothing_but_money_outside_claims_is_posted(office: Office) -> None:
    office.sent()

    heard = office.receive(file_835(remit(moved=(ProviderAdjustment("L6", "2026", -500),))))

    assert heard.state == "used"
    assert office.accounts()[INTEREST] == -500


# ------------------------------------------------------------------------------------------------ earlier versions


def test_an_answer_to_a_replaced_version_is_posted_and_told_and_moves_nothing(office: Office) -> None:
    office.sent()
    denied = office.denied("V1-1")
    office.receive(file_835(remit(denied)))
    office.code()
    office.send()

    new = office.paid("V1-2")
    office.receive(file_835(remit(reversed_answer(denied), new, trace="EFT2"), control=2))

    assert office.state() == State.PAID
    assert office.accounts() == {CLEARING: 20250, CONTRACTUAL: 2250, CHARGES: -22500}
    with office.looking():
        row = RemitRecord.objects.get(trace="EFT2")
        assert [claim.version.control for claim in row.claims.order_by("ordinal")] == ["V1-1", "V1-2"]


# -------------------------------------------------------------------------------- what an answer means for a claim


def answer(status: str, paid: int, *adjustments: tuple[str, str, int]) -> PaidClaim:
    cents = tuple(Adjustment(*each) for each in adjustments)
    charge = paid + sum(each.cents for each in cents)
    return PaidClaim("V1-1", status, charge, paid, 0, "ACM1", "VANG", "MAI", "A1", cents)


@pytest.mark.parametrize(
    ("paid", "event"),
    [
        (answer("1", 9000, ("CO", "45", 1000)), "paid"),
        (answer("1", 0, ("CO", "45", 1000), ("PR", "1", 9000)), "paid"),
        (answer("2", 9000, ("CO", "45", 1000)), "paid"),
        (answer("19", 9000, ("CO", "45", 1000)), "paid"),
        (answer("1", 5000, ("CO", "97", 5000)), "partly_paid"),
        (answer("1", 0, ("CO", "11", 10000)), "denied"),
        (answer("4", 0, ("CO", "11", 10000)), "denied"),
        (answer("4", 0, ("PR", "96", 10000)), "denied"),
        (answer("22", -9000, ("CO", "45", -1000)), "reversed"),
        (answer("22", 0, ("CO", "11", -10000)), "reversed"),
    ],
)
def test_what_an_answer_means_for_the_life_of_a_claim(paid: PaidClaim, event: str) -> None:
    assert outcome(paid) == event


def test_the_timeline_tells_the_money_without_naming_the_patient(office: Office) -> None:
    office.sent("V1", KOWALSKI)

    office.receive(file_835(remit(office.paid("V1-1"))))

    assert office.told() == "Payer answered (835): charged 225.00, paid 202.50, patient's share 0.00."
