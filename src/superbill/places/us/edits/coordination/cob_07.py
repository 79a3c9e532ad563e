"""COB-07  Other payer's payment is dated in the future.

What it finds
    A payment of another payer dated after the day of checking.

Why it matters
    What has not been paid yet cannot be told; the second payer rejects the claim.

What to do
    Correct the day from the remittance. If the payment is only announced, wait for it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COB-07",
    title="Other payer's payment is dated in the future",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2330B, DTP*573"),
    over="other_payer",
    when="other_paid_on > checked_on",
    says="{other_payer_id} is said to have paid on {other_paid_on}, and today is {checked_on}.",
    place="other payer {position}",
)
