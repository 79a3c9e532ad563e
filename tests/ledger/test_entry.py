"""Entries balance, and can be taken back."""

from datetime import date

import pytest

from superbill.ledger.accounts import ACCOUNTS
from superbill.ledger.balances import by_account
from superbill.ledger.entry import Entry, Posting, transfer

DAY = date(2026, 9, 14)


@pytest.mark.parametrize("cents", [99, 101, -100])
def test_postings_that_do_not_sum_to_zero_are_refused(cents):
    with pytest.raises(AssertionError, match="sum to zero"):
        Entry("x/1", DAY, "test", (Posting("Assets:Cash:Bank", 100), Posting("Income:Charges", -cents)))


def test_an_entry_without_a_ref_is_refused():
    with pytest.raises(AssertionError, match="which event"):
        Entry("", DAY, "test", ())


def test_an_entry_taken_back_leaves_every_account_at_zero():
    entry = Entry(
        "x/1",
        DAY,
        "test",
        transfer(100, debit="Assets:Cash:Bank", credit="Income:Charges", claim_control="V1-1", line_no=2, memo="m"),
    )

    undone = entry.reversed(ref="void/x/1", on=DAY, because="entered twice")

    assert set(by_account(entry.postings + undone.postings).values()) == {0}
    assert (undone.ref, undone.because) == ("void/x/1", "entered twice")
    assert undone.postings[0] == Posting("Assets:Cash:Bank", -100, "V1-1", 2, "m")


def test_a_transfer_of_nothing_posts_nothing():
    assert transfer(0, debit="Assets:Cash:Bank", credit="Income:Charges") == ()


def test_every_account_says_what_it_means_and_which_side_is_normal():
    assert all(account.means.endswith(".") and account.normal in (1, -1) for account in ACCOUNTS.values())
    assert all(name == account.name for name, account in ACCOUNTS.items())
