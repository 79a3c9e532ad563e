"""POA-02  Present on admission is not one of its letters.

What it finds
    A diagnosis whose indicator of presence on admission is none of Y, N, U, W and, for exempt codes, 1.

Why it matters
    Another letter is not in the list, and the bill is refused.

What to do
    Enter Y, N, U (the record does not say) or W (the clinician cannot tell); leave it empty for an exempt code.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="POA-02",
    title="Present on admission is not one of its letters",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.6, form locator 67; X12 005010X223A2, HI, C022-9",
    ),
    over="diagnosis",
    when="present <> '' AND present NOT IN ('Y', 'N', 'U', 'W', '1')",
    says="{diagnosis} has {present}.",
    place="diagnosis {position}",
)
