"""The books as a person reads them: the accounts with their balances, and the entries with their postings."""

from dataclasses import dataclass

from superbill.app.balances import account_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.wording import day, money
from superbill.ledger.accounts import ACCOUNTS
from superbill.storage.models import EntryRecord

AT_MOST = 200


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account: `balance` is in the account's own direction, so that a normal balance is above zero."""

    name: str
    means: str
    balance: str


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One posting; `id` leads to its trail."""

    id: str
    account: str
    debit: str
    credit: str
    claim: str
    line_no: str
    memo: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry with its postings."""

    id: str
    ref: str
    on: str
    because: str
    by: str
    postings: tuple[PostingRow, ...]


@dataclass(frozen=True, slots=True)
class Books:
    """The page. `sum` is the sum of all accounts: always 0.00."""

    accounts: tuple[AccountRow, ...]
    entries: tuple[EntryRow, ...]
    count: int
    sum: str


@at_desk(may="see")
def list_postings(desk: Desk, *, account: str = "", claim: str = "", entry: int = 0) -> Books:
    """The books; the newest entries first, of one account, claim or entry when asked."""
    balances = account_balances(desk)
    rows = EntryRecord.objects.filter(practice_id=desk.practice_id).prefetch_related("postings")
    if account:
        rows = rows.filter(postings__account=account).distinct()
    if claim:
        rows = rows.filter(version__claim__number=claim)
    if entry:
        rows = rows.filter(pk=entry)
    accounts = tuple(
        AccountRow(name, ACCOUNTS[name].means, money(cents * ACCOUNTS[name].normal)) for name, cents in balances.items()
    )
    return Books(
        accounts, tuple(_entry(row) for row in rows.order_by("-pk")[:AT_MOST]), rows.count(), money(sum(balances.values()))
    )


def _entry(row: EntryRecord) -> EntryRow:
    postings = tuple(
        PostingRow(
            str(posting.pk),
            posting.account,
            money(posting.cents) if posting.cents > 0 else "",
            money(-posting.cents) if posting.cents < 0 else "",
            posting.claim_control,
            str(posting.line_no or ""),
            posting.memo,
        )
        for posting in sorted(row.postings.all(), key=lambda posting: posting.pk)
    )
    return EntryRow(str(row.pk), row.ref, day(row.on), row.because, row.by, postings)
