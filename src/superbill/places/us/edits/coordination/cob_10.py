"""COB-10  First claim with payments of others.

What it finds
    A claim to the first payer that says that other payers have already paid.

Why it matters
    Who pays after the first has not seen the claim yet; the ranks or the payment are wrong, and the first payer
    pays less than it owes.

What to do
    If the other payer came first, rank it P and this one S. If nothing was paid, take the payment off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COB-10",
    title="First claim with payments of others",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loops 2000B, SBR01, and 2320, AMT*D"),
    when="payer_rank = 'P' AND others_paid_cents > 0",
    says="This payer comes first, and others are said to have paid {others_paid_cents}.",
    place="payer rank",
)
