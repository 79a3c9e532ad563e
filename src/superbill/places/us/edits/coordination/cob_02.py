"""COB-02  Nobody is named as the first payer.

What it finds
    A claim to a second or third payer whose other payers do not have the first one among them.

Why it matters
    The payer cannot tell whose payment comes before its own and returns the claim.

What to do
    Rank the payer that paid first as P, from the patient's cards and its remittance.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="COB-02",
    title="Nobody is named as the first payer",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loops 2000B and 2320, SBR01"),
    over="claim",
    others=("other_payer",),
    when="payer_rank IN ('S', 'T') AND other_payers > 0",
    such="that_other_rank = 'P'",
    says="This payer is ranked {payer_rank}, and none of the other payers is the first.",
    place="payer rank",
)
