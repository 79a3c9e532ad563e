"""What an 820 says of premiums: the objects, and the rules over them on both sides."""

from datetime import date

import pytest

from superbill.x12.objects.premiums import PremiumEntity, PremiumPayment
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t820 import T820
from superbill.x12.transactions.t820_exchange import T820_EXCHANGE
from tests.x12.invented_others import BILL, EXCHANGE, ORGANIZATION, codes, heard, swapped
from tests.x12.one_set import lines_of


def test_a_premium_says_for_whom_and_what_it_is_paid() -> None:
    first, second, payment = heard(T820, BILL)

    assert isinstance(first, PremiumEntity) and isinstance(second, PremiumEntity) and isinstance(payment, PremiumPayment)
    assert (first.person.name, first.id, first.adjustments[0].cents) == ("MARA J LINDQVIST", "900000001", -1250)
    (item,) = first.items
    assert (item.number, item.paid_cents, item.billed_cents, item.adjustments[0].reason) == ("POL-1", 10000, 11000, "52")
    assert (item.periods[0].first, item.periods[0].last, item.references[0].number) == (
        date(2026, 10, 1),
        date(2026, 10, 31),
        "MASTER-1",
    )
    assert (second.items[0].billed_cents, second.person.name) == (None, "")
    assert (payment.payment.cents, payment.trace.number, payment.currency, payment.paid_on) == (
        15500,
        "EFT-90",
        "USD",
        date(2026, 10, 1),
    )
    assert (payment.receiver.city, payment.payer.contacts[0][0], payment.banks[0].name) == ("MADISON", "PAYROLL", "FIRST BANK")
    assert (payment.entities, payment.items_cents, payment.adjusted_cents) == (2, 16750, -1250)


def test_a_bill_for_an_organisation_has_charges_and_heads() -> None:
    entity = heard(T820, ORGANIZATION)[0]

    assert isinstance(entity, PremiumEntity)
    assert (entity.items[0].charges, entity.items[0].heads[0].number, entity.items[0].heads[0].unit) == (
        (("B680", 12500),),
        5,
        "IE",
    )


def test_an_exchange_pays_by_enrolment_and_type() -> None:
    entity, payment = heard(T820_EXCHANGE, EXCHANGE)

    assert isinstance(entity, PremiumEntity) and isinstance(payment, PremiumPayment)
    assert [(each.number, each.paid_cents) for each in entity.items] == [("APTC", 100000), ("UF", -9000)]
    assert (entity.references[0].number, entity.person.id, payment.items_cents) == ("P-1", "S-1", 91000)


BPR = "BPR*C*155*C*ACH*CTX*01*199999999*DA*4711*1990000001**01*188888888*SG*4712*20261001"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (BPR, BPR, []),
        (BPR, BPR.replace("*155*", "*156*"), [("SNIP3-PREMIUM-TOTAL", "BPR02")]),
        (BPR, BPR.replace("*155*", "*-155*"), [("SNIP3-PREMIUM-NEGATIVE", "BPR02"), ("SNIP3-PREMIUM-TOTAL", "BPR02")]),
        (BPR, BPR.replace("*155*", "*X*"), []),
        ("RMR*IG*CERT-2**67.5", "RMR*IG*CERT-2**X", []),
        ("ADX*-10*52", "ADX*-11*52", [("SNIP3-PREMIUM-ITEM", "RMR04")]),
        ("ADX*-10*52", "", [("SNIP3-PREMIUM-ITEM", "RMR04")]),
        (BPR, "BPR*C*155*C*NON************20261001", [("SNIP4-PREMIUM-METHOD", "BPR04")]),
        (BPR, BPR.replace("*188888888*", "**"), [("SNIP4-PREMIUM-BANK", "BPR13")]),
        (BPR, "BPR*C*155*C*CHK******1990000001******20261001", []),
    ],
)
def test_a_premium_adds_up_and_moves_as_it_says(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert codes(T820, swapped(BILL, old, new)) == expected


def test_a_premium_of_nothing_moves_nothing() -> None:
    nothing = [line for line in lines_of(EXCHANGE) if not line.startswith("RMR")] + ["RMR*ZZ*APTC**0"]

    assert codes(T820_EXCHANGE, ["BPR*I*0*C*NON************20261001", *nothing[1:]]) == []
    assert codes(T820_EXCHANGE, ["BPR*I*0*C*CHK************20261001", *nothing[1:]]) == [("SNIP4-PREMIUM-NOTHING", "BPR04")]


@pytest.mark.parametrize(("transaction", "text"), [(T820, ORGANIZATION), (T820_EXCHANGE, EXCHANGE)])
def test_bills_and_exchanges_add_up(transaction: Transaction, text: str) -> None:
    assert codes(transaction, lines_of(text)) == []
