"""COB-08  Other payer paid before the service.

What it finds
    A payment of another payer dated before the first service of the claim.

Why it matters
    It belongs to an earlier claim, and the second payer would work out its share from the wrong amounts.

What to do
    Find the remittance for these services and enter its day, payment and adjustments.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COB-08",
    title="Other payer paid before the service",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2330B, DTP*573, and loop 2400, DTP*472"),
    over="other_payer",
    when="other_paid_on < first_served_on",
    says="{other_payer_id} is said to have paid on {other_paid_on}, before the service on {first_served_on}.",
    place="other payer {position}",
)
