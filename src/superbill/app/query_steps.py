"""The steps of a query: the only module that moves one. Every step is a row that stays; the state follows from the last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from superbill.app.desk import Desk
from superbill.app.find import NotHere
from superbill.app.trail import note_event
from superbill.claims.plain import from_plain, to_plain
from superbill.claims.query import Answer, Query, QueryState, next_query_state
from superbill.storage import clock
from superbill.storage.models import QueryRecord, QueryStep, VisitRecord

DRAFTING = ("drafted", "changed")


@dataclass(frozen=True, slots=True)
class Moments:
    """When a query was first drafted, sent, first answered, and ended; None for what did not happen."""

    drafted: datetime
    sent: datetime | None
    answered: datetime | None
    ended: datetime | None

    @property
    def turnaround(self) -> timedelta | None:
        """From sending to the first answer."""
        return self.answered - self.sent if self.sent and self.answered else None


def get_query(desk: Desk, number: str, *, lock: bool = False) -> QueryRecord:
    """The query by its number; a draft is only there for those who may ask. Raises `NotHere`."""
    rows = QueryRecord.objects.select_for_update(of=("self",)) if lock else QueryRecord.objects.all()
    row = rows.select_related("visit", "visit__patient", "note").filter(practice_id=desk.practice_id, number=number).first()
    if row is None or (row.state == QueryState.DRAFT.value and not desk.may("ask")):
        raise NotHere(f"There is no query {number[:20]!r}.", todo="Look for it in the list of queries.")
    return row


def asked_in(row: QueryRecord) -> Query:
    """The query as it was last worded."""
    step = row.steps.filter(event__in=DRAFTING).order_by("-pk")[:1].get()
    return from_plain(Query, step.content)


def first_asked(row: QueryRecord) -> Query:
    """The query as it was drafted, before anybody worded it anew."""
    step = row.steps.filter(event="drafted").order_by("pk")[:1].get()
    return from_plain(Query, step.content)


def answers_in(row: QueryRecord) -> tuple[tuple[Answer, QueryStep], ...]:
    """The answers with their steps, the first one first."""
    return tuple((from_plain(Answer, step.content), step) for step in row.steps.filter(event="answered").order_by("pk"))


def moments_of(steps: list[QueryStep]) -> Moments:
    """When what happened; `steps` in their order, from the first."""
    first: dict[str, datetime] = {}
    for step in steps:
        first.setdefault(step.event, step.at)
    return Moments(first["drafted"], first.get("sent"), first.get("answered"), first.get("closed") or first.get("withdrawn"))


def take_step(
    desk: Desk, row: QueryRecord, event: str, what: str, *, content: Query | Answer | None = None, words: str = ""
) -> QueryStep:
    """Take a query along one arrow of `claims.query.NEXT_QUERY` and write it down. `what` is a sentence for the trail, without note text."""
    row.state = next_query_state(QueryState(row.state), event).value
    row.save(update_fields=["state"])
    return write_step(desk, row, event, what, content=content, words=words)


def write_step(
    desk: Desk, row: QueryRecord, event: str, what: str, *, content: Query | Answer | None = None, words: str = ""
) -> QueryStep:
    """Add the row of a step, and a line on the visit's trail; an empty `what` leaves the trail alone."""
    step = QueryStep.objects.create(
        practice_id=desk.practice_id,
        query=row,
        event=event,
        content=to_plain(content) if content is not None else None,
        words=words,
        by=desk.by,
        at=clock.now(),
    )
    if what:
        note_event(desk, what, visit=row.visit)
    return step


def answered_about(visit: VisitRecord) -> tuple[tuple[str, str], ...]:
    """What codes begin with that an answer of this visit is about, with the number of its query: the most exact first."""
    found: list[tuple[str, str]] = []
    for row in QueryRecord.objects.filter(visit=visit, state__in=[QueryState.ANSWERED.value, QueryState.CLOSED.value]):
        query = asked_in(row)
        chosen = {words for answer, _ in answers_in(row) for words in answer.chosen}
        found += [(option.code, row.number) for option in query.options if option.code and option.words in chosen]
        found += [(query.code[:3], row.number)] if query.code else []
    return tuple(sorted(found, key=lambda one: -len(one[0])))
