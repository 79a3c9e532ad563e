"""Charges in the books, and what a correction changes."""

from dataclasses import replace
from datetime import date

import pytest

from superbill.basics.days import Period
from superbill.basics.identifiers import npi_from
from superbill.claims.claim import REPLACEMENT, VOID, Claim, Line
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.ledger.balances import balance_of, by_account
from superbill.ledger.charge import entry_for_charge
from superbill.ledger.entry import Posting

DAY = date(2026, 9, 14)
HOME = Address("1 Elm St", "Lakeside", "WI", "53999")
NPI = npi_from("200000000")
FIRST = Claim(
    "V0002", 1, Patient("P1", Person("Moss", "Ada", date(1968, 3, 1), "F", HOME)),
    Coverage(Payer("ACME1", "Acme Health Plan"), "M1", "self", Period(date(2026, 1, 1))),
    Practice("Lakeside Family Medicine", NPI, "000000001", "207Q00000X", HOME, "Bo Lee", "6085550100"),
    Provider(NPI, "Reed", "Iris", "207Q00000X"), "11", ("M17.11",),
    (Line(1, "20610", 15000, DAY, (1,), ("LT",)), Line(2, "J1010", 2500, DAY, (1,))), DAY,
)  # fmt: skip


def corrected(**changes) -> Claim:
    return replace(FIRST, version=2, frequency=REPLACEMENT, payer_claim_number="ICN1", **changes)


def test_the_first_version_sent_posts_each_line():
    entry = entry_for_charge(FIRST, on=DAY)

    assert (entry.ref, entry.on, entry.because) == ("charge/V0002-1", DAY, "claim sent")
    assert entry.postings == (
        Posting("Assets:Receivable:Payer", 15000, "V0002-1", 1, "charge"),
        Posting("Income:Charges", -15000, "V0002-1", 1, "charge"),
        Posting("Assets:Receivable:Payer", 2500, "V0002-1", 2, "charge"),
        Posting("Income:Charges", -2500, "V0002-1", 2, "charge"),
    )


def test_a_correction_that_leaves_the_charges_posts_nothing_and_says_so():
    entry = entry_for_charge(corrected(diagnoses=("M17.12",)), on=DAY, former=FIRST)

    assert entry.postings == ()
    assert (entry.ref, entry.because) == ("charge/V0002-2", "claim corrected, replaces the charges of V0002-1")


def test_a_correction_posts_only_the_difference():
    lines = (Line(1, "20610", 15500, DAY, (1,), ("LT",)), Line(3, "99213", 10000, DAY, (1,)))
    second = corrected(lines=lines)

    before, after = entry_for_charge(FIRST, on=DAY), entry_for_charge(second, on=DAY, former=FIRST)

    assert {posting.line_no: posting.cents for posting in after.postings if posting.account == "Income:Charges"} == {
        1: -500,
        2: 2500,
        3: -10000,
    }
    assert {posting.claim_control for posting in after.postings} == {"V0002-2"}
    assert balance_of(before.postings + after.postings).charge_cents == second.charge_cents


def test_a_void_takes_back_every_charge_and_a_later_claim_posts_them_again():
    void = replace(corrected(), frequency=VOID)
    again = replace(corrected(), version=3)

    taken = entry_for_charge(void, on=DAY, former=FIRST)
    back = entry_for_charge(again, on=DAY, former=void)

    assert by_account(taken.postings) == {"Assets:Receivable:Payer": -17500, "Income:Charges": 17500}
    assert by_account(back.postings) == {"Assets:Receivable:Payer": 17500, "Income:Charges": -17500}


def test_another_claim_cannot_be_the_former_version():
    with pytest.raises(AssertionError, match="later version of the same claim"):
        entry_for_charge(corrected(), on=DAY, former=replace(FIRST, number="V0009"))


def test_a_replacement_without_its_former_version_would_charge_twice_and_is_refused():
    with pytest.raises(AssertionError, match="follows a version"):
        entry_for_charge(corrected(), on=DAY)
