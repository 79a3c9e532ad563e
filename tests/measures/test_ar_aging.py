"""The age of what is owed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.measures.ar_aging import BUCKETS, Aging, OpenAmount, Party, aging, aging_by_party, aging_by_payer, bucket_of

DAY = date(2026, 9, 18)


def owed(days, cents, party=Party.PAYER, name="Acme"):
    return OpenAmount(party, DAY - timedelta(days=days), cents, name)


@pytest.mark.parametrize(
    ("days", "bucket"), [(-1, 0), (0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (120, 3), (121, 4), (4000, 4)]
)
def test_an_age_falls_into_its_bucket(days, bucket):
    assert bucket_of(DAY - timedelta(days=days), on=DAY) == bucket


def test_amounts_add_up_by_bucket_and_credits_stand_apart():
    assert aging([owed(0, 100), owed(30, 50), owed(31, 7), owed(500, 9), owed(500, -20)], on=DAY) == Aging((150, 7, 0, 0, 9), -20)


def test_payer_and_patient_are_counted_apart_and_both_are_there():
    found = aging_by_party([owed(0, 100), owed(95, 30, Party.PATIENT)], on=DAY)

    assert found == {Party.PAYER: Aging((100, 0, 0, 0, 0), 0), Party.PATIENT: Aging((0, 0, 0, 30, 0), 0)}
    assert aging_by_party([], on=DAY)[Party.PATIENT].total_cents == 0


def test_payers_come_with_the_greatest_debt_first():
    found = aging_by_payer([owed(0, 100), owed(0, 300, name="Evergreen"), owed(0, 900, Party.PATIENT)], on=DAY)

    assert [(name, one.total_cents) for name, one in found.items()] == [("Evergreen", 300), ("Acme", 100)]


def test_the_part_over_ninety_days_is_a_percentage_of_what_is_owed():
    found = Aging((500, 0, 0, 200, 50), -1000)

    assert found.percent_over(90) == Decimal("33.3")
    assert found.percent_over(120) == Decimal("6.7")
    assert found.percent_over(30) == Decimal("33.3")
    assert Aging((0, 0, 0, 0, 0), 0).percent_over(90) is None


@given(st.lists(st.tuples(st.integers(-5, 400), st.integers(-10_000, 10_000), st.sampled_from(Party)), max_size=20))
def test_nothing_is_lost_between_the_buckets(rows):
    amounts = [owed(days, cents, party) for days, cents, party in rows]

    found = aging_by_party(amounts, on=DAY)

    assert sum(one.total_cents + one.credit_cents for one in found.values()) == sum(one.cents for one in amounts)
    assert all(len(one.cents) == len(BUCKETS) for one in found.values())
