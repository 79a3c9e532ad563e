"""Decide on a suggestion without a sheet: say that it is not this; and take any decision back."""

from dataclasses import dataclass

from django.db.models import QuerySet

from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import PAGE, PROGRAM, REVIEW, Kind, Why, keep, standing, take_back
from superbill.app.decisions_of_sheet import decision_on
from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit, latest_note, lock_practice
from superbill.app.site_terms import suggest_here
from superbill.app.trail import note_event
from superbill.app.wording import counted
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.note import Note
from superbill.storage import clock
from superbill.storage.models import DecisionRecord, VisitRecord


class NoSuchDecision(NotPossible):
    """The decision is not there, or was taken back already."""


class NotToTakeBack(NotPossible):
    """The decision is no coder's own: the measured precision rests on it."""


class NotSuggested(NotPossible):
    """The note does not lead to this code now."""


class NoWhy(BadInput):
    """The reason is none of the list."""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A suggestion that somebody rejected: `decision` is the number by which it is taken back."""

    decision: int
    code: str
    because: str
    by: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many decisions were taken back, and of what."""

    decisions: int
    what: str


@at_desk(may="code")
def dismiss_suggestion(desk: Desk, visit_number: str, code: str, *, because: str) -> int:
    """Say that a suggestion is not this: it is shown below the others, and its term counts for less in the next notes.

    Said twice it counts once. Returns the decision's number. Raises `NotHere`, `NotSuggested`, `NoWhy`.
    """
    visit = get_visit(desk, visit_number, lock=True)
    why = _why(because)
    former = _dismissals(desk, visit).filter(code=code).first()
    if former is not None:
        return int(former.pk)
    note = latest_note(visit)
    found = suggest_here(desk, Note(note.text, note.author), on=visit.served_on).suggestions if note else ()
    one = next((each for each in found if each.code == code), None)
    if one is None:
        raise NotSuggested(f"{code[:12]!r} is not suggested for visit {visit.number}.", todo="Look at the page again.")
    with icd10cm() as tables:
        decision = decision_on(one, Kind.REJECTED, tables.on_day(visit.served_on), because=why.value)
    at = clock.now()
    take_back(desk, standing(desk).filter(visit=visit, code=code, kind=Kind.PASSED), at=at, because="page")
    keep(desk, visit, (decision,), source=PAGE, at=at)
    note_event(desk, f"Suggestion {one.code} rejected: {why.spoken[0].lower()}{why.spoken[1:]}.", visit=visit)
    return int(_dismissals(desk, visit).get(code=code).pk)


@at_desk(may="code")
def take_back_decision(desk: Desk, number: int) -> TakenBack:
    """Take one decision back, or with a decision of a merge the whole merge; another person's needs the manager.

    Raises `NoSuchDecision`, and `NotToTakeBack` for what the program noted and for what somebody said of an automatic code.
    """
    row = _standing_row(desk, number)
    if row.source in (PROGRAM, REVIEW) or row.kind in (Kind.SHADOW, Kind.AUTOMATIC):
        raise NotToTakeBack(
            f"Decision {number} is part of what a family of codes is measured by.", todo="Say what is right on the superbill."
        )
    if row.batch or row.by != desk.by:
        desk.must("settle")
    rows = standing(desk).filter(batch=row.batch) if row.batch else [row]
    done = take_back(desk, rows, at=clock.now(), because="undo")
    what = f"the terms {row.source}" if row.batch else f"{row.code} {row.kind}"
    note_event(desk, f"{counted(done, 'decision')} on suggested codes taken back: {what}.", visit=row.visit)
    return TakenBack(done, what)


@at_desk(may="code")
def undo_dismissal(desk: Desk, visit_number: str, number: int) -> TakenBack:
    """Take the rejection of a suggestion back on the page of its visit. Raises `NotHere`, `NoSuchDecision`."""
    if not _dismissals(desk, get_visit(desk, visit_number, lock=True)).filter(pk=number).exists():
        raise _none(number)
    return take_back_decision(desk, number)


def dismissed(desk: Desk, visit: VisitRecord) -> tuple[Dismissed, ...]:
    """What was rejected on the page of a visit, and stands."""
    return tuple(Dismissed(row.pk, row.code, Why(row.because).spoken, row.by) for row in _dismissals(desk, visit))


def _standing_row(desk: Desk, number: int) -> DecisionRecord:
    """The row once nobody else changes it: of two who take it back at once, the second finds it taken back."""
    row = standing(desk).select_related("visit").filter(pk=number).first()
    if row is not None and row.visit is not None:
        get_visit(desk, row.visit.number, lock=True)
    elif row is not None:
        lock_practice(desk)
    if row is None or not standing(desk).filter(pk=number).exists():
        raise _none(number)
    return row


def _none(number: int) -> NoSuchDecision:
    return NoSuchDecision(f"There is no decision {number} that stands.", todo="Look at the list again: it may be taken back.")


def _dismissals(desk: Desk, visit: VisitRecord) -> QuerySet[DecisionRecord]:
    return standing(desk).filter(visit=visit, source=PAGE, kind=Kind.REJECTED)


def _why(because: str) -> Why:
    try:
        return Why(because)
    except ValueError as error:
        raise NoWhy(f"There is no reason {because[:20]!r}.", where="reason", todo=f"Choose one of: {', '.join(Why)}.") from error
