"""Files in and out: what was sent, what came, and what could not be used and why. Each is kept byte for byte."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import Length

from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere
from superbill.app.wording import moment
from superbill.storage.models import FileRecord


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file. `direction` is sent or received; `claims` counts the claims it touched."""

    id: str
    direction: str
    kind: str
    name: str
    size: str
    at: str
    state: str
    problem: str
    claims: str


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file as it was: its bytes and what to call it."""

    name: str
    kind: str
    data: bytes


@at_desk(may="see")
def list_files(desk: Desk, *, problems: bool = False) -> tuple[FileRow, ...]:
    """All files, the newest first; with `problems`, only those that could not be used or not in full."""
    rows = FileRecord.objects.filter(practice_id=desk.practice_id).defer("content").order_by("-pk")
    sizes = rows.annotate(size_bytes=Length("content"), claims_count=Count("versions__claim", distinct=True))
    return tuple(_row(row) for row in (sizes.exclude(problem="") if problems else sizes))


@at_desk(may="see")
def get_file(desk: Desk, file_id: int) -> FileContent:
    """The bytes of a file. Raises `NotHere`."""
    row = FileRecord.objects.filter(practice_id=desk.practice_id, pk=file_id).first()
    if row is None:
        raise NotHere("There is no such file.", todo="Choose one from the list.")
    return FileContent(row.name, row.kind, bytes(row.content))


def _row(row: Any) -> FileRow:
    """A row with its annotations, which its type does not know."""
    return FileRow(
        str(row.pk),
        "sent" if row.direction == "out" else "received",
        row.kind,
        row.name,
        f"{row.size_bytes:,} bytes",
        moment(row.at),
        row.state,
        row.problem,
        str(row.claims_count),
    )
