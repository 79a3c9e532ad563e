"""Balances are sums of postings."""

import pytest

from superbill.ledger.balances import Balance, by_account, by_claim, by_line, claim_number
from superbill.ledger.entry import transfer

POSTINGS = (
    *transfer(20000, debit="Assets:Receivable:Payer", credit="Income:Charges", claim_control="V0002-1", line_no=1),
    *transfer(12000, debit="Assets:Cash:Clearing", credit="Assets:Receivable:Payer", claim_control="V0002-2", line_no=1),
    *transfer(5000, debit="Income:Adjustments:Contractual", credit="Assets:Receivable:Payer", claim_control="V0002-2", line_no=1),
    *transfer(100, debit="Income:Adjustments:Regulatory", credit="Assets:Receivable:Payer", claim_control="V0002-2"),
    *transfer(2500, debit="Assets:Receivable:Patient", credit="Assets:Receivable:Payer", claim_control="V0002-2", line_no=1),
    *transfer(500, debit="Assets:Cash:Drawer", credit="Assets:Receivable:Patient", claim_control="V0002-2", line_no=1),
    *transfer(900, debit="Assets:Receivable:Payer", credit="Income:Charges", claim_control="V0010-1", line_no=1),
    *transfer(77, debit="Assets:Cash:Clearing", credit="Income:Interest"),
)


def test_all_versions_of_a_claim_are_one_balance():
    assert by_claim(POSTINGS) == {
        "V0002": Balance(20000, 12000, 500, 5100, 2000, 400),
        "V0010": Balance(900, 0, 0, 0, 0, 900),
    }
    assert by_claim(POSTINGS)["V0002"].open_cents == 2400


def test_lines_come_in_order_with_the_claim_as_a_whole_last():
    assert list(by_line(POSTINGS)) == [("V0002", 1), ("V0002", None), ("V0010", 1)]
    assert by_line(POSTINGS)["V0002", None] == Balance(0, 0, 0, 100, 0, -100)


def test_lines_come_in_the_order_of_their_numbers():
    postings = [
        posting
        for n in (10, 2, 1)
        for posting in transfer(1, debit="Assets:Receivable:Payer", credit="Income:Charges", claim_control="V1-1", line_no=n)
    ]

    assert list(by_line(postings)) == [("V1", 1), ("V1", 2), ("V1", 10)]


def test_accounts_sum_to_zero_together():
    assert sum(by_account(POSTINGS).values()) == 0
    assert by_account(POSTINGS)["Assets:Cash:Clearing"] == 12077


def test_a_balance_whose_parts_do_not_make_the_charge_is_our_own_fault():
    with pytest.raises(AssertionError, match="charge is somewhere"):
        Balance(100, 50, 0, 0, 0, 49)


@pytest.mark.parametrize(("control", "number"), [("V0002-3", "V0002"), ("A-B-12", "A-B"), ("FOREIGN", "FOREIGN"), ("V-", "V-")])
def test_a_foreign_control_number_stands_for_itself(control, number):
    assert claim_number(control) == number
