"""Where the money of each claim stands: sums of postings, added up in the database and judged by `ledger.balances`."""

from collections.abc import Iterable

from django.db.models import Q, Sum

from superbill.app.desk import Desk
from superbill.ledger.balances import Balance, by_account, by_claim, by_line
from superbill.ledger.entry import Posting
from superbill.storage.models import PostingRecord

NOTHING = Balance(0, 0, 0, 0, 0, 0)


def claim_balances(desk: Desk, numbers: Iterable[str] | None = None) -> dict[str, Balance]:
    """The balance of each claim that has postings, by claim number; of the named claims only, when named."""
    return by_claim(_sums(desk, numbers))


def line_balances(desk: Desk, number: str) -> dict[tuple[str, int | None], Balance]:
    """The balance of each line of a claim, by number and line; line None holds what was posted to the whole claim."""
    return by_line(_sums(desk, (number,)))


def account_balances(desk: Desk) -> dict[str, int]:
    """The balance of each account; debits are positive, and together they are zero."""
    rows = PostingRecord.objects.filter(practice_id=desk.practice_id).values_list("account").annotate(cents=Sum("cents"))
    return by_account(Posting(account, int(cents)) for account, cents in rows.order_by("account"))


def _sums(desk: Desk, numbers: Iterable[str] | None) -> list[Posting]:
    rows = PostingRecord.objects.filter(practice_id=desk.practice_id).exclude(claim_control="")
    if numbers is not None:
        wanted = Q(pk=None)
        for number in numbers:
            wanted |= Q(claim_control__startswith=f"{number}-")
        rows = rows.filter(wanted)
    sums = rows.values_list("account", "claim_control", "line_no").annotate(cents=Sum("cents")).order_by("claim_control")
    return [Posting(account, int(cents), control, line_no) for account, control, line_no, cents in sums]
