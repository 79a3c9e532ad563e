"""Acknowledgements move claims: the payer could read the file (999), the payer took the claim (277CA)."""

import re

from superbill.app.desk import Desk
from superbill.app.find import find_version
from superbill.app.trail import move_claim, note_event
from superbill.app.wording import counted
from superbill.basics.errors import BadInput
from superbill.claims.ack import ClaimAck, FileAck
from superbill.codes.reasons import find_claim_status
from superbill.exchange.acks_277ca import read_277ca
from superbill.exchange.acks_999 import read_999
from superbill.storage.models import ClaimVersion, FileRecord

_CONTROL = re.compile(r"\d{1,9}\Z", re.ASCII)
"""A group control number (GS06) as we write them."""


class UnknownAnswer(BadInput):
    """An acknowledgement of something that this practice did not send."""


def take_999(desk: Desk, file: FileRecord, data: bytes) -> tuple[str, str]:
    """Tell each claim of the acknowledged file whether the payer could read it. Raises `UnknownAnswer`, `NoSuchMove`, `X12Error`."""
    moved = 0
    for ack in read_999(data):
        for version in _sent_in(desk, ack):
            _hear(desk, version, ack, file)
            moved += 1
    return f"{counted(moved, 'claim')} heard whether their file was readable.", ""


def _sent_in(desk: Desk, ack: FileAck) -> list[ClaimVersion]:
    control = ack.group_control
    mine = FileRecord.objects.filter(practice_id=desk.practice_id, direction="out", kind="837P")
    sent = mine.filter(control=int(control)).first() if _CONTROL.match(control) else None
    if sent is None:
        raise UnknownAnswer(
            f"It answers a file with group control number {control[:20]}, which was not sent from here.",
            todo="Check that it was delivered to the right practice.",
        )
    return list(sent.versions.select_related("claim", "claim__visit").order_by("pk"))


def _hear(desk: Desk, version: ClaimVersion, ack: FileAck, file: FileRecord) -> None:
    accepted = all(part.accepted for part in ack.sets) and ack.code in ("A", "E", "P")
    version.files.add(file)
    if version.version != version.claim.versions.count():
        note_event(desk, f"999 for version {version.version}, which has been replaced since.", claim=version.claim, file=file)
    elif accepted:
        move_claim(desk, version.claim, "file_received", "The payer could read the file (999).", file=file)
    else:
        errors = "; ".join(error for part in ack.sets for error in part.errors)
        move_claim(
            desk, version.claim, "file_refused", f"The payer could not read the file (999): {errors or ack.code}.", file=file
        )


def take_277ca(desk: Desk, file: FileRecord, data: bytes) -> tuple[str, str]:
    """Tell each claim whether it went into adjudication; keep the payer's number. Unknown claims are listed, not lost.

    Raises `UnknownAnswer` when it knows none of its claims, `NoSuchMove`, `X12Error`.
    """
    known, unknown = 0, []
    for ack in read_277ca(data):
        version = find_version(desk, ack.claim_control)
        if version is None:
            unknown.append(ack.claim_control)
            continue
        version.files.add(file)
        _hear_claim(desk, version, ack, file)
        known += 1
    if unknown and not known:
        raise UnknownAnswer(
            f"None of its claims was sent from here ({', '.join(unknown)}).", todo="Check that it was meant for this practice."
        )
    problem = f"Not sent from here: {', '.join(unknown)}." if unknown else ""
    return f"{counted(known, 'claim')} heard whether the payer took them.", problem


def _hear_claim(desk: Desk, version: ClaimVersion, ack: ClaimAck, file: FileRecord) -> None:
    claim = version.claim
    words = find_claim_status(ack.category, ack.status) or f"{ack.category}:{ack.status}"
    if version.version != claim.versions.count():
        note_event(desk, f"277CA for version {version.version}, which has been replaced since: {words}", claim=claim, file=file)
        return
    if ack.accepted and ack.payer_claim_number:
        claim.payer_claim_number = ack.payer_claim_number
        claim.save(update_fields=["payer_claim_number"])
    event = "accepted" if ack.accepted else "rejected"
    move_claim(desk, claim, event, f"277CA {ack.category}: {words}", file=file)
