"""Bytes of an 837 in, bytes of every answer out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.findings import Severity
from superbill.claims.ack import ClaimAck
from superbill.claims.claim import Claim, Line
from superbill.claims.people import Payer
from superbill.claims.proof import prove
from superbill.claims.remit import Remit
from superbill.exchange.acks_277ca import read_277ca
from superbill.exchange.acks_999 import read_999
from superbill.exchange.remits_835 import read_835
from superbill.sandbox.clearinghouse import Answers, answer, pay, receive
from superbill.sandbox.intake import Arrival, take_claim
from superbill.sandbox.plan import Member, load_members, load_plans
from superbill.sandbox.register import Register
from superbill.x12.errors import X12Error
from tests.pyx12_check import pyx12_errors
from tests.sandbox.invented import AT, BRANDT, KOWALSKI, NYBERG, OKAFOR, RECEIVED, VANG, claim, file_of, line, member

PLANS = load_plans()


def answered(data: bytes, *, seen: Register | None = None) -> Answers:
    return answer(data, on=RECEIVED, at=AT, seen=seen)


def remits_of(answers: Answers) -> list[Remit]:
    return [remit for data in answers.remits for remit in read_835(data)]


def acks_of(answers: Answers) -> dict[str, ClaimAck]:
    assert answers.ack_277ca is not None
    return {ack.claim_control: ack for ack in read_277ca(answers.ack_277ca)}


def a_day_of_claims() -> bytes:
    """Paid, denied, rejected at the door, a dependent, and two payers."""
    return file_of(
        claim(line("99214", 21000), line("36415", 1800, line_no=2), diagnoses=("E11.65", "I10")),
        claim(
            line("20610", 18500, "LT"),
            line("J1010", 1500, line_no=2, units=40),
            who=member(OKAFOR),
            diagnoses=("M17.11",),
            number="V0002",
        ),
        claim(who=member(VANG), number="V0003"),
        claim(who=member(NYBERG, "02"), number="V0004", diagnoses=("J02.9",)),
        claim(who=replace(member(KOWALSKI), member_id="AHP0000000"), number="V0005"),
        claim(payer=Payer("NOBODY9", "Nobody Mutual"), number="V0006"),
    )


def test_a_file_is_acknowledged_its_claims_are_taken_and_paid() -> None:
    answers = answered(a_day_of_claims())

    assert answers.ack_999 is not None
    assert [(ack.group_control, ack.code) for ack in read_999(answers.ack_999)] == [("1", "A")]
    assert {control: (ack.category, ack.status) for control, ack in acks_of(answers).items()} == {
        "V0001-1": ("A2", "20"),
        "V0002-1": ("A2", "20"),
        "V0003-1": ("A2", "20"),
        "V0004-1": ("A2", "20"),
        "V0005-1": ("A7", "164"),
        "V0006-1": ("A7", "153"),
    }
    assert [(remit.payer_id, [paid.control for paid in remit.claims]) for remit in remits_of(answers)] == [
        ("ACME1", ["V0001-1", "V0002-1", "V0003-1"]),
        ("EVRG2", ["V0004-1"]),
    ]


def test_every_answer_satisfies_an_independent_validator() -> None:
    answers = answered(a_day_of_claims())

    files = [answers.ack_999, answers.ack_277ca, *answers.remits]

    assert [pyx12_errors(data) for data in files if data] == [[], [], [], []]


def test_the_deposits_are_what_the_remittances_pay() -> None:
    answers = answered(a_day_of_claims())

    paid = [(remit.trace, remit.payer_tax_id, remit.paid_cents) for remit in remits_of(answers)]

    assert [(deposit.trace, deposit.payer_tax_id, deposit.amount_cents) for deposit in answers.bank_lines] == paid


def test_the_same_file_gives_the_same_bytes() -> None:
    assert answered(a_day_of_claims()) == answered(a_day_of_claims())


def test_answering_changes_nothing_that_was_given() -> None:
    before = answered(file_of(claim())).seen
    text = before.to_text()

    answered(file_of(claim(number="V0002"), control=2), seen=before)

    assert before.to_text() == text


def test_no_control_number_is_given_twice() -> None:
    first = answered(a_day_of_claims())
    second = answered(file_of(claim(line("36415"), number="V0007"), control=2), seen=first.seen)

    controls = [
        segment.split(b"*")[13]
        for answers in (first, second)
        for data in (answers.ack_999, answers.ack_277ca, *answers.remits)
        for segment in (data or b"").split(b"~")
        if segment.strip().startswith(b"ISA")
    ]

    assert len(controls) == 9
    assert len(set(controls)) == len(controls)


@pytest.mark.parametrize(("test", "mark"), [(True, "T"), (False, "P")])
def test_answers_are_tests_where_the_file_was_one(test: bool, mark: str) -> None:
    answers = answered(file_of(claim(), test=test))

    for data in (answers.ack_999, answers.ack_277ca, answers.remits[0]):
        assert data is not None
        assert data.split(b"*")[15] == mark.encode()


def test_a_claim_that_was_denied_is_corrected_taken_back_and_paid() -> None:
    wrong = claim(line("20610", 18500, "LT"), who=member(OKAFOR), diagnoses=("M17.11",), number="V0002")
    first = answered(file_of(wrong))
    number = remits_of(first)[0].claims[0].payer_claim_number
    right = replace(wrong, version=2, diagnoses=("M17.12",), frequency="7", payer_claim_number=number)

    second = answered(file_of(right, control=2), seen=first.seen)

    (remit,) = remits_of(second)
    assert [(paid.control, paid.status, paid.payer_claim_number == number) for paid in remit.claims] == [
        ("V0002-1", "22", True),
        ("V0002-2", "1", False),
    ]
    assert prove(remit) == ()
    assert pyx12_errors(second.remits[0]) == []
    assert remits_of(first)[0].method == "NON"
    assert first.bank_lines == ()


def test_a_forward_balance_satisfies_proof_and_validator() -> None:
    first = answered(file_of(claim(line("97110", 20000))))
    number = remits_of(first)[0].claims[0].payer_claim_number
    void = claim(line("97110", 20000), version=2, frequency="8", payer_claim_number=number)

    second = answered(file_of(void, control=2), seen=first.seen)
    third = answered(file_of(claim(line("97112", 40000), number="V0002"), control=3), seen=second.seen)

    (short,), (collected,) = remits_of(second), remits_of(third)
    assert prove(short) == prove(collected) == ()
    assert pyx12_errors(second.remits[0]) == pyx12_errors(third.remits[0]) == []
    assert (short.paid_cents, collected.paid_cents) == (0, 19200 - 9600)


def test_claims_wait_until_a_payment_run() -> None:
    heard = receive(file_of(claim()), plans=PLANS, seen=Register(), on=RECEIVED, at=AT)
    later = RECEIVED + timedelta(days=3)

    paid = pay(plans=PLANS, seen=Register.from_text(heard.seen.to_text()), on=later, at=AT + timedelta(days=3))

    assert heard.remits == ()
    assert [remit.paid_on for remit in remits_of(paid)] == [later]
    assert paid.seen.waiting == []


def test_one_payment_run_pays_the_claims_of_several_files_together() -> None:
    first = receive(file_of(claim()), plans=PLANS, seen=Register(), on=RECEIVED, at=AT)
    second = receive(file_of(claim(line("36415"), number="V0002"), control=2), plans=PLANS, seen=first.seen, on=RECEIVED, at=AT)

    paid = pay(plans=PLANS, seen=second.seen, on=RECEIVED, at=AT)

    assert [[claim.control for claim in remit.claims] for remit in remits_of(paid)] == [["V0001-1", "V0002-1"]]


def test_another_submitter_of_the_same_practice_is_answered_apart() -> None:
    first = receive(file_of(claim()), plans=PLANS, seen=Register(), on=RECEIVED, at=AT)
    other = file_of(claim(line("36415"), number="V0002"), sender="OTHERBILL")
    second = receive(other, plans=PLANS, seen=first.seen, on=RECEIVED, at=AT)

    paid = pay(plans=PLANS, seen=second.seen, on=RECEIVED, at=AT)

    assert [data.split(b"*")[8].strip() for data in paid.remits] == [b"LAKESIDEFM", b"OTHERBILL"]


# ------------------------------------------------------------------------------------------------------ wrong files


def test_a_set_that_breaks_the_guide_is_rejected_and_none_of_its_claims_is_taken() -> None:
    data = file_of(claim()).replace(b"SBR*P*18*", b"SBR*9*18*")

    answers = answered(data)

    assert answers.ack_999 is not None
    assert [ack.code for ack in read_999(answers.ack_999)] == ["R"]
    assert (answers.ack_277ca, answers.remits, answers.bank_lines) == (None, (), ())


def test_a_wrong_segment_count_is_rejected() -> None:
    data = file_of(claim())
    count = data.split(b"~\nSE*")[1].split(b"*")[0]

    answers = answered(data.replace(b"~\nSE*" + count, b"~\nSE*1"))

    assert answers.ack_999 is not None
    assert [part.code for ack in read_999(answers.ack_999) for part in ack.sets] == ["R"]
    assert answers.remits == ()


def test_the_good_set_of_a_file_is_taken_although_another_is_rejected() -> None:
    good, bad = file_of(claim()), file_of(claim(line("36415"), number="V0002"))
    bad_set = bad[bad.index(b"ST*837") : bad.index(b"GE*")].replace(b"*0001", b"*0002").replace(b"SBR*P*", b"SBR*9*")
    both = good.replace(b"GE*1*", bad_set + b"GE*2*")

    answers = answered(both)

    assert answers.ack_999 is not None
    assert [(ack.code, [part.code for part in ack.sets]) for ack in read_999(answers.ack_999)] == [("P", ["A", "R"])]
    assert list(acks_of(answers)) == ["V0001-1"]


def test_a_file_of_two_interchanges_loses_only_the_rejected_one() -> None:
    bad = file_of(claim()).replace(b"SBR*P*18*", b"SBR*9*18*")
    good = file_of(claim(number="V0002"), control=2)

    answers = answered(bad + good)

    assert list(acks_of(answers)) == ["V0002-1"]


def test_a_file_cut_anywhere_is_refused_or_rejected_and_pays_nothing() -> None:
    data = file_of(claim()).rstrip()

    for end in range(0, len(data) - 1, 7):
        try:
            answers = answered(data[:end])
        except X12Error:
            continue
        assert answers.remits == ()


def test_a_file_of_another_kind_is_rejected() -> None:
    other = answered(file_of(claim())).remits[0]

    answers = answered(other)

    assert answers.ack_999 is not None
    assert [ack.code for ack in read_999(answers.ack_999)] == ["R"]
    assert answers.remits == ()


# ------------------------------------------------------------------------------------------------------- properties

PROCEDURES = ("99202", "99213", "99214", "99396", "36415", "20610", "J1010", "J3301", "93000", "83036", "69210", "73721", "97110")
DIAGNOSES = ("I10", "E11.65", "M17.11", "M17.12", "M25.561", "H61.23", "J45.901", "Z00.00")
MODIFIERS = ((), ("25",), ("LT",), ("RT",), ("50",), ("76",), ("59", "LT"), ("22",))

lines = st.builds(
    Line,
    line_no=st.just(1),
    procedure=st.sampled_from(PROCEDURES),
    charge_cents=st.integers(0, 400_000),
    served_on=st.dates(date(2026, 5, 1), RECEIVED),
    pointers=st.lists(st.integers(1, 2), min_size=1, max_size=2, unique=True).map(tuple),
    modifiers=st.sampled_from(MODIFIERS),
    units=st.integers(1, 6),
)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[Claim, int | None]]:
    """Claims one after another; each may replace or void an earlier one, which is named by its place."""
    history: list[tuple[Claim, int | None]] = []
    for place in range(draw(st.integers(1, 8))):
        drawn = [replace(each, line_no=n) for n, each in enumerate(draw(st.lists(lines, min_size=1, max_size=4)), start=1)]
        who: Member = draw(st.sampled_from(load_members()))
        diagnoses = tuple(draw(st.lists(st.sampled_from(DIAGNOSES), min_size=2, max_size=2, unique=True)))
        sent = claim(*drawn, who=who, diagnoses=diagnoses, number=f"V{place:04d}")
        earlier = draw(st.integers(0, place - 1)) if place and draw(st.booleans()) else None
        if earlier is not None:
            same = history[earlier][0]
            sent = replace(sent, patient=same.patient, coverage=same.coverage, frequency=draw(st.sampled_from(("7", "8"))))
        history.append((sent, earlier))
    return history


def take(sent: Claim, seen: Register) -> str:
    """Hand a claim in at the door, without the file around it; gives the payer's number of it."""
    return take_claim(
        Arrival(sent, sent.control, sent.charge_cents, RECEIVED, "LAKESIDEFM"), plans=PLANS, seen=seen
    ).payer_claim_number


def play(history: list[tuple[Claim, int | None]], *, together: bool) -> tuple[list[Remit], Register]:
    """Hand in a history claim by claim; payment runs come after each claim, or once at the end."""
    seen, numbers, remits = Register(), list[str](), list[Remit]()
    for sent, earlier in history:
        numbers.append(take(sent if earlier is None else replace(sent, payer_claim_number=numbers[earlier]), seen))
        if not together or len(numbers) == len(history):
            paid = pay(plans=PLANS, seen=seen, on=RECEIVED, at=AT)
            remits += remits_of(paid)
            seen = paid.seen
    return remits, seen


@given(history=histories(), together=st.booleans())
def test_every_remittance_balances(history: list[tuple[Claim, int | None]], together: bool) -> None:
    remits, seen = play(history, together=together)

    assert [finding for remit in remits for finding in prove(remit) if finding.severity is not Severity.INFORM] == []
    assert all(remit.paid_cents >= 0 for remit in remits)
    paid_out = sum(remit.paid_cents for remit in remits) - sum(owed.cents for owed in seen.owed_back.values())
    assert paid_out == sum(decision.paid.paid_cents for decision in seen.decisions.values() if decision.stands)


@given(history=histories())
def test_whatever_was_decided_can_be_taken_back_to_nothing(history: list[tuple[Claim, int | None]]) -> None:
    remits, seen = play(history, together=True)
    standing = [decision for decision in seen.decisions.values() if decision.stands]
    voids = []
    for decision in standing:
        sent = next(sent for sent, _ in history if sent.control == decision.paid.control)
        voids.append(replace(sent, version=2, frequency="8", payer_claim_number=decision.paid.payer_claim_number))
    for void in voids:
        take(void, seen)

    undone = pay(plans=PLANS, seen=seen, on=RECEIVED, at=AT)

    remits += remits_of(undone)
    assert all(not prove(remit) for remit in remits)
    assert not any(decision.stands for decision in undone.seen.decisions.values())
    assert sum(paid.paid_cents for remit in remits for paid in remit.claims) == 0


@given(history=histories())
def test_nobody_uses_more_than_a_limit(history: list[tuple[Claim, int | None]]) -> None:
    _, seen = play(history, together=True)

    for insured in load_members():
        plan = PLANS[insured.payer_id]
        start = plan.benefits_of(insured, year=2026)
        used = seen.used(payer_id=insured.payer_id, member_key=insured.key, on=RECEIVED)
        assert 0 <= start.deductible_met_cents + used.deductible_cents <= start.deductible_cents
        assert 0 <= start.out_of_pocket_met_cents + used.out_of_pocket_cents <= start.out_of_pocket_cents


def test_a_member_of_another_payer_is_unknown_to_this_one() -> None:
    answers = answered(file_of(claim(who=member(BRANDT), payer=PLANS["ACME1"].payer)))

    assert acks_of(answers)["V0001-1"].status == "164"
