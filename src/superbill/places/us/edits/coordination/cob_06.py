"""COB-06  Payer listed as another payer too.

What it finds
    Another payer of the claim with the same id as the payer to which it goes.

Why it matters
    It is right when a family has two policies with one company; otherwise the same policy is entered twice, and
    the claim is denied as a duplicate.

What to do
    Compare the member ids. If it is one policy, take the other payer off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COB-06",
    title="Payer listed as another payer too",
    severity=Severity.INFORM,
    source=Source("X12 005010X222A1 (837 Professional)", "loops 2010BB and 2330B, NM109"),
    over="other_payer",
    when="other_payer_id = payer_id AND payer_id <> ''",
    says="{payer_id} is the payer of this claim and another payer too.",
    place="other payer {position}",
)
