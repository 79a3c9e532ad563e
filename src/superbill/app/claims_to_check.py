"""Claims of the practice's books as edits read them: each as it stands now, with what was sent before it for the same patient."""

from superbill.app.desk import Desk, at_desk
from superbill.app.find import claim_of, get_claim, latest_version
from superbill.claims.claim import Claim
from superbill.edits.from_claim import rows_of
from superbill.edits.relations import ClaimRows
from superbill.storage.models import ClaimRecord, ClaimVersion


@at_desk(may="see")
def claims_to_check(desk: Desk, *, payer_id: str = "") -> tuple[str, ...]:
    """The numbers of all claims, or of those to one payer, by day of service."""
    mine = ClaimRecord.objects.filter(practice_id=desk.practice_id)
    chosen = mine.filter(payer_id=payer_id) if payer_id else mine
    return tuple(chosen.order_by("served_on", "number").values_list("number", flat=True))


@at_desk(may="see")
def claim_to_check(desk: Desk, number: str) -> tuple[ClaimRows, tuple[Claim, ...]]:
    """The version of a claim that counts, and what was sent before it for the same patient. Raises `NotHere`."""
    version = latest_version(get_claim(desk, number))
    sent = ClaimVersion.objects.filter(practice_id=desk.practice_id, claim__patient=version.claim.patient, files__direction="out")
    earlier = sent.filter(pk__lt=version.pk).distinct().order_by("pk")
    return rows_of(claim_of(version)), tuple(claim_of(row) for row in earlier)
