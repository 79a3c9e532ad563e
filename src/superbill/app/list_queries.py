"""The queries of the practice: where they stand, how long they wait, and how long answers take, by clinician."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Min, Q, QuerySet

from superbill.app.desk import Desk, at_desk
from superbill.app.query_steps import DRAFTING, moments_of
from superbill.app.wording import counted, day, listed_name, moment
from superbill.claims.plain import from_plain
from superbill.claims.query import Query, QueryState
from superbill.storage import clock
from superbill.storage.models import QueryRecord

OPEN = (QueryState.DRAFT, QueryState.SENT, QueryState.ANSWERED)
AT_MOST = 500
_Sent = tuple[str, datetime, datetime | None]
"""A query that was sent: its state, when it was sent, and when it was first answered."""


@dataclass(frozen=True, slots=True)
class QueryRow:
    """A query in a list. `waiting` is how long it has stood open; `turnaround` from sending to the first answer; empty for none."""

    number: str
    state: str
    visit: str
    patient: str
    served_on: str
    provider: str
    about: str
    title: str
    by: str
    sent: str
    waiting: str
    turnaround: str


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """How a clinician's queries stand: `median` and `longest_wait` are spoken, such as 5 hours or 3 days."""

    provider: str
    sent: int
    answered: int
    waiting: int
    median: str
    longest_wait: str


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many queries are in a state."""

    state: str
    count: int


@dataclass(frozen=True, slots=True)
class QueryList:
    """The page: the rows of the chosen state and clinician, how many there are in each state, and the clinicians."""

    rows: tuple[QueryRow, ...]
    counts: tuple[StateCount, ...]
    providers: tuple[ProviderRow, ...]
    state: str
    provider: str


@at_desk(may="see")
def list_queries(desk: Desk, *, state: str = "", provider: str = "") -> QueryList:
    """The queries, the longest open first; `state` is a state, `all`, or empty for those that are open. A clinician sees no draft."""
    every = QueryRecord.objects.filter(practice_id=desk.practice_id)
    if not desk.may("ask"):
        every = every.exclude(state=QueryState.DRAFT.value)
    counts = dict(every.values_list("state").annotate(Count("pk")))
    shown = every if state == "all" else every.filter(state__in=[state] if state else [one.value for one in OPEN])
    shown = shown.filter(provider=provider) if provider else shown
    rows = shown.select_related("visit", "visit__patient").prefetch_related("steps").order_by("pk")[:AT_MOST]
    return QueryList(
        tuple(_row(row) for row in rows),
        tuple(StateCount(one.value, counts.get(one.value, 0)) for one in QueryState),
        _providers(every),
        state,
        provider,
    )


@at_desk(may="see")
def queries_of_visit(desk: Desk, visit_number: str) -> tuple[QueryRow, ...]:
    """The queries of a visit, the first one first; none for a visit that is not there. A clinician sees no draft."""
    found = QueryRecord.objects.filter(practice_id=desk.practice_id, visit__number=visit_number).order_by("pk")
    rows = found.select_related("visit", "visit__patient").prefetch_related("steps")
    return tuple(_row(row) for row in rows if desk.may("ask") or row.state != QueryState.DRAFT.value)


def _row(row: QueryRecord) -> QueryRow:
    steps = sorted(row.steps.all(), key=lambda step: step.pk)
    at = moments_of(steps)
    asked = from_plain(Query, [step.content for step in steps if step.event in DRAFTING][-1])
    is_waiting = row.state == QueryState.SENT.value and at.sent
    return QueryRow(
        row.number,
        row.state,
        row.visit.number,
        listed_name(row.visit.patient),
        day(row.visit.served_on),
        row.provider,
        asked.about,
        asked.title,
        steps[0].by,
        moment(at.sent) if at.sent else "",
        spoken(clock.now() - at.sent) if is_waiting and at.sent else "",
        spoken(at.turnaround) if at.turnaround is not None else "",
    )


def _providers(queries: QuerySet[QueryRecord]) -> tuple[ProviderRow, ...]:
    """How each clinician's queries stand, of all that were sent: only their moments are read."""
    sent, answered = (Min("steps__at", filter=Q(steps__event=event)) for event in ("sent", "answered"))
    by_name: dict[str, list[_Sent]] = defaultdict(list)
    rows = queries.annotate(sent=sent, answered=answered).exclude(sent=None)
    for name, state, sent_at, answered_at in rows.values_list("provider", "state", "sent", "answered"):
        by_name[name].append((state, sent_at, answered_at))
    return tuple(_provider(name, by_name[name]) for name in sorted(by_name))


def _provider(name: str, rows: list[_Sent]) -> ProviderRow:
    took = [answered - sent for _, sent, answered in rows if answered]
    waits = [clock.now() - sent for state, sent, _ in rows if state == QueryState.SENT.value]
    middle = spoken(timedelta(seconds=median(one.total_seconds() for one in took))) if took else ""
    return ProviderRow(name, len(rows), len(took), len(waits), middle, spoken(max(waits)) if waits else "")


def spoken(how_long: timedelta) -> str:
    """A stretch of time as people say it: minutes below an hour, hours below two days, else days."""
    minutes = max(int(how_long.total_seconds() // 60), 0)
    if minutes < 60:
        return counted(minutes, "minute")
    return counted(minutes // 60, "hour") if minutes < 48 * 60 else counted(minutes // (24 * 60), "day")
