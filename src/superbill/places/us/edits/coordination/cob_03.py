"""COB-03  What the first payer paid is missing.

What it finds
    A claim to a second or third payer on which the first payer has no paid amount. Nothing paid is an amount as
    well: 0.

Why it matters
    The second payer takes the claim for one that the first has not seen, and denies it.

What to do
    Enter the payment, the adjustments and the day from the first payer's remittance; if it has not answered
    yet, wait for it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COB-03",
    title="What the first payer paid is missing",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2320, AMT*D, required when that payer has adjudicated"),
    over="other_payer",
    when="payer_rank IN ('S', 'T') AND other_rank = 'P' AND other_paid_cents IS NULL",
    says="{other_payer_id} comes first, and what it paid is not told.",
    place="other payer {position}",
)
