"""ABN-07  Notice without its day.

What it finds
    GA on a line of a hospital's outpatient claim to Medicare without occurrence code 32, the day on which the
    patient got the notice.

Why it matters
    Both belong together; the claim is returned.

What to do
    Add occurrence code 32 with the day of the notice. If there was none, take GA off, or use GZ.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="ABN-07",
    title="Notice without its day",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 1, section 60.4.1, outpatient billing with an ABN (occurrence code 32)",
    ),
    over="line",
    others=("code",),
    about="kind = 'I' AND filing IN ('MA', 'MB')",
    when="has(modifiers, 'GA')",
    such="that_code_sort = 'occurrence' AND that_code = '32'",
    says="Line {line_no} has GA, and no occurrence code 32 tells the day of the notice.",
    place="line {line_no} modifiers",
)
