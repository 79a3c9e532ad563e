"""Deposits and the remittances that announced them."""

from dataclasses import replace
from datetime import date

import pytest

from superbill.claims.remit import Remit
from superbill.ledger.bank import Deposit, DepositDiffers, entry_for_deposit, match_deposit
from superbill.ledger.entry import Posting

DAY = date(2026, 9, 18)
REMIT = Remit("ACME1", "Acme Health Plan", "2000000004", "Lakeside", 10743, DAY, "EFT78", "1999999999", "ACH", ())
DEPOSIT = Deposit("BNK-1", date(2026, 9, 21), 10743, "EFT78", "1999999999")


def test_a_deposit_moves_the_announced_money_to_the_bank():
    entry = entry_for_deposit(DEPOSIT, REMIT)

    assert (entry.ref, entry.on) == ("bank/BNK-1", date(2026, 9, 21))
    assert entry.postings == (
        Posting("Assets:Cash:Bank", 10743, memo="trace EFT78"),
        Posting("Assets:Cash:Clearing", -10743, memo="trace EFT78"),
    )


def test_a_deposit_is_matched_by_trace_and_payer():
    same_trace = replace(REMIT, payer_tax_id="1888888888")

    assert match_deposit(DEPOSIT, [same_trace, REMIT]) is REMIT
    assert match_deposit(replace(DEPOSIT, payer_tax_id=""), [same_trace, REMIT]) is same_trace
    assert match_deposit(replace(DEPOSIT, trace="EFT7"), [REMIT]) is None


@pytest.mark.parametrize("cents", [10742, 10744])
def test_another_amount_is_refused(cents):
    with pytest.raises(DepositDiffers, match=r"announced 107\.43"):
        entry_for_deposit(replace(DEPOSIT, cents=cents), REMIT)


def test_another_trace_is_refused():
    with pytest.raises(DepositDiffers, match="trace EFT7"):
        entry_for_deposit(replace(DEPOSIT, trace="EFT79"), REMIT)
