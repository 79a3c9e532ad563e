"""LAB-05  Test of another laboratory billed to Medicare by a practice.

What it finds
    Modifier 90 (another laboratory did the test) on a line to Medicare Part B of a practice that is no
    laboratory (taxonomy 291U00000X or 292200000X).

Why it matters
    Medicare pays a clinical test to who did it; a practice may not bill what another laboratory did.

What to do
    Take the line off: the laboratory bills it. Drawing the blood (36415) may stay.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LAB-05",
    title="Test of another laboratory billed to Medicare by a practice",
    severity=Severity.WARN,
    source=Source(
        "Social Security Act, section 1833(h)(5)(A)", "Medicare Claims Processing Manual (Pub. 100-04), chapter 16, section 40.1"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=(
        "has(modifiers, '90') AND matches(procedure, '8[0-7][0-9]{3}') AND NOT billing_taxonomy IN ('291U00000X', '292200000X')"
    ),
    says="Line {line_no} has modifier 90, and the practice is no laboratory.",
    place="line {line_no} modifiers",
)
