"""Take what payers and the bank send: keep every file, use what can be used, and say why of what cannot.

Each file is tried whole: when any part of it fails, nothing of it is done, and it is kept with the reason. The same bytes
a second time change nothing.
"""

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from superbill.app.desk import Desk, at_desk
from superbill.app.match_bank import is_bank_file, match_bank, match_waiting
from superbill.app.outbox import deliver_waiting
from superbill.app.post_remit import Held, keep_held, post_remits
from superbill.app.take_ack import take_277ca, take_999
from superbill.basics.errors import NotPossible, SuperbillError
from superbill.exchange.kinds import kind_of
from superbill.storage import clock
from superbill.storage.folders import set_aside, waiting_files
from superbill.storage.models import FileRecord, PracticeRecord

log = logging.getLogger(__name__)

USES: dict[str, Callable[[Desk, FileRecord, bytes], "tuple[str, str]"]] = {
    "999": take_999,
    "277CA": take_277ca,
    "835": post_remits,
    "BANK": match_bank,
}
"""What each kind of file is for. A use returns what it did, and what of the file it could not use (empty when nothing)."""


class NoUse(NotPossible):
    """A file of a kind that is not expected from outside."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file: `state` is used, kept (nothing of it was used) or again (the same bytes came before)."""

    name: str
    kind: str
    state: str
    done: str
    problem: str


def receive_folder(desk: Desk) -> tuple[Received, ...]:
    """Take every finished file that waits in the incoming folder, oldest name first; each is its own transaction.

    A file leaves the folder only after it is kept, so one that was cut short by a crash is simply taken again.
    """
    desk.must("receive")
    deliver_waiting(desk.practice_id)
    folder: Path = settings.SUPERBILL.exchange / "from-payer"
    received = []
    for path in waiting_files(folder):
        with suppress(FileNotFoundError):  # somebody else took it at the same time, and says what became of it
            received.append(receive_file(desk, path.name, path.read_bytes()))
            set_aside(path)
    return tuple(received)


_WHAT_BECAME = ["kind", "at", "state", "problem"]
"""What may change of a file that is kept: never its bytes."""


@at_desk(may="receive")
def receive_file(desk: Desk, name: str, data: bytes) -> Received:
    """Take one file of any kind that payers and banks send: 999, 277CA, 835, or a list of deposits (CSV)."""
    PracticeRecord.objects.select_for_update().get(pk=desk.practice_id)  # one file at a time: the same one may come twice at once
    name, sha256 = _readable(name), hashlib.sha256(data).hexdigest()
    before = FileRecord.objects.filter(practice_id=desk.practice_id, direction="in", sha256=sha256).first()
    if before is not None and before.state == "used":
        return Received(
            name, before.kind, "again", f"These bytes came before as {before.name}; nothing was changed.", before.problem
        )
    row = before or FileRecord(practice_id=desk.practice_id, direction="in", name=name, sha256=sha256, content=data)
    row.kind, row.at, row.state, row.problem = "?", clock.now(), "kept", ""
    row.save(update_fields=None if before is None else _WHAT_BECAME)
    try:
        with transaction.atomic():
            row.kind = "BANK" if is_bank_file(data) else kind_of(data)
            if row.kind not in USES:
                raise NoUse(f"A {row.kind} is not something that payers send here.", todo="Look where it came from.")
            done, row.problem = USES[row.kind](desk, row, data)
            row.state = "used"
    except SuperbillError as error:
        done, row.problem = "Nothing of it was used.", str(error)
        if isinstance(error, Held):
            keep_held(desk, row, error)
    except Exception as fault:  # our own fault: one file that trips us must not keep the others waiting
        log.error("a file could not be used", extra={"file": row.pk, "fault": type(fault).__name__})
        done, row.problem = (
            "Nothing of it was used.",
            f"superbill itself failed on it ({type(fault).__name__}): please report this.",
        )
    row.save(update_fields=_WHAT_BECAME)
    if row.kind == "835" and row.state == "used":
        match_waiting(desk)
    return Received(name, row.kind, row.state, done, row.problem)


def _readable(name: str) -> str:
    """A file's name as it can be kept and shown: the last 200 characters, each without power over a page, a log or a header."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in name[-200:])
