"""Attacks on the books: payments nobody expected, traces used twice, answers in any order. Money that came is posted or listed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from superbill.app.balances import account_balances, claim_balances
from superbill.app.draft_claim import draft_claim
from superbill.app.examine import examine
from superbill.app.list_claims import list_claims
from superbill.app.list_denials import list_denials
from superbill.app.list_files import list_files
from superbill.app.list_postings import list_postings
from superbill.app.list_remits import list_remits, show_remit
from superbill.app.list_work import list_work
from superbill.app.make_statement import list_patients, make_statement
from superbill.app.send_claims import send_claims
from superbill.app.show_aging import show_aging
from superbill.app.show_claim import show_claim
from superbill.app.show_patient import show_patient
from superbill.app.take_payment import take_payment
from superbill.basics.errors import SuperbillError
from superbill.claims.life import State
from superbill.claims.remit import Adjustment, PaidClaim, ProviderAdjustment
from superbill.ledger.accounts import PAYER, SUSPENSE
from tests.app.office import DAY, OKAFOR, Office, bank_csv, file_835, remit, reversed_answer


def money_to_explain(office: Office) -> list[str]:
    return [row.why for row in list_work(office.desk("biller"), chosen="money").rows]


# ------------------------------------------------------------------------------------------- payments nobody expected


def test_a_claim_that_is_paid_twice_has_both_payments_and_is_listed(office: Office) -> None:
    office.sent()
    paid = office.paid("V1-1")
    office.receive(file_835(remit(paid)))

    heard = office.receive(file_835(remit(paid, trace="EFT2"), control=2))

    assert heard.state == "used"
    assert (
        heard.problem == "Not expected for V1-1, which is 'paid': paid, 202.50. It was posted; look at the balance of the claim."
    )
    assert office.state() == State.PAID
    assert office.accounts()[PAYER] == -22500
    assert money_to_explain(office) == [heard.problem]
    assert office.told().startswith("Payer answered (835), which was not expected: ")


def test_a_claim_that_should_not_have_been_paid_does_not_hold_up_the_others(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", OKAFOR)
    office.receive(office.ack_277("V2-1", category="A7", status="164"))

    heard = office.receive(file_835(remit(office.paid("V1-1"), office.paid("V2-1"))))

    assert (heard.state, office.state("V1"), office.state("V2")) == ("used", State.PAID, State.REJECTED)
    assert "Not expected for V2-1" in heard.problem
    assert PAYER not in office.accounts()


def test_a_denied_claim_that_the_payer_pays_after_all_is_paid(office: Office) -> None:
    office.sent()
    office.receive(file_835(remit(office.denied("V1-1"))))

    heard = office.receive(file_835(remit(office.paid("V1-1"), trace="EFT2"), control=2))

    assert (heard.state, heard.problem, office.state()) == ("used", "", State.PAID)
    assert list_denials(office.desk()) == ()


def test_money_for_a_version_that_was_replaced_is_posted_and_listed(office: Office) -> None:
    office.sent()
    office.receive(file_835(remit(office.denied("V1-1"))))
    draft_claim(office.desk(), "V1")

    heard = office.receive(file_835(remit(office.paid("V1-1"), trace="EFT2"), control=2))

    assert heard.problem == "V1-1 was answered again after it was replaced; paid 202.50."
    assert money_to_explain(office) == [heard.problem]
    assert office.state() == State.READY


def test_money_for_a_draft_beside_a_claim_that_was_sent_goes_into_suspense(office: Office) -> None:
    office.sent("V1")
    office.draft("V2", OKAFOR)

    heard = office.receive(file_835(remit(office.paid("V1-1"), office.paid("V2-1"))))

    assert heard.problem == "Unknown here, money put into suspense: V2-1."
    assert office.accounts()[SUSPENSE] == -20250
    assert office.state("V2") == State.READY


def test_an_answer_without_the_payers_number_leaves_the_number_that_is_known(office: Office) -> None:
    office.sent()
    office.receive(office.ack_277("V1-1", number="ICN7"))
    office.receive(file_835(remit(office.denied("V1-1"))).replace(b"*ACMV1-1~", b"~"))

    draft_claim(office.desk(), "V1")

    assert office.claim("V1-2").payer_claim_number == "ICN7"


# ------------------------------------------------------------------------------------------------- one trace, one payment


def test_another_payment_under_a_trace_that_is_in_the_books_is_held_and_listed(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", OKAFOR)
    office.receive(file_835(remit(office.paid("V1-1"))))
    books = office.books()

    heard = office.receive(file_835(remit(office.paid("V2-1")), control=2))

    assert (heard.state, office.books()) == ("kept", books)
    assert "Another remittance with trace EFT1 is in the books, over 202.50; this one is over 202.50" in heard.problem
    assert office.remits() == [("EFT1", "posted"), ("EFT1", "held")]
    assert money_to_explain(office) == [heard.problem]


def test_a_new_remittance_beside_one_that_is_known_is_posted(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", OKAFOR)
    first, second = remit(office.paid("V1-1")), remit(office.paid("V2-1"), trace="EFT2")
    office.receive(file_835(first))

    heard = office.receive(file_835(first, control=2) + file_835(second, control=3))

    assert (heard.state, heard.problem) == ("used", "Remittance EFT1 of this payer is in the books already.")
    assert office.remits() == [("EFT1", "posted"), ("EFT2", "posted")]
    assert office.state("V2") == State.PAID


def test_a_remittance_that_stands_twice_in_one_file_is_posted_once(office: Office) -> None:
    office.sent()
    answer = remit(office.paid("V1-1"))

    heard = office.receive(file_835(answer) + file_835(answer, control=2))

    assert heard.state == "used"
    assert office.remits() == [("EFT1", "posted")]
    assert PAYER not in office.accounts()


def test_two_payments_with_one_trace_in_one_file_are_both_held(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", OKAFOR)
    books = office.books()

    heard = office.receive(file_835(remit(office.paid("V1-1"))) + file_835(remit(office.paid("V2-1")), control=2))

    assert (heard.state, office.books()) == ("kept", books)
    assert office.remits() == [("EFT1", "held"), ("EFT1", "held")]
    assert len(money_to_explain(office)) == 2


@pytest.mark.parametrize(
    ("field", "longest"), [("trace", 50), ("payer_tax_id", 10), ("control", 38), ("status", 2), ("payer_claim_number", 50)]
)
def test_a_number_that_is_too_long_is_named_and_never_cut(office: Office, field: str, longest: int) -> None:
    office.sent()
    right, wrong = "7" * longest, "7" * (longest + 1)
    known, answer = office.paid("V1-1"), remit(office.paid("V1-1"), trace="EFT2")
    stem = {"trace": b"EFT2", "payer_tax_id": b"1390000099", "control": b"CLP*V1-1*", "status": b"V1-1*1*"}
    old = stem.get(field, b"ACMV1-1")
    shapes = {"control": "CLP*{}*", "status": "V1-1*{}*"}

    refused = office.receive(file_835(answer).replace(old, shapes.get(field, "{}").format(wrong).encode()))
    taken = office.receive(
        file_835(remit(known, answer.claims[0], trace="EFT2")).replace(old, shapes.get(field, "{}").format(right).encode(), 1)
    )

    assert refused.state == "kept"
    assert f"The {field.replace('_', ' ')} is longer than {longest} characters." in refused.problem
    assert "longer" not in taken.problem
    assert "itself failed" not in taken.problem


# ---------------------------------------------------------------------------------------------------- any order of answers


class Undo(Exception):
    """Takes back what one example did."""


@contextmanager
def undone() -> Iterator[None]:
    with suppress(Undo), transaction.atomic():
        yield
        raise Undo


def look_everywhere(office: Office) -> None:
    """Every page's verb: none of them may fail, whatever stands in the books."""
    desk = office.desk()
    for queue in [queue.key for queue in list_work(desk).queues]:
        list_work(desk, chosen=queue)
    list_claims(desk)
    list_denials(desk)
    list_files(desk)
    list_postings(desk)
    show_aging(desk)
    for row in list_remits(desk):
        show_remit(desk, int(row.id))
    for patient in list_patients(desk, everyone=True):
        show_patient(desk, patient.number)
        with suppress(SuperbillError):  # who owes nothing gets no statement
            make_statement(desk, patient.number)
    for number in ("V1", "V2"):
        show_claim(desk, number)
    with office.looking():
        assert sum(account_balances(desk).values()) == 0
        claim_balances(desk)


OF_THE_BOOKS = {"append-only guards", "ledger", "accounts", "files", "claims", "states"}


def off(office: Office) -> list[str]:
    """What the doctor finds wrong in the books."""
    return [f"{check.name}: {check.seen}" for check in examine() if check.name in OF_THE_BOOKS and not check.ok]


def level(paid: PaidClaim, group: str, reason: str, cents: int) -> PaidClaim:
    """The same answer with an adjustment of the whole claim."""
    return replace(paid, paid_cents=paid.paid_cents - cents, adjustments=(Adjustment(group, reason, cents),))


def answers(office: Office) -> dict[str, PaidClaim]:
    found: dict[str, PaidClaim] = {}
    for control in ("V1-1", "V2-1"):
        paid, denied = office.paid(control), office.denied(control)
        half = replace(paid, paid_cents=paid.lines[0].paid_cents, lines=(paid.lines[0], denied.lines[1]))
        whole = replace(paid, lines=(), adjustments=(Adjustment("CO", "45", 2250),))
        share = level(paid, "PR", "1", 5000)
        found |= {
            f"{control} {name}": each
            for name, each in {
                "paid": paid,
                "denied": denied,
                "half": half,
                "whole": whole,
                "share": replace(share, patient_share_cents=5000),
                "refused as a whole": level(paid, "CO", "197", paid.paid_cents),
                "too much": replace(
                    paid, lines=(), charge_cents=22500, paid_cents=30000, adjustments=(Adjustment("CO", "94", -7500),)
                ),
                "taken back": reversed_answer(paid),
                "denial taken back": reversed_answer(denied),
                "taken back twice": replace(paid, status="22"),
                "out of balance": replace(paid, paid_cents=1),
                "stranger": replace(paid, control="X9-1"),
            }.items()
        }
    return found


ACTS = ("correct V1", "correct V2", "send", "patient pays V1", "accept", "reject", "bank")
KINDS = (
    "paid", "denied", "half", "whole", "share", "refused as a whole", "too much", "taken back", "denial taken back",
    "taken back twice", "out of balance", "stranger",
)  # fmt: skip
NAMES = [f"{control} {name}" for control in ("V1-1", "V2-1") for name in KINDS]
one_remit = st.tuples(
    st.lists(st.sampled_from(NAMES), max_size=3), st.sampled_from(["", "FB", "L6", "WO", "CS"]), st.integers(1, 4)
)
steps = st.lists(st.one_of(st.sampled_from(ACTS), st.lists(one_remit, min_size=1, max_size=2)), min_size=1, max_size=6)


@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=steps)
def test_whatever_comes_in_whatever_order_the_books_stand_and_every_page_opens(office: Office, plan: list[object]) -> None:
    with undone():
        office.sent("V1")
        office.sent("V2", OKAFOR)
        known = answers(office)
        for number, step in enumerate(plan, start=1):
            before = office.books()
            if isinstance(step, str):
                with suppress(SuperbillError):
                    act(office, step)
                continue
            heard = office.receive(b"".join(made(known, each, number * 10 + at) for at, each in enumerate(step)), f"{number}.835")
            assert "itself failed" not in heard.problem
            assert heard.state in ("used", "kept", "again")
            assert heard.state == "used" or office.books() == before
            assert heard.state != "kept" or heard.problem
        look_everywhere(office)
        assert off(office) == []


def made(known: dict[str, PaidClaim], what: tuple[list[str], str, int], control: int) -> bytes:
    """A remittance of these answers; below zero it is forwarded, and now and then it moves money outside the claims."""
    names, moved, trace = what
    claims = tuple(known[name] for name in names)
    total = sum(claim.paid_cents for claim in claims)
    outside = [ProviderAdjustment(moved, "R1", -100)] if moved else []
    if total + 100 * bool(moved) < 0:
        outside.append(ProviderAdjustment("FB", "F1", total + 100 * bool(moved)))
    return file_835(remit(*claims, trace=f"EFT{trace}", moved=tuple(outside)), control=control)


def act(office: Office, what: str) -> None:
    verb, _, number = what.partition(" ")
    if verb == "correct":
        draft_claim(office.desk(), number)
    elif verb == "send":
        send_claims(office.desk())
    elif verb == "patient":
        take_payment(office.desk(), "V1", 2500, method="cash")
    elif verb == "accept":
        office.receive(office.ack_277("V1-1"))
    elif verb == "reject":
        office.receive(office.ack_277("V1-1", "V2-1", category="A7", status="164"))
    elif verb == "bank":
        office.receive(bank_csv(remit(office.paid("V1-1")), on=DAY), "bank.csv")
