"""COV-04  Relationship to the subscriber not known.

What it finds
    A relationship that is none of self, spouse, child and other.

Why it matters
    The claim is built in another way for the subscriber than for a dependent, so it cannot be sent without.

What to do
    Choose self, spouse, child or other in the coverage.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COV-04",
    title="Relationship to the subscriber not known",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2000B, SBR02, and 2000C, PAT01"),
    over="claim",
    when="relationship NOT IN ('self', 'spouse', 'child', 'other')",
    says="The relationship to the subscriber is {relationship}.",
    place="relationship to subscriber",
)
