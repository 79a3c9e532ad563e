"""How coding goes over time: the accuracy of one audit after the other, and how fast charts are coded.

Pace is told of the team, and to each person their own: nobody is ranked, and no one sees another's. Speed without accuracy says
nothing, so that both stand together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Min

from superbill.app.desk import Desk, at_desk
from superbill.app.judge_audit import accuracy_in, fee_table_of
from superbill.coding.audit.figures import Accuracy
from superbill.storage import clock
from superbill.storage.models import AuditRecord, SheetRecord

DAYS, MOST_AUDITS = 30, 12
FEWEST = 3
"""A middle of fewer charts says more of these charts than of the work."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Charts that were coded for the first time in the last `days`, and within how many hours of their note half of them were.

    `half_within_hours` is None for fewer than three charts.
    """

    days: int
    charts: int
    half_within_hours: float | None


@dataclass(frozen=True, slots=True)
class CodingPace:
    """The accuracy of the last twelve audits, the oldest first (of all for the auditor, else of one's own visits); the team's pace and one's own."""

    audits: tuple[Accuracy, ...]
    team: Pace
    own: Pace


@at_desk(may="code")
def show_pace(desk: Desk) -> CodingPace:
    """How coding goes at this practice."""
    records, table = AuditRecord.objects.filter(practice_id=desk.practice_id).order_by("-pk")[:MOST_AUDITS], fee_table_of(desk)
    audits = tuple(found for record in reversed(records) if (found := accuracy_in(desk, record, table)).points)
    first = _first_sheets(desk)
    return CodingPace(audits, _pace(first), _pace([row for row in first if row.by == desk.by]))


def _first_sheets(desk: Desk) -> list[SheetRecord]:
    """The first superbill of each visit, where it was saved in the last days."""
    known = SheetRecord.objects.filter(practice_id=desk.practice_id)
    first = known.values("visit").annotate(first=Min("pk")).values("first")
    return list(known.filter(pk__in=first, at__gte=clock.now() - timedelta(days=DAYS)).select_related("note"))


def _pace(rows: Sequence[SheetRecord]) -> Pace:
    hours = [max(0.0, (row.at - row.note.received_at).total_seconds() / 3600) for row in rows]
    return Pace(DAYS, len(rows), round(median(hours), 1) if len(hours) >= FEWEST else None)
