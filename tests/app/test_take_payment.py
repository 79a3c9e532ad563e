"""Money from a patient: set against a claim as far as something is owed there, and kept as unapplied beyond that."""

from dataclasses import replace

import pytest

from superbill.app.find import NotHere
from superbill.app.show_claim import show_claim
from superbill.app.take_payment import METHODS, BadPayment, take_payment
from superbill.claims.remit import Adjustment
from superbill.ledger.accounts import DRAWER, PATIENT, UNAPPLIED
from tests.app.office import Office, file_835, remit


@pytest.fixture
def owing(office: Office) -> Office:
    """V1 is paid by its payer, and 30.00 are left to the patient."""
    office.sent()
    paid = office.paid("V1-1")
    first = replace(paid.lines[0], paid_cents=15900, adjustments=(Adjustment("CO", "45", 2100), Adjustment("PR", "3", 3000)))
    office.receive(file_835(remit(replace(paid, paid_cents=17250, patient_share_cents=3000, lines=(first, paid.lines[1])))))
    return office


@pytest.mark.parametrize(
    ("cents", "open_cents", "unapplied"), [(1, 2999, 0), (2999, 1, 0), (3000, 0, 0), (3001, 0, -1), (10000, 0, -7000)]
)
def test_a_payment_settles_what_is_owed_and_keeps_the_rest(owing: Office, cents: int, open_cents: int, unapplied: int) -> None:
    receipt = take_payment(owing.desk("biller"), "V1", cents, method="card")

    accounts = owing.accounts()
    assert receipt == "R1001"
    assert (accounts[DRAWER], accounts.get(PATIENT, 0), accounts.get(UNAPPLIED, 0)) == (cents, open_cents, unapplied)
    assert owing.books()[2] == 0
    assert owing.told() == f"Patient paid {cents // 100}.{cents % 100:02d} by card, receipt R1001."


def test_a_copay_before_the_payer_has_answered_is_kept_as_unapplied(office: Office) -> None:
    office.draft()

    take_payment(office.desk("biller"), "V1", 3000, method="cash")

    assert office.accounts() == {DRAWER: 3000, UNAPPLIED: -3000}


def test_two_payments_have_two_receipts_and_the_second_settles_the_rest(owing: Office) -> None:
    receipts = [take_payment(owing.desk("biller"), "V1", 2000, method="check") for _ in range(2)]

    assert receipts == ["R1001", "R1002"]
    assert owing.accounts()[UNAPPLIED] == -1000
    assert show_claim(owing.desk(), "V1").money.patient_open == "0.00"
    assert show_claim(owing.desk(), "V1").money.patient_paid == "30.00"


@pytest.mark.parametrize("cents", [0, -1, -3000])
def test_nothing_and_less_than_nothing_are_no_payment(owing: Office, cents: int) -> None:
    before = owing.books()

    with pytest.raises(BadPayment, match="more than nothing"):
        take_payment(owing.desk("biller"), "V1", cents, method="cash")

    assert owing.books() == before


def test_only_known_ways_to_pay_are_taken(owing: Office) -> None:
    with pytest.raises(BadPayment, match="is not a way to pay here") as refused:
        take_payment(owing.desk("biller"), "V1", 100, method="4111 1111 1111 1111 and more")

    assert all(method in refused.value.todo for method in METHODS)


def test_a_payment_needs_its_claim(office: Office) -> None:
    with pytest.raises(NotHere):
        take_payment(office.desk("biller"), "V1", 100, method="cash")
