"""What patients pay."""

from datetime import date

import pytest

from superbill.ledger.balances import balance_of
from superbill.ledger.entry import Posting
from superbill.ledger.patient import Applied, PatientPayment, entry_for_payment

DAY = date(2026, 9, 18)


def test_a_payment_lowers_what_the_patient_owes_and_keeps_the_rest():
    payment = PatientPayment("R-1", 5000, "card", (Applied("V0001-1", 3000, 1), Applied("V0003-1", 500)))

    entry = entry_for_payment(payment, on=DAY)

    assert entry.ref == "patient/R-1"
    assert entry.postings == (
        Posting("Assets:Cash:Drawer", 3000, "V0001-1", 1, "card"),
        Posting("Assets:Receivable:Patient", -3000, "V0001-1", 1, "card"),
        Posting("Assets:Cash:Drawer", 500, "V0003-1", None, "card"),
        Posting("Assets:Receivable:Patient", -500, "V0003-1", None, "card"),
        Posting("Assets:Cash:Drawer", 1500, memo="card"),
        Posting("Liabilities:Patient:Unapplied", -1500, memo="card"),
    )
    assert balance_of(posting for posting in entry.postings if posting.claim_control == "V0001-1").patient_open_cents == -3000


def test_a_payment_applied_to_the_cent_leaves_nothing_unapplied():
    entry = entry_for_payment(PatientPayment("R-1", 3000, "cash", (Applied("V0001-1", 3000),)), on=DAY)

    assert {posting.account for posting in entry.postings} == {"Assets:Cash:Drawer", "Assets:Receivable:Patient"}


@pytest.mark.parametrize(("cents", "parts"), [(0, ()), (-1, ()), (3000, (3001,)), (3000, (0,)), (3000, (-1,))])
def test_a_payment_that_makes_no_sense_is_our_own_fault(cents, parts):
    with pytest.raises(AssertionError):
        PatientPayment("R-1", cents, "cash", tuple(Applied("V0001-1", part) for part in parts))
