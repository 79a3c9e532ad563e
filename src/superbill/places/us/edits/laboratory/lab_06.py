"""LAB-06  Repeated test told in two ways.

What it finds
    Modifier 91 (a test repeated for a new result) together with 59, 76 or 77 on one line.

Why it matters
    91 already says why the test stands there twice; with another modifier the payer cannot tell a repeat from
    another site.

What to do
    Keep 91 for a new result later on the day; keep 59 for another specimen or species.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LAB-06",
    title="Repeated test told in two ways",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 16, section 100.5.1; NCCI Policy Manual, chapter I, section E, modifiers 59 and 91",
    ),
    over="line",
    when="has(modifiers, '91') AND has(modifiers, '59', '76', '77')",
    says="Line {line_no} has 91 and one of 59, 76, 77.",
    place="line {line_no} modifiers",
)
