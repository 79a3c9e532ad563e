"""What 276, 277 and 277CA ask and say of claims: the objects, and the rules over them on both sides."""

from datetime import date
from decimal import Decimal

import pytest

from superbill.x12.objects.statuses import ClaimStatus, Kind, StatusLevel, find_unanswered
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t276 import T276
from superbill.x12.transactions.t277 import T277
from superbill.x12.transactions.t277ca import T277CA
from superbill.x12.transactions.t277rfi import T277RFI
from tests.x12.invented_others import ACKNOWLEDGED, OAK, QUESTIONS, STATUSES, codes, heard, swapped
from tests.x12.one_set import lines_of


def claims(transaction: Transaction, text: str) -> list[ClaimStatus]:
    return [each for each in heard(transaction, text) if isinstance(each, ClaimStatus)]


def totals(transaction: Transaction, text: str) -> list[StatusLevel]:
    return [each for each in heard(transaction, text) if isinstance(each, StatusLevel)]


def test_a_question_says_whose_claim_and_which() -> None:
    first, second, third = claims(T276, QUESTIONS)

    assert (first.kind, first.trace, first.control, first.statuses) == (Kind.INQUIRY, "T1", "C1", ())
    assert (first.person.name, first.person.born, first.provider.npi) == ("MARA LINDQVIST", date(1980, 2, 29), OAK)
    assert (first.amounts[0].cents, first.lines[0].procedure.code, first.lines[0].line_control) == (30000, "99213", "L1")
    assert (second.trace, second.lines) == ("T2", ())
    assert third.patient and (third.patient.born, third.subscriber.name) == (date(2015, 3, 1), "JO RIVERA")


def test_an_answer_says_what_became_of_the_claim() -> None:
    first, second = claims(T277, STATUSES)

    status = first.statuses[0]
    assert (first.kind, first.category, first.paid_cents, first.payer_claim_number) == (Kind.ANSWER, "F1", 18000, "P1")
    assert (status.charge_cents, status.decided_on, status.paid_on, status.check) == (
        30000,
        date(2026, 9, 9),
        date(2026, 9, 12),
        "CHK-9",
    )
    assert (first.lines[0].paid_cents, first.lines[0].units, first.lines[0].statuses[0].category) == (12000, Decimal(1), "F1")
    assert [each.category for each in second.statuses[0].codes] == ["P1", "A1"]
    assert second.person.name == "SAM RIVERA" and second.statuses[0].codes[0].entity == "PR"


def test_questions_without_an_answer_are_found_by_their_trace() -> None:
    questions, answered = claims(T276, QUESTIONS), claims(T277, STATUSES)

    assert [each.trace for each in find_unanswered(questions, answered)] == ["T2"]


def test_an_acknowledgement_says_of_each_claim_whether_it_was_taken() -> None:
    taken, refused = claims(T277CA, ACKNOWLEDGED)

    assert (taken.kind, taken.control, taken.is_rejected) == (Kind.ACKNOWLEDGEMENT, "C1", False)
    assert (refused.control, refused.is_rejected, refused.statuses[0].message) == ("C2", True, "NPI MISSING")
    assert refused.lines[0].statuses[0].action == "U"


def test_totals_of_transmission_and_provider_count_the_claims_below() -> None:
    provider, transmission, received = totals(T277CA, ACKNOWLEDGED)

    assert (received.loop, [each.first for each in received.dates]) == ("2200A", [date(2026, 9, 14)] * 2)
    assert (transmission.trace, transmission.answered, transmission.rejected) == ("BATCH-7", 2, 1)
    assert (provider.loop, provider.answered) == ("2200C", 2)
    accepted = transmission.quantity("90")
    assert accepted and accepted.number == 1 and transmission.amount("YY") and transmission.quantity("QA") is None


def test_a_request_for_documents_is_read_too() -> None:
    text = (
        "BHT*0085*13*D1*20260914*0930*RQ\nHL*1**20*1\nNM1*PR*2*ELM*****PI*E1\nHL*2*1*21*1\nNM1*41*2*OAK*****46*O1\nHL*3*2*19*1\n"
    )
    text += (
        f"NM1*1P*2*OAK*****XX*{OAK}\nHL*4*3*PT\nNM1*QC*1*RIVERA*SAM\nTRN*1*P9\nSTC*R4:18842-5::LOI*20260914\nPWK*77*EL***AC*N1"
    )

    (claim,) = claims(T277RFI, text)

    assert (claim.kind, claim.trace, claim.statuses[0].codes[0].list) == (Kind.REQUEST, "P9", "LOI")
    assert claim.extras[0].elements[1] == "77"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("TRN*1*T2", "TRN*1*T2", []),
        ("TRN*1*T2", "TRN*1*T1", [("SNIP4-STATUS-TRACE", "TRN02")]),
    ],
)
def test_each_question_has_its_own_trace(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert codes(T276, swapped(QUESTIONS, old, new)) == expected


PAID = "STC*F1:65*20260910**300*180*20260909**20260912*CHK-9"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (PAID, "STC*F1:65*20260910**300*0", [("SNIP4-STATUS-PAID", "STC05")]),
        (PAID, "STC*F2:65*20260910**300*5", [("SNIP4-STATUS-PAID", "STC05")]),
        (PAID, "STC*F2:65*20260910**300*0", []),
        (PAID, "STC*F0:3*20260910**300*180", []),
        ("HL*3*2*19*1", "TRN*2*S1\nSTC*E0:0*20260914\nHL*3*2*19*1", [("SNIP4-STATUS-WHOLE", "STC")]),
        ("TRN*2*T3", "TRN*2*T1", []),
    ],
)
def test_what_is_said_of_a_claim_agrees(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert codes(T277, swapped(STATUSES, old, new)) == expected


def test_a_level_may_be_answered_as_a_whole_when_nobody_stands_below() -> None:
    lines = lines_of(STATUSES)[:8]
    lines[6] = "HL*3*2*19*0"

    assert codes(T277, [*lines, "TRN*1*0", "STC*E0:24:1P*20260914"]) == []


TOOK = "STC*A2:20:PR*20260914*WQ*300"
REFUSED = "STC*A7:562:85*20260914*U*80********NPI MISSING"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (TOOK, TOOK, []),
        (TOOK, "STC*A2:20:PR*20260914*U*300", [("SNIP4-ACK-ACTION", "STC03")]),
        (REFUSED, "STC*A7:562:85*20260914*WQ*80", [("SNIP4-ACK-ACTION", "STC03")]),
        (TOOK, "STC*F1:20:PR*20260914*WQ*300", [("SNIP4-ACK-CATEGORY", "STC01-1")]),
        (TOOK, "STC*A2:20:PR*20260914*WQ*300******P1:20", [("SNIP4-ACK-CATEGORY", "STC10-1")]),
        (TOOK, "STC*E1:20:PR*20260914*WQ*300", []),
        (TOOK, "STC*E0:20:PR*20260914*WQ*300", [("SNIP4-ACK-CATEGORY", "STC01-1")]),
        ("DTP*472*D8*20260901", "DTP*472*D8*20260901\nSVC*HC:99213*300*****1\nSTC*A2:20**U", [("SNIP4-ACK-LINE", "SVC")]),
        ("STC*A1:19:PR*20260914*WQ*380", "STC*A3:19:PR*20260914*U*380", [("SNIP4-ACK-WHOLE", "STC03")]),
        ("STC*A1:19:PR*20260914*WQ*380", "STC*A1:19:PR*20260914*WQ*381", [("SNIP3-ACK-CHARGE", "STC04")]),
        ("STC*A1:19:PR*20260914*WQ*380", "STC*A1:19:PR*20260914*WQ", []),
        ("QTY*AA*1", "QTY*AA*3", []),
        ("QTY*AA*1", "", [("SNIP3-ACK-COUNT", "QTY02")]),
        ("QTY*QC*1", "", [("SNIP3-ACK-COUNT", "QTY02")]),
        ("QTY*AA*1", "QTY*AA*X", []),
    ],
)
def test_an_acknowledgement_agrees_with_itself(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert codes(T277CA, swapped(ACKNOWLEDGED, old, new)) == expected


def test_taken_and_refused_counts_are_not_mistaken_for_each_other() -> None:
    lines = swapped(ACKNOWLEDGED, "QTY*90*1", "QTY*90*2")
    lines.remove("QTY*AA*1")

    assert codes(T277CA, lines) == [("SNIP3-ACK-COUNT", "QTY02")]
