"""Fetch rows by the numbers that people use. `find_…` may return nothing; `get_…` raises."""

from superbill.app.desk import Desk
from superbill.basics.errors import NotPossible
from superbill.claims.claim import Claim, split_control
from superbill.claims.plain import from_plain
from superbill.claims.visit import Sheet, Visit
from superbill.storage.models import (
    ClaimRecord,
    ClaimVersion,
    NoteRecord,
    PatientRecord,
    PracticeRecord,
    SheetRecord,
    VisitRecord,
)


class NotHere(NotPossible):
    """This practice has nothing by that number."""


def get_visit(desk: Desk, number: str, *, lock: bool = False) -> VisitRecord:
    """The visit by its number; locked for change when asked (a second change waits for the first)."""
    rows = VisitRecord.objects.select_for_update(of=("self",)) if lock else VisitRecord.objects.all()
    row = rows.select_related("patient").filter(practice_id=desk.practice_id, number=number).first()
    if row is None:
        raise NotHere(f"There is no visit {number[:20]!r}.", todo="Look for it with the search box.")
    return row


def lock_practice(desk: Desk) -> None:
    """Let a second change of what belongs to the whole practice wait for the first; who only adds rows does not wait."""
    PracticeRecord.objects.select_for_update(no_key=True).get(pk=desk.practice_id)


def get_patient(desk: Desk, number: str) -> PatientRecord:
    """The patient by the practice's number."""
    row = PatientRecord.objects.filter(practice_id=desk.practice_id, number=number).first()
    if row is None:
        raise NotHere(f"There is no patient {number[:20]!r}.", todo="Look for them with the search box.")
    return row


def get_claim(desk: Desk, number: str, *, lock: bool = False) -> ClaimRecord:
    """The claim by its number; locked for change when asked (a second change waits for the first)."""
    rows = ClaimRecord.objects.select_for_update(of=("self",)) if lock else ClaimRecord.objects.all()
    row = rows.select_related("visit", "patient").filter(practice_id=desk.practice_id, number=number).first()
    if row is None:
        raise NotHere(f"There is no claim {number[:20]!r}.", todo="Look for it with the search box.")
    return row


def find_version(desk: Desk, control: str) -> ClaimVersion | None:
    """The version with this patient control number; None for one that is not ours."""
    if split_control(control) is None:
        return None
    rows = ClaimVersion.objects.select_related("claim", "claim__visit", "claim__patient")
    return rows.filter(practice_id=desk.practice_id, control=control).first()


def latest_version(claim: ClaimRecord) -> ClaimVersion:
    """The version that counts now."""
    return claim.versions.order_by("-version")[:1].get()


def latest_note(visit: VisitRecord) -> NoteRecord | None:
    """The note as it reads now; earlier texts stay beside it."""
    return visit.notes.order_by("-pk").first()


def latest_sheet(visit: VisitRecord) -> SheetRecord | None:
    """The superbill as last saved."""
    return visit.sheets.order_by("-pk").first()


def visit_of(row: VisitRecord) -> Visit:
    """The registered visit."""
    return from_plain(Visit, row.details)


def sheet_of(row: SheetRecord) -> Sheet:
    """The superbill."""
    return from_plain(Sheet, row.content)


def claim_of(row: ClaimVersion) -> Claim:
    """The claim exactly as drafted."""
    return from_plain(Claim, row.content)
