"""COV-07  Medicare patient is not the subscriber.

What it finds
    A claim to Medicare whose patient is covered through somebody else.

Why it matters
    Everybody in Medicare has a number of their own, so the patient is always the subscriber. The claim is
    rejected.

What to do
    Choose self in the coverage, and enter the patient's own Medicare number.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COV-07",
    title="Medicare patient is not the subscriber",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 26, section 10.2, items 1a and 2; X12 005010X222A1, loop 2000B, SBR02 is 18 for Medicare",
    ),
    when="filing IN ('MA', 'MB') AND relationship <> 'self'",
    says="The patient is the {relationship} of the subscriber, and the payer is Medicare.",
    place="relationship to subscriber",
)
