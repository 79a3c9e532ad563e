"""The rows of decisions: which stand, how one is kept, how one is taken back. What each kind counts for stands here, once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from superbill.app.desk import Desk
from superbill.storage.models import DecisionRecord, VisitRecord


class Kind(StrEnum):
    """What was decided. The last two are what the program would do, or did, without a person; they count for nothing."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CHANGED = "changed"
    ADDED = "added"
    PASSED = "passed"
    MERGED = "merged"
    SHADOW = "shadow"
    AUTOMATIC = "automatic"
    TAKEN_BACK = "taken back"


SHEET, PAGE, REVIEW, PROGRAM = "sheet", "page", "review", "program"
"""Where a decision comes from: a saved sheet, a button, the sample of automatic codes; another site is named `from site …`."""

FROM_SITE = "from site "
JUDGED = (Kind.ACCEPTED, Kind.REJECTED, Kind.CHANGED, Kind.PASSED)
"""Decisions of people on a suggestion: what calibration counts."""


class Why(StrEnum):
    """The short kind of reason for which a person rejects a suggestion."""

    NOT_SAID = "not-said"
    NOT_THIS_VISIT = "not-this-visit"
    OTHER_CODE = "other-code"
    PART_OF = "part-of"
    TOO_VAGUE = "too-vague"
    OTHER = "other"

    @property
    def spoken(self) -> str:
        """The reason in plain words."""
        return _SPOKEN[self]


_SPOKEN = {
    Why.NOT_SAID: "The note does not say it",
    Why.NOT_THIS_VISIT: "Not treated at this visit",
    Why.OTHER_CODE: "Another code says it better",
    Why.PART_OF: "Part of another condition",
    Why.TOO_VAGUE: "Too vague to code",
    Why.OTHER: "Another reason",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision before it is kept. `counts` is false for a suggestion in doubt: the doubt decided, not the term."""

    kind: Kind
    code: str
    term: str = ""
    words: str = ""
    to_code: str = ""
    section: str = ""
    confidence: int | None = None
    asks: bool = False
    because: str = ""
    counts: bool = True

    def row(self, desk: Desk, visit: VisitRecord | None, *, source: str, at: datetime) -> DecisionRecord:
        """The row, not kept yet."""
        yes = self.kind in (Kind.ACCEPTED, Kind.ADDED)
        no = self.kind in (Kind.REJECTED, Kind.CHANGED)
        return DecisionRecord(
            practice_id=desk.practice_id,
            visit=visit,
            kind=self.kind.value,
            term=self.term,
            words=self.words,
            code=self.code,
            to_code=self.to_code,
            section=self.section[:30],
            confidence=self.confidence,
            asks=self.asks,
            because=self.because,
            source=source,
            accepted=int(yes and self.counts),
            rejected=int(no and self.counts),
            passed=int(self.kind is Kind.PASSED and self.counts),
            pointed=int(self.kind is Kind.ADDED and bool(self.term)),
            by=desk.by,
            at=at,
        )


def standing(desk: Desk) -> QuerySet[DecisionRecord]:
    """The decisions of the practice that were not taken back, the oldest first."""
    rows = DecisionRecord.objects.filter(practice_id=desk.practice_id, takes_back=None, taken_back=None)
    return rows.order_by("pk")


def keep(desk: Desk, visit: VisitRecord | None, decisions: Iterable[Decision], *, source: str, at: datetime) -> None:
    """Keep decisions, one row each."""
    DecisionRecord.objects.bulk_create(one.row(desk, visit, source=source, at=at) for one in decisions)


def take_back(desk: Desk, rows: Iterable[DecisionRecord], *, at: datetime, because: str = "") -> int:
    """Take rows back, each by a row of its own; how many."""
    back = [
        DecisionRecord(
            practice_id=desk.practice_id,
            visit_id=row.visit_id,
            kind=Kind.TAKEN_BACK.value,
            term=row.term,
            words=row.words,
            code=row.code,
            to_code=row.to_code,
            section=row.section,
            because=because,
            source=row.source,
            batch=row.batch,
            by=desk.by,
            at=at,
            takes_back=row,
        )
        for row in rows
    ]
    DecisionRecord.objects.bulk_create(back)
    return len(back)


def without_doubt(decision: Decision, *, doubt: str) -> Decision:
    """The decision as it counts for a suggestion that the note only suspects: kept, and counted for nothing."""
    return replace(decision, counts=False) if doubt else decision
