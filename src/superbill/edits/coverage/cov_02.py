"""COV-02  Member id missing.

What it finds
    A coverage without the number under which the payer knows the member.

Why it matters
    Without it the payer cannot find the member, and the claim is rejected before anybody reads it.

What to do
    Copy the member id from the insurance card, or take it from an eligibility inquiry.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COV-02",
    title="Member id missing",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2010BA, NM109"),
    over="claim",
    about="filing <> 'WC'",
    when="trim(member_id) = ''",
    says="The coverage has no member id.",
    place="subscriber member id",
)
