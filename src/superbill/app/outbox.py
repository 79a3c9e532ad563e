"""The outbox: files that are kept but have not yet been put where the payer picks them up.

A file is kept first and delivered after. When the machine stops in between, the file still waits here and is delivered at the
next occasion. When it stops between putting a file down and writing that down, the same bytes are put down again: the payer
knows them by their control number (X12 005010X222A1, ISA13), and nothing is lost.
"""

from django.conf import settings
from django.db import transaction
from django_scopes import scope

from superbill.storage.folders import put_whole
from superbill.storage.models import FileRecord, PracticeRecord

WAITING, SENT = "waiting", "sent"


def deliver_waiting(practice_id: int) -> int:
    """Put down every file that waits; returns how many."""
    with scope(practice=practice_id), transaction.atomic():
        PracticeRecord.objects.select_for_update().get(pk=practice_id)  # one at a time: a file is put down once
        rows = list(FileRecord.objects.filter(practice_id=practice_id, direction="out", state=WAITING).order_by("pk"))
        for row in rows:
            put_whole(settings.SUPERBILL.exchange / "to-payer" / row.name, bytes(row.content))
            row.state = SENT
            row.save(update_fields=["state"])
    return len(rows)
