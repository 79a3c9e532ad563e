"""Today's work by role: what waits for this person, counted, and the first rows of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from superbill.app.answered_work import answered, asked, commented, late
from superbill.app.balances import NOTHING, claim_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.list_charts import EVERY, Charts, uncoded
from superbill.app.wording import day, days_ago, listed_name, money
from superbill.app.work_rows import AT_MOST, Pile, WorkRow
from superbill.basics.findings import Severity
from superbill.claims.life import State
from superbill.claims.plain import from_plain
from superbill.claims.remit import Remit
from superbill.ledger.remittance import Why, left_open
from superbill.storage.models import (
    BankLine,
    ClaimRecord,
    ClaimVersion,
    FileRecord,
    FindingRecord,
    RemitClaim,
    RemitRecord,
)


@dataclass(frozen=True, slots=True)
class Queue:
    """A pile of work: `key` names it in the address, `money` is what is at stake (empty for none), `hint` says what to do."""

    key: str
    title: str
    count: int
    money: str
    hint: str


@dataclass(frozen=True, slots=True)
class Work:
    """The page: all queues of the role, and the first `AT_MOST` rows of the chosen one."""

    queues: tuple[Queue, ...]
    chosen: str
    rows: tuple[WorkRow, ...]


QUEUES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "to-code": ("Visits to code", "Read the note and fill the superbill.", ("coder", "manager")),
    "asked": ("Questions to you", "A coder asks what the note leaves open.", ("clinician",)),
    "answered": ("Answered queries", "Read the answer, finish the superbill, close the query.", ("coder", "manager")),
    "late": ("Late documents", "A text of the note came after the superbill was saved.", ("coder", "manager")),
    "held": ("Held by the edits", "Mend what the finding says; nothing was sent yet.", ("coder", "biller", "manager")),
    "denied": ("Denied", "Find the cause, correct and send again.", ("coder", "biller", "manager")),
    "ready": ("Ready to send", "Send them to their payers.", ("biller", "manager")),
    "rejected": ("Refused or rejected", "The payer did not take them in: mend and send again.", ("biller", "manager")),
    "unanswered": ("With the payer", "Sent and not yet paid; the oldest first.", ("biller", "manager")),
    "money": (
        "Money to explain",
        "Remittances held, payments not expected or of unknown claims, deposits without remittance.",
        ("biller", "manager"),
    ),
    "files": ("Files not used", "What came in and could not be used, and why.", ("biller", "manager")),
    "comments": ("Comments to you", "Somebody wrote about a visit.", ("coder", "biller", "manager", "clinician")),
}
_STATES = {
    "held": (State.HELD,),
    "denied": (State.DENIED, State.PARTLY_PAID, State.REVERSED),
    "ready": (State.READY,),
    "rejected": (State.REFUSED, State.REJECTED),
    "unanswered": (State.SENT, State.RECEIVED, State.ACCEPTED),
}


@at_desk(may="see")
def list_work(desk: Desk, *, chosen: str = "", charts: Charts = EVERY) -> Work:
    """The queues of this role with their counts, and the rows of one: the chosen, or the first that is not empty.

    `charts` narrows the visits to code.
    """
    keys = [key for key, (_, _, roles) in QUEUES.items() if desk.role in roles]
    piles = _claim_counts(desk) | {key: pile(desk) for key, pile in _PILES.items() if key in keys}
    if chosen not in keys:
        chosen = next((key for key in keys if piles[key].count), keys[0])
    rows = _claims(desk, _STATES[chosen]) if chosen in _STATES else piles[chosen].rows
    if chosen == "to-code" and charts != EVERY:
        rows = uncoded(desk, charts).rows
    queues = tuple(Queue(key, QUEUES[key][0], piles[key].count, _at_stake(piles[key]), QUEUES[key][1]) for key in keys)
    return Work(queues, chosen, rows)


def _at_stake(pile: Pile) -> str:
    return money(pile.cents) if pile.count and pile.cents is not None else ""


def _waiting_claims(desk: Desk, states: tuple[State, ...]) -> QuerySet[Any]:
    """The claims in these states, with the charge of the version that counts."""
    values = [state.value for state in states]
    latest = ClaimVersion.objects.filter(claim=OuterRef("pk")).order_by("-version")
    rows = ClaimRecord.objects.filter(practice_id=desk.practice_id, state__in=values)
    return rows.annotate(charge_cents=Subquery(latest.values("charge_cents")[:1]))


def _claim_counts(desk: Desk) -> dict[str, Pile]:
    """The queues of claims, counted in one go; their rows are made only for the one that is shown."""
    queue_of = {state: key for key, states in _STATES.items() for state in states}
    rows = _waiting_claims(desk, tuple(queue_of))
    balances = claim_balances(desk, rows)
    at_stake: dict[str, list[int]] = {key: [] for key in _STATES}
    for number, state, charge_cents in rows.values_list("number", "state", "charge_cents"):
        at_stake[queue_of[State(state)]].append(balances.get(number, NOTHING).open_cents or charge_cents)
    return {key: Pile(len(cents), sum(cents), ()) for key, cents in at_stake.items()}


def _claims(desk: Desk, states: tuple[State, ...]) -> tuple[WorkRow, ...]:
    rows = _waiting_claims(desk, states).select_related("patient").order_by("served_on", "number")[:AT_MOST]
    balances = claim_balances(desk, ClaimRecord.objects.filter(pk__in=[row.pk for row in rows]))
    stops = _stops(desk) if State.HELD in states else {}
    return tuple(_claim_row(desk, row, balances.get(row.number, NOTHING).open_cents, stops.get(row.pk, ())) for row in rows)


def _stops(desk: Desk) -> dict[int, tuple[str, ...]]:
    """What stops each held claim, by its key: the titles of the edits that stopped its latest version."""
    latest = ClaimVersion.objects.filter(claim=OuterRef("version__claim")).order_by("-version").values("pk")[:1]
    held = FindingRecord.objects.filter(
        practice_id=desk.practice_id,
        severity=Severity.STOP.value,
        version__claim__state=State.HELD.value,
        version=Subquery(latest),
    )
    found: dict[int, tuple[str, ...]] = {}
    for claim_id, title in held.values_list("version__claim_id", "title").order_by("title").distinct():
        found[claim_id] = (*found.get(claim_id, ()), title)
    return found


def _claim_row(desk: Desk, row: Any, open_cents: int, stops: tuple[str, ...]) -> WorkRow:
    return WorkRow(
        "claim",
        row.number,
        listed_name(row.patient),
        row.payer_name,
        day(row.served_on),
        days_ago(row.state_since, desk.on),
        money(open_cents or row.charge_cents),
        "; ".join(stops) if row.state == State.HELD.value else row.state,
    )


def _unexplained(desk: Desk) -> Pile:
    """Money that a person must look at: held, not expected, unknown, outside any claim, or without a remittance."""
    found = [*_held(desk), *_unknown(desk), *_not_expected(desk), *_outside_any_claim(desk), *_deposits(desk)]
    return Pile(len(found), sum(cents for _, cents in found), tuple(row for row, _ in found[:AT_MOST]))


_Money = Iterator[tuple[WorkRow, int]]
"""Rows with their cents."""


def _held(desk: Desk) -> _Money:
    """Remittances that could not be posted, unless the same payment was posted since."""
    mine = RemitRecord.objects.filter(practice_id=desk.practice_id)
    posted_since = mine.filter(
        state="posted", payer_tax_id=OuterRef("payer_tax_id"), trace=OuterRef("trace"), pk__gt=OuterRef("pk")
    )
    for remit in mine.filter(state="held").exclude(Exists(posted_since)).order_by("paid_on", "pk"):
        yield _remit_row(desk, remit, remit.paid_cents, remit.problem)


def _unknown(desk: Desk) -> _Money:
    """Payments for claims that nobody knows here."""
    rows = RemitClaim.objects.filter(practice_id=desk.practice_id, version=None, remit__state="posted")
    for paid in rows.select_related("remit").order_by("pk"):
        why = f"Payment for {paid.control}, which is not known here; the money is in suspense."
        yield _remit_row(desk, paid.remit, paid.paid_cents, why, who=paid.control)


def _not_expected(desk: Desk) -> _Money:
    """Money that was posted to a claim which had no reason to get it, such as a second payment."""
    rows = RemitRecord.objects.filter(practice_id=desk.practice_id, state="posted").exclude(problem="")
    for remit in rows.order_by("paid_on", "pk"):
        yield _remit_row(desk, remit, remit.paid_cents, remit.problem)


def _outside_any_claim(desk: Desk) -> _Money:
    """Money that the payer moved outside any claim for a reason that no rule settles: it is in suspense."""
    rows = RemitRecord.objects.filter(practice_id=desk.practice_id, state="posted")
    for remit in rows.exclude(content__provider_adjustments=[]).order_by("paid_on", "pk"):
        for item in left_open(from_plain(Remit, remit.content)):
            if item.why is Why.PROVIDER:
                yield _remit_row(desk, remit, item.cents, f"PLB {item.reason}: {item.why}")


def _deposits(desk: Desk) -> _Money:
    """Deposits that no remittance explains."""
    for line in BankLine.objects.filter(practice_id=desk.practice_id, entry=None).order_by("on", "pk"):
        why = f"Deposit with trace {line.trace}: no remittance explains it yet."
        age = days_ago(line.on, desk.on)
        yield WorkRow("deposit", line.trace, line.description, "", day(line.on), age, money(line.cents), why), line.cents


def _remit_row(desk: Desk, remit: RemitRecord, cents: int, why: str, *, who: str = "") -> tuple[WorkRow, int]:
    payer, age = remit.payer_name, days_ago(remit.paid_on, desk.on)
    return WorkRow("remit", str(remit.pk), who or payer, payer, day(remit.paid_on), age, money(cents), why), cents


def _unused(desk: Desk) -> Pile:
    files = FileRecord.objects.filter(practice_id=desk.practice_id, direction="in").exclude(problem="").defer("content")
    shown = tuple(
        WorkRow("file", str(row.pk), row.name, row.kind, day(row.at.date()), days_ago(row.at.date(), desk.on), "", row.problem)
        for row in files.order_by("-pk")[:AT_MOST]
    )
    return Pile(files.count(), None, shown)


_PILES: dict[str, Callable[[Desk], Pile]] = {
    "to-code": uncoded,
    "answered": answered,
    "late": late,
    "asked": asked,
    "comments": commented,
    "money": _unexplained,
    "files": _unused,
}
"""The queues that are not of claims."""
