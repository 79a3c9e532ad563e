"""Dictations: a recording is kept with what was heard in it; it becomes the visit's note only when a person has confirmed the words.

A dictation is heard until it is confirmed or discarded, once. What was heard, the corrected words and the sound stay beside one another.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings

from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere, get_visit
from superbill.app.listen import Heard, listen
from superbill.app.long_work import long_work
from superbill.app.take_note import LONGEST_AUTHOR, keep_note
from superbill.app.trail import note_event
from superbill.app.wording import moment
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.dictation import HeardWord, heard_from, marks_in, text_of
from superbill.claims.note import Note
from superbill.coding.reading import note_from_bytes
from superbill.storage import clock
from superbill.storage.models import DictationEnd, DictationRecord, VisitRecord

HEARD, CONFIRMED, DISCARDED = "heard", "confirmed", "discarded"


class AlreadyEnded(NotPossible):
    """The dictation was confirmed or discarded before."""


class StillMarked(BadInput):
    """The words still have marks of doubt, or there are none."""


@dataclass(frozen=True, slots=True)
class DictationRow:
    """A dictation of a visit: `state` is heard, confirmed or discarded; `doubtful` words were heard unsurely."""

    id: int
    visit: str
    name: str
    state: str
    seconds: int
    words: int
    doubtful: int
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class DictationPage:
    """A dictation with its words, the text as heard, and how it ended: the corrected text, by whom and when."""

    row: DictationRow
    sha256: str
    engine: str
    words: tuple[HeardWord, ...]
    text: str
    marked: str
    corrected: str
    ended: str
    can_end: bool


def take_dictation(desk: Desk, number: str, data: bytes, *, name: str) -> int:
    """Hear a recording and keep it at a visit; no transaction is open while it is heard. Returns the dictation's number.

    The same recording of the same visit is heard once. Raises `TooMuchAtOnce`, and what `listen` raises.
    """
    before = find_dictation(desk, number, sha256=hashlib.sha256(data).hexdigest())
    if before is not None:
        return before
    with long_work():
        heard = listen(data, config=settings.SUPERBILL)
    return keep_dictation(desk, number, data, name=name, heard=heard)


@at_desk(may="dictate")
def check_dictation(desk: Desk, number: str) -> None:
    """Whether this person may dictate for this visit: before anything long is done. Raises `NotAllowed`, `NotHere`."""
    get_visit(desk, number)


@at_desk(may="dictate")
def find_dictation(desk: Desk, number: str, *, sha256: str) -> int | None:
    """The dictation of a visit that has exactly this recording; None when it was not kept yet. Raises `NotAllowed`, `NotHere`."""
    return _same(desk, get_visit(desk, number), sha256)


@at_desk(may="dictate")
def keep_dictation(desk: Desk, number: str, data: bytes, *, name: str, heard: Heard) -> int:
    """Keep the recording byte for byte with what was heard. The same recording of the same visit is kept once."""
    visit = get_visit(desk, number, lock=True)
    digest = hashlib.sha256(data).hexdigest()
    before = _same(desk, visit, digest)
    if before is not None:
        return before
    row = DictationRecord.objects.create(
        practice_id=desk.practice_id, visit=visit, name=name[-120:], sha256=digest, content=data, length_ms=heard.length_ms,
        engine=heard.engine, heard=[[one.word, one.start_ms, one.end_ms, one.percent] for one in heard.words], by=desk.by, at=clock.now(),
    )  # fmt: skip
    note_event(desk, "Dictation received; nobody has confirmed it yet.", visit=visit)
    return int(row.pk)


@at_desk(may="see")
def list_dictations(desk: Desk, number: str) -> tuple[DictationRow, ...]:
    """The dictations of a visit, the newest first. Raises `NotHere`."""
    visit = get_visit(desk, number)
    rows = (
        DictationRecord.objects.filter(practice_id=desk.practice_id, visit=visit).defer("content").select_related("visit", "end")
    )
    return tuple(_row(row) for row in rows.order_by("-pk"))


@at_desk(may="see")
def show_dictation(desk: Desk, dictation: int) -> DictationPage:
    """One dictation. Raises `NotHere`."""
    row = _get(desk, dictation)
    words, end = heard_from(row.heard), getattr(row, "end", None)
    return DictationPage(
        row=_row(row),
        sha256=row.sha256,
        engine=row.engine,
        words=words,
        text=text_of(words),
        marked=text_of(words, marked=True),
        corrected=end.words if end else "",
        ended=f"{end.outcome} by {end.by}, {moment(end.at)}" if end else "",
        can_end=end is None and desk.may("dictate"),
    )


@at_desk(may="see")
def get_sound(desk: Desk, dictation: int) -> bytes:
    """The recording byte for byte. Raises `NotHere`."""
    return bytes(_get(desk, dictation, whole=True).content)


@at_desk(may="dictate")
def confirm_dictation(desk: Desk, dictation: int, words: str, *, author: str = "") -> None:
    """Make the words, as a person has read and corrected them, the visit's note. Raises `AlreadyEnded`, `StillMarked`, `BadNote`."""
    row = _open(desk, dictation)
    if count := marks_in(words):
        raise StillMarked(
            f"{count} words are still marked as doubtful.", todo="Listen to them, and write them without the marks."
        )
    note = note_from_bytes(words.encode(), author=(author or desk.by)[:LONGEST_AUTHOR], where="dictation")
    visit = get_visit(desk, row.visit.number, lock=True)
    kept = keep_note(desk, visit, Note(note.text, note.author))
    _end(desk, row, CONFIRMED, words=note.text, note_id=int(kept.pk))
    note_event(desk, "Dictation confirmed: it is the note now.", visit=visit)


@at_desk(may="dictate")
def discard_dictation(desk: Desk, dictation: int, *, because: str) -> None:
    """End a dictation without a note; the recording stays. Raises `AlreadyEnded`, `BadInput` without a reason."""
    row = _open(desk, dictation)
    if not because.strip():
        raise BadInput("A dictation is not discarded without a reason.", todo="Say why in a few words.")
    _end(desk, row, DISCARDED, words=because.strip()[:500], note_id=None)
    note_event(desk, "Dictation discarded.", visit=row.visit)


def _same(desk: Desk, visit: VisitRecord, sha256: str) -> int | None:
    rows = DictationRecord.objects.filter(practice_id=desk.practice_id, visit=visit, sha256=sha256)
    found = rows.values_list("pk", flat=True).first()
    return None if found is None else int(found)


def _end(desk: Desk, row: DictationRecord, outcome: str, *, words: str, note_id: int | None) -> None:
    DictationEnd.objects.create(
        practice_id=desk.practice_id, dictation=row, outcome=outcome, words=words, note_id=note_id, by=desk.by, at=clock.now()
    )


def _open(desk: Desk, dictation: int) -> DictationRecord:
    """The dictation, its visit locked, so that two people do not end it at once."""
    row = _get(desk, dictation)
    get_visit(desk, row.visit.number, lock=True)
    end = DictationEnd.objects.filter(practice_id=desk.practice_id, dictation=row).first()
    if end is not None:
        raise AlreadyEnded(
            f"This dictation was {end.outcome} by {end.by}.", todo="Dictate anew, or send a further text of the note."
        )
    return row


def _get(desk: Desk, dictation: int, *, whole: bool = False) -> DictationRecord:
    rows = DictationRecord.objects.filter(practice_id=desk.practice_id, pk=dictation).select_related("visit", "end")
    row = (rows if whole else rows.defer("content")).first()
    if row is None:
        raise NotHere(f"There is no dictation {dictation}.", todo="Look for it on the page of its visit.")
    return row


def _row(row: DictationRecord) -> DictationRow:
    end, words = getattr(row, "end", None), heard_from(row.heard)
    return DictationRow(
        id=int(row.pk), visit=row.visit.number, name=row.name, state=end.outcome if end else HEARD, seconds=(row.length_ms + 500) // 1000,
        words=len(words), doubtful=sum(not word.is_sure for word in words), by=row.by, at=moment(row.at),
    )  # fmt: skip
