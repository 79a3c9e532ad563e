"""COB-05  Two payers of the same rank.

What it finds
    Another payer with the same rank as the payer of this claim, for instance two that come first.

Why it matters
    Only one payer can be the first, the second or the third; the file is refused.

What to do
    Find out from the cards and the rules for coordination who pays first, and rank the payers accordingly.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COB-05",
    title="Two payers of the same rank",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2320, SBR01: a rank other than U stands once on a claim"),
    over="other_payer",
    when="other_rank = payer_rank AND other_rank <> 'U'",
    says="{other_payer_id} and this payer are both ranked {other_rank}.",
    place="other payer {position}",
)
