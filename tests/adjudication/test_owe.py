"""Who owes what: worked examples, both sides of every edge, and the identities for any amounts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.adjudication.owe import owe
from superbill.claims.priced import Benefits, PricedClaim, PricedLine

DAY = date(2026, 9, 14)
PLAN = Benefits(
    deductible_cents=50000, deductible_met_cents=50000, copay_cents=3000, coinsurance=Decimal("0.20"),
    out_of_pocket_cents=250000, out_of_pocket_met_cents=0, copay_procedures=("99214", "99213"),
)  # fmt: skip


def line(line_no=1, procedure="20610", charge=20000, allowed=10000, on=DAY):
    return PricedLine(line_no, procedure, charge, allowed, (), on)


def owed(*lines, **changes):
    return owe(PricedClaim("V0001-1", "Acme 2026", lines), replace(PLAN, **changes))


def parts(one):
    return one.contractual_cents, one.deductible_cents, one.copay_cents, one.coinsurance_cents, one.paid_cents


def test_a_visit_takes_its_copay_and_nothing_else():
    result = owed(line(procedure="99214", charge=20000, allowed=12843), deductible_met_cents=0)

    assert parts(result.lines[0]) == (7157, 0, 3000, 0, 9843)
    assert (result.paid_cents, result.patient_cents) == (9843, 3000)
    assert "visit with a copay of 30.00: takes 30.00; no deductible, no coinsurance" in result.lines[0].working


@pytest.mark.parametrize(("allowed", "copay"), [(2999, 2999), (3000, 3000), (3001, 3000)])
def test_a_copay_is_at_most_the_allowed_amount(allowed, copay):
    assert owed(line(procedure="99214", allowed=allowed)).lines[0].copay_cents == copay


def test_a_copay_is_taken_once_a_day():
    same_day = owed(line(1, "99214"), line(2, "99213"))
    two_days = owed(line(1, "99214"), line(2, "99213", on=date(2026, 9, 15)))

    assert [one.copay_cents for one in same_day.lines] == [3000, 0]
    assert [one.copay_cents for one in two_days.lines] == [3000, 3000]


def test_a_small_visit_leaves_the_rest_of_the_copay_to_the_next_one_of_the_day():
    result = owed(line(1, "99214", allowed=2000), line(2, "99213"))

    assert [one.copay_cents for one in result.lines] == [2000, 1000]


def test_a_service_after_the_deductible_takes_coinsurance_rounded_half_up():
    result = owed(line(allowed=10003), coinsurance=Decimal("0.5"))

    assert parts(result.lines[0]) == (9997, 0, 0, 5002, 5001)


@pytest.mark.parametrize(
    ("left", "deductible", "coinsurance"), [(0, 0, 2000), (1, 1, 2000), (9999, 9999, 0), (10000, 10000, 0), (10001, 10000, 0)]
)
def test_the_deductible_is_filled_before_coinsurance(left, deductible, coinsurance):
    one = owed(line(), deductible_met_cents=50000 - left).lines[0]

    assert (one.deductible_cents, one.coinsurance_cents) == (deductible, coinsurance)


def test_a_deductible_filled_by_one_line_is_gone_for_the_next():
    result = owed(line(1), line(2), deductible_met_cents=35000)

    assert [one.deductible_cents for one in result.lines] == [10000, 5000]
    assert [one.coinsurance_cents for one in result.lines] == [0, 1000]
    assert result.benefits_after.deductible_met_cents == 50000
    assert result.benefits_after.out_of_pocket_met_cents == 16000


@pytest.mark.parametrize(
    ("left", "expected"),
    [(6001, (5000, 1000)), (6000, (5000, 1000)), (5999, (5000, 999)), (5000, (5000, 0)), (4999, (4999, 0)), (0, (0, 0))],
)
def test_the_out_of_pocket_maximum_takes_from_coinsurance_before_the_deductible(left, expected):
    one = owed(line(), deductible_met_cents=45000, out_of_pocket_met_cents=250000 - left).lines[0]

    assert (one.deductible_cents, one.coinsurance_cents) == expected
    assert one.paid_cents == 10000 - sum(expected)


def test_the_out_of_pocket_maximum_caps_a_copay():
    one = owed(line(procedure="99214"), out_of_pocket_met_cents=249000).lines[0]

    assert one.copay_cents == 1000
    assert "out-of-pocket maximum: 10.00 left of 2,500.00, the patient owes no more" in one.working


def test_the_working_is_shown_step_by_step():
    assert owed(line(charge=20000, allowed=10000), deductible_met_cents=45000).lines[0].working == (
        "charge 200.00, allowed 100.00: contractual 100.00",
        "deductible: 50.00 left of 500.00, takes 50.00",
        "coinsurance: 0.20 of 50.00 is 10.00",
        "patient 60.00, payer 40.00",
    )


def test_a_share_that_just_fits_under_the_maximum_does_not_mention_it():
    fits = owed(line(), out_of_pocket_met_cents=248000).lines[0]
    over = owed(line(), out_of_pocket_met_cents=248001).lines[0]

    assert not any("maximum" in step for step in fits.working)
    assert any("maximum" in step for step in over.working)


def test_a_line_without_a_price_is_listed_and_divided_by_nobody():
    result = owed(line(1, allowed=None), line(2))

    assert result.unpriced == (1,)
    assert [one.line_no for one in result.lines] == [2]


def test_an_allowed_amount_above_the_charge_is_a_negative_contractual_part():
    one = owed(line(charge=9000, allowed=10000)).lines[0]

    assert one.contractual_cents == -1000
    assert one.paid_cents == 8000


cents = st.integers(0, 500_000)


@given(
    lines=st.lists(
        st.tuples(st.sampled_from(["99214", "20610", "36415"]), cents, st.none() | cents, st.integers(1, 3)), max_size=6
    ),
    plan=st.tuples(cents, cents, cents, st.decimals(0, 1, places=2), cents, cents),
)
def test_the_parts_always_make_the_charge_and_the_patient_never_passes_the_maximum(lines, plan):
    deductible, deductible_met, copay, coinsurance, most, most_met = plan
    benefits = Benefits(deductible, deductible_met, copay, coinsurance, most, most_met, ("99214",))
    priced = PricedClaim(
        "V1-1",
        "c",
        tuple(
            PricedLine(n, code, charge, allowed, (), date(2026, 9, day))
            for n, (code, charge, allowed, day) in enumerate(lines, 1)
        ),
    )

    result = owe(priced, benefits)

    assert {one.line_no for one in result.lines} | set(result.unpriced) == {one.line_no for one in priced.lines}
    assert all(one.contractual_cents + one.patient_cents + one.paid_cents == one.charge_cents for one in result.lines)
    assert all(min(parts(one)[1:]) >= 0 for one in result.lines)
    assert result.patient_cents <= max(0, most - most_met)
    assert sum(one.deductible_cents for one in result.lines) <= max(0, deductible - deductible_met)
    assert result.benefits_after.out_of_pocket_met_cents == most_met + result.patient_cents
