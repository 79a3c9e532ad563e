"""Claims at the door, and what a payment run pays."""

from dataclasses import replace
from datetime import date

import pytest

from superbill.claims.claim import Claim
from superbill.claims.people import Payer
from superbill.claims.remit import ProviderAdjustment, Remit
from superbill.sandbox.bank import bank_line_for, write_bank_csv
from superbill.sandbox.intake import Arrival, take_claim
from superbill.sandbox.payments import pay_waiting
from superbill.sandbox.plan import load_plans
from superbill.sandbox.register import Register
from tests.sandbox.invented import BRANDT, DAY, KOWALSKI, PRACTICE, RECEIVED, SERVED, claim, line, member

PLANS = load_plans()


def arrival(sent: Claim, *, on: date = RECEIVED) -> Arrival:
    return Arrival(sent, sent.control, sent.charge_cents, on)


def run(*claims: Claim, seen: Register) -> tuple[Remit, ...]:
    for sent in claims:
        assert take_claim(arrival(sent), plans=PLANS, seen=seen).accepted
    return tuple(payment.remit for payment in pay_waiting(plans=PLANS, seen=seen, on=RECEIVED))


def balance(remit: Remit) -> int:
    """What the transaction should pay: its claims, less what was moved outside them."""
    return sum(paid.paid_cents for paid in remit.claims) - sum(moved.cents for moved in remit.provider_adjustments)


def void(sent: Claim, number: str) -> Claim:
    return replace(sent, version=sent.version + 1, frequency="8", payer_claim_number=number)


def test_a_good_claim_is_taken_and_given_a_number() -> None:
    seen = Register()

    ack = take_claim(arrival(claim()), plans=PLANS, seen=seen)

    assert (ack.category, ack.status, ack.payer_claim_number) == ("A2", "20", "2026261000001")
    assert seen.waiting[0].payer_claim_number == "2026261000001"


@pytest.mark.parametrize(
    ("wrong", "status", "entity"),
    [
        (claim(payer=Payer("NOBODY9", "Nobody")), "153", "PR"),
        (claim(who=replace(member(KOWALSKI), member_id="AHP0000000")), "164", "IL"),
        (claim(practice=replace(PRACTICE, npi="2123456789")), "562", "85"),
        (replace(claim(), rendering=replace(claim().rendering, npi="2234567890")), "562", "82"),
        (claim(line("99213", served_on=RECEIVED + DAY)), "187", ""),
        (claim(line("99213", -1), line("36415", 1, line_no=2)), "178", ""),
        (claim(line("99213", units=0)), "476", ""),
    ],
    ids=["payer", "member id", "billing NPI", "rendering NPI", "future day", "charge below zero", "no units"],
)
def test_what_cannot_be_adjudicated_is_sent_back_at_the_door(wrong: Claim, status: str, entity: str) -> None:
    seen = Register()

    ack = take_claim(arrival(wrong), plans=PLANS, seen=seen)

    assert (ack.category, ack.status, ack.entity) == ("A7", status, entity)
    assert ack.payer_claim_number == ""
    assert seen == Register()


def test_a_claim_whose_lines_do_not_make_its_total_is_sent_back() -> None:
    sent = claim()

    ack = take_claim(Arrival(sent, sent.control, sent.charge_cents + 1, RECEIVED), plans=PLANS, seen=Register())

    assert (ack.category, ack.status, ack.charge_cents) == ("A7", "400", 20001)


def test_an_answer_goes_back_to_the_number_that_came() -> None:
    seen = Register()
    take_claim(Arrival(claim(), "FOREIGN/17", 20000, RECEIVED), plans=PLANS, seen=seen)

    (payment,) = pay_waiting(plans=PLANS, seen=seen, on=RECEIVED)

    assert [paid.control for paid in payment.remit.claims] == ["FOREIGN/17"]


def test_a_claim_may_come_on_the_day_of_service() -> None:
    ack = take_claim(arrival(claim(), on=SERVED), plans=PLANS, seen=Register())

    assert ack.accepted


def test_each_payer_pays_with_a_remittance_and_a_trace_of_its_own() -> None:
    remits = run(claim(), claim(who=member(BRANDT), number="V0002"), claim(line("36415"), number="V0003"), seen=Register())

    assert [remit.payer_id for remit in remits] == ["ACME1", "EVRG2"]
    assert [len(remit.claims) for remit in remits] == [2, 1]
    assert [remit.trace for remit in remits] == ["ACME1-260918-00001", "EVRG2-260918-00001"]
    assert all(balance(remit) == remit.paid_cents for remit in remits)


def test_a_run_that_pays_nothing_says_so_and_brings_no_deposit() -> None:
    (remit,) = run(claim(line("83036")), seen=Register())

    assert (remit.paid_cents, remit.method) == (0, "NON")
    assert bank_line_for(remit) is None


def test_a_deposit_carries_the_trace_and_the_payers_tax_id() -> None:
    (remit,) = run(claim(line("97110", 250000)), seen=Register())

    deposit = bank_line_for(remit)

    assert deposit is not None
    assert write_bank_csv([deposit]).decode().splitlines() == [
        "date,amount,trace,payer_tax_id,description",
        "2026-09-18,1200.00,ACME1-260918-00001,1000440001,ACME HEALTH PLAN HCCLAIMPMT TRN*1*ACME1-260918-00001*1000440001\\",
    ]


def test_what_was_taken_back_beyond_the_payment_is_carried_until_it_is_collected() -> None:
    seen = Register()
    first = claim(line("97110", 20000))
    (paid,) = run(first, seen=seen)

    (short,) = run(void(first, paid.claims[0].payer_claim_number), claim(line("36415", 1800), number="V0002"), seen=seen)
    (still,) = run(claim(line("81002", 1000), number="V0003"), seen=seen)
    (collected,) = run(claim(line("97112", 40000), number="V0004"), seen=seen)
    (after,) = run(claim(line("97116", 10000), number="V0005"), seen=seen)

    assert paid.paid_cents == 9600
    assert (short.paid_cents, short.method) == (0, "NON")
    assert short.provider_adjustments == (ProviderAdjustment("FB", short.trace, -8876),)
    assert still.provider_adjustments == (
        ProviderAdjustment("FB", short.trace, 8876),
        ProviderAdjustment("FB", still.trace, -8570),
    )
    assert collected.provider_adjustments == (ProviderAdjustment("FB", still.trace, 8570),)
    assert collected.paid_cents == 19200 - 8570
    assert after.provider_adjustments == ()
    assert all(balance(remit) == remit.paid_cents for remit in (paid, short, still, collected, after))


def test_a_balance_that_is_met_exactly_is_collected_and_forgotten() -> None:
    seen = Register()
    first = claim(line("97110", 20000))
    (paid,) = run(first, seen=seen)
    run(void(first, paid.claims[0].payer_claim_number), seen=seen)

    (exact,) = run(replace(first, number="V0002"), seen=seen)

    assert (exact.paid_cents, exact.method) == (0, "NON")
    assert seen.owed_back == {}


def test_a_claim_and_its_correction_may_wait_for_the_same_run() -> None:
    seen = Register()
    first = claim(line("20610", 20000, "LT"), diagnoses=("M17.11",))
    number = take_claim(arrival(first), plans=PLANS, seen=seen).payer_claim_number
    corrected = replace(first, version=2, diagnoses=("M17.12",), frequency="7", payer_claim_number=number)

    (remit,) = run(corrected, seen=seen)

    assert [paid.status for paid in remit.claims] == ["4", "22", "1"]
