"""The queues of what came back: queries for the clinician, answers for the coder, late documents, comments."""

from django.db.models import F, OuterRef, Q, Subquery

from superbill.app.desk import Desk
from superbill.app.wording import day, days_ago, listed_name
from superbill.app.work_rows import AT_MOST, Pile, WorkRow
from superbill.claims.query import QueryState
from superbill.storage.models import CommentRecord, NoteRecord, QueryRecord, QueryStep, SheetRecord, VisitRecord


def asked(desk: Desk) -> Pile:
    """Queries that were sent and wait for the clinician."""
    return _queries(desk, QueryState.SENT, "sent")


def answered(desk: Desk) -> Pile:
    """Queries that were answered and not closed."""
    return _queries(desk, QueryState.ANSWERED, "answered")


def _queries(desk: Desk, state: QueryState, event: str) -> Pile:
    since = QueryStep.objects.filter(query=OuterRef("pk"), event=event).order_by("-pk").values("at")[:1]
    rows = QueryRecord.objects.filter(practice_id=desk.practice_id, state=state.value).annotate(since=Subquery(since))
    shown = tuple(
        WorkRow(
            "query",
            row.number,
            listed_name(row.visit.patient),
            row.visit.details["coverage"]["payer"]["name"],
            day(row.visit.served_on),
            days_ago(row.since.date(), desk.on),
            "",
            f"{row.provider}, visit {row.visit.number}",
        )
        for row in rows.select_related("visit", "visit__patient").order_by("since", "pk")[:AT_MOST]
    )
    return Pile(rows.count(), None, shown)


def late(desk: Desk) -> Pile:
    """Visits whose superbill rests on an earlier text of the note than the last that was received."""
    last_note = NoteRecord.objects.filter(visit=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    last_sheet = SheetRecord.objects.filter(visit=OuterRef("pk")).order_by("-pk").values("note_id")[:1]
    rows = VisitRecord.objects.filter(practice_id=desk.practice_id).annotate(read=Subquery(last_note), coded=Subquery(last_sheet))
    rows = rows.exclude(coded=None).filter(read__gt=F("coded")).select_related("patient").order_by("served_on", "number")
    shown = tuple(
        WorkRow(
            "notes",
            row.number,
            listed_name(row.patient),
            row.details["coverage"]["payer"]["name"],
            day(row.served_on),
            days_ago(row.served_on, desk.on),
            "",
            "the note came again after the superbill was saved",
        )
        for row in rows[:AT_MOST]
    )
    return Pile(rows.count(), None, shown)


def commented(desk: Desk) -> Pile:
    """Comments to this role that nobody has settled; the manager sees those to everybody."""
    rows = CommentRecord.objects.filter(practice_id=desk.practice_id, settles=None, settled=None)
    if desk.role != "manager":
        rows = rows.filter(Q(to=desk.role))
    shown = tuple(
        WorkRow(
            "visit",
            row.visit.number,
            listed_name(row.visit.patient),
            row.visit.details["coverage"]["payer"]["name"],
            day(row.visit.served_on),
            days_ago(row.at.date(), desk.on),
            "",
            f"{row.by} to the {row.to}" + (f" on {row.code}" if row.code else ""),
        )
        for row in rows.select_related("visit", "visit__patient").order_by("pk")[:AT_MOST]
    )
    return Pile(rows.count(), None, shown)
