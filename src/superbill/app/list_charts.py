"""The charts that wait for a coder, narrowed by payer, clinician and day; and which one comes next."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from superbill.app.desk import Desk, at_desk
from superbill.app.wording import day, days_ago, listed_name
from superbill.app.work_rows import AT_MOST, Pile, WorkRow
from superbill.claims.query import QueryState
from superbill.storage.models import QueryRecord, VisitRecord


@dataclass(frozen=True, slots=True)
class Charts:
    """Which charts are meant: a payer's name, a clinician's last name, a day of service as `2026-09-14`; empty means every one."""

    payer: str = ""
    clinician: str = ""
    day: str = ""


EVERY = Charts()


@dataclass(frozen=True, slots=True)
class Criteria:
    """What the charts that wait can be narrowed by: the payers, clinicians and days there are, and what was chosen."""

    payers: tuple[str, ...]
    clinicians: tuple[str, ...]
    days: tuple[tuple[str, str], ...]
    chosen: Charts


@at_desk(may="see")
def chart_criteria(desk: Desk, chosen: Charts) -> Criteria:
    """The choices for narrowing, of the visits that have no claim yet."""
    rows = _waiting(desk, EVERY).values_list("details__coverage__payer__name", "details__rendering__last_name", "served_on")
    found = list(rows.distinct())
    days = sorted({served_on for _, _, served_on in found})
    return Criteria(
        tuple(sorted({payer for payer, _, _ in found})),
        tuple(sorted({clinician for _, clinician, _ in found})),
        tuple((one.isoformat(), day(one)) for one in days),
        chosen,
    )


@at_desk(may="see")
def next_chart(desk: Desk, number: str, charts: Charts = EVERY) -> str:
    """The next visit to code after this one, by day and number, from the first again at the end; empty when none is left.

    A visit without a note, or whose query the clinician has not answered yet, is passed over.
    """
    asked = QueryRecord.objects.filter(practice_id=desk.practice_id, state=QueryState.SENT.value).values("visit")
    rows = _waiting(desk, charts).exclude(notes=None).exclude(pk__in=asked).exclude(number=number)
    waiting = list(rows.distinct().values_list("served_on", "number"))
    here = VisitRecord.objects.filter(practice_id=desk.practice_id, number=number).values_list("served_on", "number").first()
    after = [one for one in waiting if here is None or one > here]
    return (after or waiting)[0][1] if waiting else ""


def uncoded(desk: Desk, charts: Charts = EVERY) -> Pile:
    """Visits that have no claim yet, with or without a note."""
    rows = _waiting(desk, charts)
    queries = _queries_of(desk, rows)
    shown = tuple(
        WorkRow(
            "visit",
            row.number,
            listed_name(row.patient),
            row.details["coverage"]["payer"]["name"],
            day(row.served_on),
            days_ago(row.served_on, desk.on),
            "",
            queries.get(row.pk) or ("note to code" if row.notes_count else "no note yet"),
        )
        for row in rows.select_related("patient").annotate(notes_count=Count("notes"))[:AT_MOST]
    )
    return Pile(rows.count(), None, shown)


def _waiting(desk: Desk, charts: Charts) -> QuerySet[VisitRecord]:
    asked: dict[str, Any] = {}
    if charts.payer:
        asked["details__coverage__payer__name"] = charts.payer
    if charts.clinician:
        asked["details__rendering__last_name"] = charts.clinician
    if charts.day:
        try:
            asked["served_on"] = date.fromisoformat(charts.day)
        except ValueError:  # a hand-made address is no error: no visit is on such a day
            asked["pk__in"] = ()
    return VisitRecord.objects.filter(practice_id=desk.practice_id, claim=None, **asked).order_by("served_on", "number")


def _queries_of(desk: Desk, visits: QuerySet[VisitRecord]) -> dict[int, str]:
    """What is said of a visit with an open query: whether it waits for the clinician or for the coder."""
    said: dict[int, list[str]] = defaultdict(list)
    words = {
        QueryState.SENT.value: "waits for the clinician",
        QueryState.ANSWERED.value: "is answered",
        "draft": "is not sent yet",
    }
    rows = QueryRecord.objects.filter(practice_id=desk.practice_id, visit__in=visits.values("pk"), state__in=words)
    for row in rows.order_by("pk"):
        said[row.visit_id].append(f"{row.number} {words[row.state]}")
    return {visit: "; ".join(parts) for visit, parts in said.items()}
