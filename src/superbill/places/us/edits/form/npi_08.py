"""NPI-08  Clinician who referred is the one who rendered.

What it finds
    A claim whose referring clinician is the same as the rendering one.

Why it matters
    A clinician does not refer to themself; payers that require a referral deny it. For a test that the
    clinician ordered and gave themself it may be right.

What to do
    Enter who sent the patient, from the referral; leave it empty if nobody did and the payer does not ask.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="NPI-08",
    title="Clinician who referred is the one who rendered",
    severity=Severity.INFORM,
    source=Source("X12 005010X222A1 (837 Professional)", "loops 2310A (referring) and 2310B (rendering)"),
    when="referring_npi = rendering_npi AND rendering_npi <> ''",
    says="{referring_npi} both referred and rendered.",
    place="referring NPI",
)
