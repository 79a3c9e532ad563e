"""ABN-08  Non-covered line with covered charges.

What it finds
    GX, GY or GZ on a line of a hospital's claim to Medicare whose charge is not wholly among the non-covered
    charges.

Why it matters
    Medicare wants lines with these modifiers as non-covered, and returns the claim.

What to do
    Enter the whole charge of the line as non-covered too.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ABN-08",
    title="Non-covered line with covered charges",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 1, section 60.4.2, line-item modifiers related to reporting of non-covered charges; CR 6563 (MM6563)",
    ),
    over="line",
    about="kind = 'I' AND filing IN ('MA', 'MB')",
    when="has(modifiers, 'GX', 'GY', 'GZ') AND charge_cents > 0 AND (noncovered_cents IS NULL OR noncovered_cents < charge_cents)",
    says="Line {line_no} has {modifiers}, and its charge of {charge_cents} is not all non-covered.",
    place="line {line_no} non-covered charge",
    since=date(2010, 4, 1),
)
