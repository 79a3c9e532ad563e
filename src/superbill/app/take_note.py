"""Take the clinician's note of a visit, exactly as it was written."""

from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit, latest_note
from superbill.app.trail import note_event
from superbill.app.trust_automatic import code_alone
from superbill.claims.note import Note
from superbill.coding.reading import note_from_bytes
from superbill.storage import clock
from superbill.storage.models import NoteRecord, VisitRecord

LONGEST_AUTHOR = 120


@at_desk(may="register")
def take_note(desk: Desk, visit_number: str, data: bytes, *, author: str = "") -> str:
    """Keep a note; a changed text becomes a further note, the same text changes nothing. Returns its fingerprint.

    Raises `BadNote` for bytes that are no text.
    """
    return keep_note(desk, get_visit(desk, visit_number, lock=True), note_from_bytes(data, author=author)).sha256


def keep_note(desk: Desk, visit: VisitRecord, note: Note) -> NoteRecord:
    """Keep a note of a visit that is locked; the row that has its text, which may be there already."""
    before = latest_note(visit)
    if before is not None and before.sha256 == note.sha256:
        return before
    row = NoteRecord.objects.create(
        practice_id=desk.practice_id,
        visit=visit,
        author=note.author[:LONGEST_AUTHOR],
        text=note.text,
        sha256=note.sha256,
        received_at=clock.now(),
    )
    note_event(desk, "Note received." if before is None else "Note received again, with another text.", visit=visit)
    code_alone(desk, visit, row)
    return row
