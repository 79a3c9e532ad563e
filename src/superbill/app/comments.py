"""Comments among the people who work on a visit: on the visit, on a code, or on words of the note; open until settled."""

from dataclasses import dataclass

from superbill.app.code_tables import icd10cm
from superbill.app.desk import MAY, Desk, at_desk
from superbill.app.find import NotHere, get_visit, latest_note
from superbill.app.wording import moment
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.note import Note
from superbill.coding.query_lint import lint_words
from superbill.storage import clock
from superbill.storage.models import CommentRecord, VisitRecord

TO = tuple(MAY)
LONGEST = 1000


class BadComment(BadInput):
    """The comment says nothing, or is for nobody."""


class CommentStopped(NotPossible):
    """The comment would lead or press the clinician: that is for a query."""


class Settled(NotPossible):
    """The comment is settled already."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment: `on` are the words of the note or the code that it is about; `settled` says who and when, empty while it is open."""

    id: int
    to: str
    on: str
    code: str
    words: str
    by: str
    at: str
    settled: str


@at_desk(may="comment")
def write_comment(
    desk: Desk, visit_number: str, *, to: str, words: str, code: str = "", span: tuple[int, int] | None = None
) -> int:
    """Write to the people of a role about a visit; `span` are words of its latest note. What is open already is kept once.

    Raises `NotHere`, `BadComment`, and `CommentStopped` for words to the clinician that a query may not have.
    """
    visit, note = get_visit(desk, visit_number, lock=True), None
    said = words.strip()
    if to not in TO:
        raise BadComment(f"There is nobody called {to[:20]!r}.", where="to", todo=f"Choose one of: {', '.join(TO)}.")
    if not said or len(said) > LONGEST:
        raise BadComment("The comment is empty or too long.", where="words", todo=f"Write up to {LONGEST} characters.")
    if span is not None:
        note = latest_note(visit)
        if note is None or not 0 <= span[0] < span[1] <= len(note.text):
            raise BadComment("The note has no such words.", todo="Mark them again: the note may have changed.")
    if to == "clinician" and desk.role != "clinician":
        _prove_fair(said, visit)
    start, end = span or (None, None)
    written = {"note": note, "to": to, "code": code.strip().upper()[:10], "start": start, "end": end, "words": said}
    same = CommentRecord.objects.filter(visit=visit, by=desk.by, settles=None, settled=None, **written).first()
    row = same or CommentRecord.objects.create(practice_id=desk.practice_id, visit=visit, by=desk.by, at=clock.now(), **written)
    return int(row.pk)


def _prove_fair(words: str, visit: VisitRecord) -> None:
    """Raises `CommentStopped` for what the linter of queries stops."""
    row = latest_note(visit)
    with icd10cm() as tables:
        found = lint_words(words, Note(row.text if row else ""), icd10cm=tables, on=visit.served_on)
    stops = list(dict.fromkeys(one.what for one in found if one.stops))
    if stops:
        todo = "Ask it as a query, which offers choices and cites the record, or word it openly."
        raise CommentStopped(f"This cannot be written to the clinician. {' '.join(stops)}", todo=todo)


@at_desk(may="comment")
def settle_comment(desk: Desk, comment_id: int) -> str:
    """Mark a comment as done. Returns the visit's number. Raises `NotHere`, `Settled`."""
    rows = CommentRecord.objects.select_for_update(of=("self",)).select_related("visit")
    row = rows.filter(practice_id=desk.practice_id, pk=comment_id, settles=None).first()
    if row is None:
        raise NotHere("There is no such comment.", todo="Look at the visit again.")
    if CommentRecord.objects.filter(settles=row).exists():
        raise Settled("The comment is settled already.", todo="Nothing is left to do.")
    CommentRecord.objects.create(
        practice_id=desk.practice_id, visit=row.visit, to=row.to, settles=row, by=desk.by, at=clock.now()
    )
    return row.visit.number


@at_desk(may="see")
def list_comments(desk: Desk, visit_number: str) -> tuple[CommentRow, ...]:
    """The comments of a visit, the open ones first. Raises `NotHere`."""
    visit = get_visit(desk, visit_number)
    rows = CommentRecord.objects.filter(visit=visit, settles=None).select_related("note", "settled").order_by("pk")
    return tuple(sorted((_row(row) for row in rows), key=lambda row: bool(row.settled)))


def _row(row: CommentRecord) -> CommentRow:
    done = getattr(row, "settled", None)
    words = row.note.text[row.start : row.end] if row.note and row.start is not None else ""
    return CommentRow(
        row.pk, row.to, words, row.code, row.words, row.by, moment(row.at), f"{done.by}, {moment(done.at)}" if done else ""
    )
