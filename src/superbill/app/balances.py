"""Where the money of each claim stands: sums of postings, added up in the database and judged by `ledger.balances`."""

from django.db.models import QuerySet, Sum

from superbill.app.desk import Desk
from superbill.ledger.balances import Balance, by_account, by_claim, by_line
from superbill.ledger.entry import Posting
from superbill.storage.models import ClaimRecord, ClaimVersion, PostingRecord

NOTHING = Balance(0, 0, 0, 0, 0, 0)


def claim_balances(desk: Desk, claims: QuerySet[ClaimRecord] | None = None) -> dict[str, Balance]:
    """The balance of each claim that has postings, by claim number; of these claims only, when they are given."""
    rows = _claim_postings(desk, claims)
    sums = rows.values_list("account", "claim_control").annotate(cents=Sum("cents")).order_by("claim_control")
    return by_claim(Posting(account, int(cents), control) for account, control, cents in sums)


def claim_balance(desk: Desk, claim: ClaimRecord) -> Balance:
    """The balance of one claim; `NOTHING` before its charges are posted."""
    return claim_balances(desk, ClaimRecord.objects.filter(pk=claim.pk)).get(claim.number, NOTHING)


def line_balances(desk: Desk, claim: ClaimRecord) -> dict[int | None, Balance]:
    """The balance of each line of a claim, by line number; line None holds what was posted to the whole claim."""
    rows = _claim_postings(desk, ClaimRecord.objects.filter(pk=claim.pk))
    sums = rows.values_list("account", "claim_control", "line_no").annotate(cents=Sum("cents")).order_by("claim_control")
    postings = (Posting(account, int(cents), control, line_no) for account, control, line_no, cents in sums)
    return {line_no: balance for (_, line_no), balance in by_line(postings).items()}


def account_balances(desk: Desk) -> dict[str, int]:
    """The balance of each account; debits are positive, and together they are zero."""
    rows = PostingRecord.objects.filter(practice_id=desk.practice_id).values_list("account").annotate(cents=Sum("cents"))
    return by_account(Posting(account, int(cents)) for account, cents in rows.order_by("account"))


def _claim_postings(desk: Desk, claims: QuerySet[ClaimRecord] | None) -> QuerySet[PostingRecord]:
    """The postings to claims: to all of them, or to any version of those that are given."""
    rows = PostingRecord.objects.filter(practice_id=desk.practice_id).exclude(claim_control="")
    if claims is None:
        return rows
    versions = ClaimVersion.objects.filter(claim__in=claims.order_by().values("pk"))
    return rows.filter(claim_control__in=versions.values("control"))
