"""The documents of a visit: every text of its note with when it came, two of them compared word by word, and what was copied into it."""

import difflib
import re
from dataclasses import dataclass
from itertools import takewhile

from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere, get_visit
from superbill.app.wording import day, moment
from superbill.coding.copied import copied_from
from superbill.storage.models import ClaimVersion, NoteRecord, VisitRecord

MOST_EARLIER = 12
"""Earlier visits of the patient whose notes are looked at for copied text."""
MOST_COMPARED = 250_000
"""Words of one text times those of the other up to which a run is compared word by word; words that repeat make it slow."""
_PIECE = re.compile(r"\S+ ?|\s+")


@dataclass(frozen=True, slots=True)
class Document:
    """A text of the note: `place` counts from 1. `late` says after what it came; empty when it came in time."""

    place: int
    author: str
    received: str
    late: str
    is_coded: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `kind` is same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts of a visit's note side by side in one: what was removed and what was added."""

    visit: str
    documents: tuple[Document, ...]
    old: int
    new: int
    pieces: tuple[Piece, ...]
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class CopiedRow:
    """Words that an earlier note of the patient has too: `start` and `end` in the note, and the earlier visit with its day."""

    start: int
    end: int
    words: str
    visit: str
    served_on: str


@at_desk(may="see")
def list_documents(desk: Desk, visit_number: str) -> tuple[Document, ...]:
    """The texts of a visit's note in the order they came. Raises `NotHere`."""
    return _documents(get_visit(desk, visit_number))


def _documents(visit: VisitRecord) -> tuple[Document, ...]:
    sheet = visit.sheets.order_by("-pk").first()
    first_sheet = visit.sheets.order_by("pk").first()
    version = ClaimVersion.objects.filter(claim__visit=visit).order_by("pk").first()
    rows = []
    for place, note in enumerate(visit.notes.order_by("pk"), start=1):
        late = ""
        if version and note.received_at > version.at:
            late = "came after the claim was drafted"
        elif first_sheet and note.received_at > first_sheet.at:
            late = "came after the superbill was saved"
        rows.append(Document(place, note.author, moment(note.received_at), late, bool(sheet and sheet.note_id == note.pk)))
    return tuple(rows)


@at_desk(may="see")
def compare_notes(desk: Desk, visit_number: str, *, old: int = 0, new: int = 0) -> Compared:
    """Two texts of a note by their places (from 1); without places the one that the superbill rests on, else the last but one, and the last.

    Raises `NotHere` for a visit without a note, and for a place that it has no text at.
    """
    visit = get_visit(desk, visit_number)
    notes, documents = list(visit.notes.order_by("pk")), _documents(visit)
    coded = next((one.place for one in documents if one.is_coded), 0)
    new = new or len(notes)
    old = old or (coded if coded and coded != new else max(len(notes) - 1, 1))
    if not (1 <= old <= len(notes) and 1 <= new <= len(notes)):
        raise NotHere(f"Visit {visit.number} has no such document.", todo="Choose one of its list.")
    pieces = word_changes(notes[old - 1].text, notes[new - 1].text)
    counts = [sum(len(piece.text.split()) for piece in pieces if piece.kind == kind) for kind in ("added", "removed")]
    return Compared(visit.number, documents, old, new, pieces, *counts)


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The new text with what it adds, and what of the old one it leaves out, word by word; blanks are kept as they are.

    Lines are compared first, so that only what changed between two equal lines is compared by words; a run of more than
    `MOST_COMPARED` is shown as removed and added.
    """
    pieces: list[Piece] = []
    for first, second in _changes(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        for before, after in [(first, second)] if first == second else _changes(_PIECE.findall(first), _PIECE.findall(second)):
            found = [("same", after)] if before == after else [("removed", before), ("added", after)]
            pieces += [Piece(kind, text) for kind, text in found if text]
    return tuple(pieces)


def _changes(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """Runs of both texts beside one another, in order: equal ones, and those that differ; one run where they are too long."""
    first = _shared(before, after)
    last = _shared(before[first:][::-1], after[first:][::-1])
    ends = [("".join(same), "".join(same)) for same in (before[:first], before[len(before) - last :])]
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    return [ends[0], *_between(before, after), ends[1]]


def _shared(before: list[str], after: list[str]) -> int:
    """How many parts both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))


def _between(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    if len(before) * len(after) > MOST_COMPARED:
        return [("".join(before), "".join(after))]
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [("".join(before[first:last]), "".join(after[start:end])) for _, first, last, start, end in codes]


@at_desk(may="see")
def copied_text(desk: Desk, visit_number: str) -> tuple[CopiedRow, ...]:
    """The sentences of a visit's note that a note of an earlier visit of the patient has too. Raises `NotHere`."""
    visit = get_visit(desk, visit_number)
    note = visit.notes.order_by("-pk").first()
    if note is None:
        return ()
    visits = VisitRecord.objects.filter(patient=visit.patient_id, served_on__lt=visit.served_on).exclude(notes=None)
    latest = list(visits.distinct().order_by("-served_on", "-pk")[:MOST_EARLIER])
    texts = {row.visit_id: row.text for row in NoteRecord.objects.filter(visit__in=latest).order_by("pk")}
    days = {row.number: day(row.served_on) for row in latest}
    found = copied_from(note.text, [(row.number, texts[row.pk]) for row in latest])
    return tuple(CopiedRow(one.start, one.end, note.text[one.start : one.end], one.source, days[one.source]) for one in found)
