"""Send what is ready: one 837P for each payer, kept byte for byte, put where the payer picks it up, charged to the books."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from superbill.app.books import keep_entry
from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere, claim_of, latest_version
from superbill.app.numbers import next_number
from superbill.app.outbox import WAITING, deliver_waiting
from superbill.app.trail import move_claim
from superbill.app.write_file import claim_file
from superbill.basics.errors import NotPossible
from superbill.claims.claim import Claim
from superbill.claims.life import State, next_state
from superbill.ledger.charge import entry_for_charge
from superbill.storage import clock
from superbill.storage.models import ClaimRecord, ClaimVersion, FileRecord


class NothingReady(NotPossible):
    """No claim is ready to send."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that went out: its name, payer, interchange control number, and the claims in it."""

    name: str
    payer: str
    control: int
    claims: tuple[str, ...]
    charge_cents: int


@at_desk(may="send")
def send_claims(desk: Desk, *, numbers: tuple[str, ...] = ()) -> tuple[SentFile, ...]:
    """Send the claims that are ready (or those that are named). Raises `NothingReady`, `NoSuchMove`, `NotHere`; nothing is sent then.

    The files appear in the outgoing folder only after everything else is kept (`outbox`): a claim is either still ready, or
    sent with its file in the record, whenever the machine stops.
    """
    rows = ClaimRecord.objects.select_for_update(of=("self",)).filter(practice_id=desk.practice_id)
    rows = rows.filter(number__in=numbers) if numbers else rows.filter(state=State.READY.value)
    by_payer: dict[str, list[ClaimVersion]] = defaultdict(list)
    for row in rows.order_by("served_on", "number"):
        next_state(State(row.state), "sent")
        by_payer[row.payer_id].append(latest_version(row))
    found = {version.claim.number for versions in by_payer.values() for version in versions}
    for number in numbers:
        if number not in found:
            raise NotHere(f"There is no claim {number[:20]!r}.", todo="Look for it with the search box.")
    if not by_payer:
        raise NothingReady("No claim is ready to send.", todo="Claims become ready when they pass the edits.")
    return tuple(_send(desk, payer_id, versions) for payer_id, versions in by_payer.items())


def _send(desk: Desk, payer_id: str, versions: list[ClaimVersion]) -> SentFile:
    claims = tuple(claim_of(version) for version in versions)
    control = next_number(desk, "interchange")
    data = claim_file(claims, control=control, at=clock.now().replace(tzinfo=None), test=settings.SUPERBILL.is_demo)
    name = f"{payer_id.lower()}-{control:05d}.837"
    file = FileRecord.objects.create(
        practice_id=desk.practice_id,
        direction="out",
        kind="837P",
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        content=data,
        state=WAITING,
        at=clock.now(),
        control=control,
    )
    file.versions.set(versions)
    for version, claim in zip(versions, claims, strict=True):
        move_claim(desk, version.claim, "sent", f"Version {claim.version} sent to the payer in {name}.", file=file)
        keep_entry(desk, entry_for_charge(claim, on=desk.on, former=_charged_before(desk, version)), version=version)
    transaction.on_commit(lambda: deliver_waiting(desk.practice_id))
    return SentFile(
        name, claims[0].coverage.payer.name, control, tuple(c.control for c in claims), sum(c.charge_cents for c in claims)
    )


def _charged_before(desk: Desk, version: ClaimVersion) -> Claim | None:
    """The latest earlier version whose charges are in the books."""
    former = (
        version.claim.versions.filter(version__lt=version.version, entries__ref__startswith="charge/")
        .order_by("-version")
        .first()
    )
    return claim_of(former) if former else None
