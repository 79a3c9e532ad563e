"""Keep entries in the books. The only module that writes to the ledger; a ref that is there already is never posted again."""

from superbill.app.desk import Desk
from superbill.basics.errors import NotPossible
from superbill.ledger.entry import Entry
from superbill.storage import clock
from superbill.storage.models import ClaimVersion, EntryRecord, PostingRecord, RemitClaim


class AlreadyPosted(NotPossible):
    """This event is in the books."""


def keep_entry(
    desk: Desk, entry: Entry, *, version: ClaimVersion | None = None, remit_claim: RemitClaim | None = None
) -> EntryRecord:
    """Add an entry and its postings. Raises `AlreadyPosted`; nothing is written then."""
    if EntryRecord.objects.filter(practice_id=desk.practice_id, ref=entry.ref).exists():
        raise AlreadyPosted(f"{entry.ref} is in the books already.", todo="Nothing needs to be done.")
    row = EntryRecord.objects.create(
        practice_id=desk.practice_id,
        ref=entry.ref,
        on=entry.on,
        because=entry.because,
        version=version,
        remit_claim=remit_claim,
        by=desk.by,
        at=clock.now(),
    )
    PostingRecord.objects.bulk_create(
        PostingRecord(
            practice_id=desk.practice_id,
            entry=row,
            account=posting.account,
            cents=posting.cents,
            claim_control=posting.claim_control,
            line_no=posting.line_no,
            memo=posting.memo,
        )
        for posting in entry.postings
    )
    return row
