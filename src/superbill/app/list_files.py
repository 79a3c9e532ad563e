"""Files in and out: what was sent, what came, and what could not be used and why. Each is kept byte for byte."""

from dataclasses import dataclass

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
    rows = FileRecord.objects.filter(practice_id=desk.practice_id).prefetch_related("versions").order_by("-pk")
    return tuple(_row(row) for row in (rows.exclude(problem="") if problems else rows))


@at_desk(may="see")
def get_file(desk: Desk, file_id: int) -> FileContent:
    """The bytes of a file. Raises `NotHere`."""
    row = FileRecord.objects.filter(practice_id=desk.practice_id, pk=file_id).first()
    if row is None:
        raise NotHere("There is no such file.", todo="Choose one from the list.")
    return FileContent(row.name, row.kind, bytes(row.content))


def _row(row: FileRecord) -> FileRow:
    size = len(bytes(row.content))
    return FileRow(
        str(row.pk),
        "sent" if row.direction == "out" else "received",
        row.kind,
        row.name,
        f"{size:,} bytes",
        moment(row.at),
        row.state,
        row.problem,
        str(len({version.claim_id for version in row.versions.all()})),
    )
