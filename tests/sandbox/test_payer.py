"""What the practice payer answers: amounts, accumulators, replacements and voids."""

from dataclasses import replace
from datetime import date

from superbill.claims.claim import Claim
from superbill.claims.remit import PaidClaim
from superbill.sandbox.payer import adjudicate_claim
from superbill.sandbox.register import Register, Used
from tests.sandbox.invented import KOWALSKI, OKAFOR, RECEIVED, REINHOLT, SERVED, acme, claim, line, member, numbers

HAUGEN = "AHP4412019"  # a high deductible: 210.00 of 3,000.00 used, then ten percent


def decide(sent: Claim, *, seen: Register, number: int = 1) -> tuple[PaidClaim, ...]:
    return adjudicate_claim(sent, payer_claim_number=numbers(number), received_on=RECEIVED, plan=acme(), seen=seen)


def parts(paid: PaidClaim) -> list[dict[str, int]]:
    """The adjustments of each line, by group and reason."""
    return [{f"{a.group}-{a.reason}": a.cents for a in row.adjustments} for row in paid.lines]


def used(seen: Register, member_id: str, *, on: date = SERVED) -> Used:
    return seen.used(payer_id="ACME1", member_key=f"{member_id}/01", on=on)


def test_the_first_visit_of_the_demo_leaves_a_copay_and_coinsurance() -> None:
    visit = claim(line("99214", 21000), line("36415", 1800, line_no=2), diagnoses=("E11.65", "I10", "M25.561"))

    (paid,) = decide(visit, seen=Register())

    assert parts(paid) == [{"CO-45": 7060, "PR-3": 3000}, {"CO-45": 895, "PR-2": 181}]
    assert (paid.charge_cents, paid.paid_cents, paid.patient_share_cents) == (22800, 11664, 3181)
    assert paid.control == "V0001-1"


def test_the_second_visit_of_the_demo_is_denied_then_taken_back_and_paid() -> None:
    seen = Register()
    lines = (line("20610", 18500, "LT"), line("J1010", 1500, line_no=2, units=40))
    denied = claim(*lines, who=member(OKAFOR), diagnoses=("M17.11",), number="V0002")
    (first,) = decide(denied, seen=seen)
    corrected = replace(denied, version=2, diagnoses=("M17.12",), frequency="7", payer_claim_number=first.payer_claim_number)

    reversal, second = decide(corrected, seen=seen, number=2)

    assert (first.status, parts(first)) == ("4", [{"CO-11": 18500}, {"CO-11": 1500}])
    assert (reversal.status, reversal.control, reversal.payer_claim_number) == ("22", "V0002-1", numbers(1))
    assert parts(reversal) == [{"CO-11": -18500}, {"CO-11": -1500}]
    assert (second.status, second.control, second.payer_claim_number) == ("1", "V0002-2", numbers(2))
    assert parts(second) == [{"CO-45": 11240, "PR-1": 4000, "PR-2": 652}, {"CO-45": 740, "PR-2": 152}]
    assert (second.paid_cents, second.patient_share_cents) == (3216, 4804)


def test_a_reversal_mirrors_every_amount_and_keeps_the_rest() -> None:
    seen = Register()
    (first,) = decide(claim(line("99213"), line("36415", 1800, line_no=2, units=2)), seen=seen)

    (reversal,) = decide(claim(version=2, frequency="8", payer_claim_number=first.payer_claim_number), seen=seen, number=2)

    assert reversal.charge_cents == -first.charge_cents
    assert reversal.paid_cents == -first.paid_cents
    assert reversal.patient_share_cents == -first.patient_share_cents
    assert [row.units for row in reversal.lines] == [1, 2]
    assert parts(reversal) == [{key: -cents for key, cents in row.items()} for row in parts(first)]


def test_a_void_gives_back_what_it_used_and_pays_nothing_new() -> None:
    seen = Register()
    sent = claim(line("80053", 4000), who=member(HAUGEN))
    (first,) = decide(sent, seen=seen)
    before = used(seen, HAUGEN)

    answers = decide(replace(sent, version=2, frequency="8", payer_claim_number=first.payer_claim_number), seen=seen, number=2)

    assert before == Used(1162, 1162, 0)
    assert [answer.status for answer in answers] == ["22"]
    assert used(seen, HAUGEN) == Used(0, 0, 0)


def test_a_claim_can_be_taken_back_once_only() -> None:
    seen = Register()
    (first,) = decide(claim(), seen=seen)
    void = claim(version=2, frequency="8", payer_claim_number=first.payer_claim_number)
    decide(void, seen=seen, number=2)

    (again,) = decide(replace(void, version=3), seen=seen, number=3)

    assert (again.status, parts(again)) == ("4", [{"CO-16": 20000}])


def test_the_deductible_fills_over_claims_and_is_given_back_by_a_replacement() -> None:
    seen = Register()
    expensive = claim(line("97110", 300000, units=1), who=member(HAUGEN))  # sixty percent of charge: 1,800.00

    (first,) = decide(expensive, seen=seen)
    (second,) = decide(replace(expensive, number="V0002", lines=(line("97112", 300000),)), seen=seen, number=2)
    smaller = replace(expensive, version=2, frequency="7", payer_claim_number=numbers(1), lines=(line("97110", 100000),))
    _, third = decide(smaller, seen=seen, number=3)

    assert parts(first) == [{"CO-45": 120000, "PR-1": 180000}]
    assert parts(second) == [{"CO-45": 120000, "PR-1": 99000, "PR-2": 8100}]
    assert parts(third) == [{"CO-45": 40000, "PR-1": 60000}]
    assert used(seen, HAUGEN) == Used(159000, 167100, 0)


def test_the_out_of_pocket_limit_ends_the_patients_share() -> None:
    (paid,) = decide(claim(line("99213"), line("36415", 1800, line_no=2), who=member(REINHOLT)), seen=Register())

    assert paid.patient_share_cents == 1000


def test_the_days_copay_is_taken_once_over_two_claims() -> None:
    seen = Register()
    decide(claim(line("99213")), seen=seen)

    (second,) = decide(claim(line("99212", 20000, "25"), number="V0002"), seen=seen, number=2)

    assert "PR-3" not in parts(second)[0]


def test_two_days_on_one_claim_each_have_their_copay() -> None:
    (paid,) = decide(claim(line("99213"), line("99213", line_no=2, served_on=date(2026, 9, 15))), seen=Register())

    assert [row["PR-3"] for row in parts(paid)] == [3000, 3000]


def test_two_days_on_one_claim_share_the_deductible_of_their_year() -> None:
    okafor = member(OKAFOR)

    (paid,) = decide(claim(line("20610", 20000, "LT"), line("20610", 20000, "RT", line_no=2, served_on=date(2026, 9, 15)),
                           who=okafor, diagnoses=("M17.0",)), seen=Register())  # fmt: skip

    assert [row.get("PR-1", 0) for row in parts(paid)] == [4000, 0]


def test_another_year_has_its_own_deductible() -> None:
    (paid,) = decide(claim(line("99396", 30000, served_on=date(2026, 1, 2))), seen=Register())
    last_year = date(2025, 12, 31)
    plan = acme()

    (earlier,) = adjudicate_claim(
        claim(line("97110", 30000, served_on=last_year)),
        payer_claim_number=numbers(),
        received_on=last_year,
        plan=plan,
        seen=Register(),
    )

    assert "PR-1" not in parts(paid)[0]
    assert parts(earlier) == [{"CO-45": 12000, "PR-1": 18000}]
    assert member(KOWALSKI).met_year == 2026


def test_a_claim_with_one_denied_line_is_not_called_denied() -> None:
    (paid,) = decide(claim(line("99213"), line("83036", 3000, line_no=2)), seen=Register())

    assert paid.status == "1"
    assert parts(paid)[1] == {"CO-11": 3000}


def test_a_line_without_a_charge_is_answered_without_an_adjustment() -> None:
    (paid,) = decide(claim(line("97110", 0), line("83036", 0, line_no=2)), seen=Register())

    assert parts(paid) == [{}, {}]
    assert paid.paid_cents == 0


def test_lines_that_share_a_number_are_each_answered_under_it() -> None:
    (paid,) = decide(claim(line("99213"), line("36415", 1800)), seen=Register())

    assert [(row.line_no, row.procedure, row.charge_cents) for row in paid.lines] == [(1, "99213", 20000), (1, "36415", 1800)]


def test_a_register_is_read_back_as_it_was_written() -> None:
    seen = Register()
    decide(claim(), seen=seen)
    seen.next_number("claim")

    again = Register.from_text(seen.to_text())

    assert again == seen
    assert again.to_text() == seen.to_text()
    assert used(again, KOWALSKI) == used(seen, KOWALSKI)


def test_a_copy_of_a_register_changes_alone() -> None:
    seen = Register()
    decide(claim(), seen=seen)
    before = seen.to_text()

    decide(claim(number="V0002"), seen=seen.copy(), number=2)

    assert seen.to_text() == before
