"""ABN-05  Notice by choice without the reason.

What it finds
    GX (a notice was given by choice) without GY (Medicare never covers it) on a line to Medicare.

Why it matters
    A notice is by choice only where Medicare never covers the service. With GX alone the line is denied, and
    the patient's other insurer is not told why.

What to do
    Add GY when the law excludes the service. If it could be paid, and the notice was required, use GA in place
    of GX.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ABN-05",
    title="Notice by choice without the reason",
    severity=Severity.INFORM,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 30, section 50, voluntary notices, and chapter 1, section 60.4.2; CR 6563 (MM6563)",
    ),
    over="line",
    about="filing IN ('MA', 'MB')",
    when="has(modifiers, 'GX') AND NOT has(modifiers, 'GY')",
    says="Line {line_no} has GX without GY.",
    place="line {line_no} modifiers",
    since=date(2010, 4, 1),
)
