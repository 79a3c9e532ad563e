"""COB-01  Secondary claim without the other payer.

What it finds
    A claim to a second or third payer that names no other payer.

Why it matters
    A payer that comes second pays by what the first one paid; without that it rejects the claim.

What to do
    Add the payer that came first with what it paid and adjusted, from its remittance; or make this payer the
    first if there is no other.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COB-01",
    title="Secondary claim without the other payer",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loops 2000B, SBR01, and 2320 (other subscriber information)"),
    when="payer_rank IN ('S', 'T') AND other_payers = 0",
    says="This payer is ranked {payer_rank}, and no other payer is on the claim.",
    place="payer rank",
)
