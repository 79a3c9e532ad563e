"""ABN-04  Never covered, and not necessary.

What it finds
    GY (Medicare never covers it) together with GA or GZ (it is covered, but not necessary here) on a line to
    Medicare.

Why it matters
    The two say different things of who has to pay. Contractors return such a line or deny it.

What to do
    Keep GY when the law excludes the service, with GX if a notice was given by choice. Else keep GA when a
    notice was signed, and GZ when none was.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ABN-04",
    title="Never covered, and not necessary",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 1, section 60.4.2, and chapter 30, section 50; HCPCS Level II modifiers GA, GY, GZ",
    ),
    over="line",
    about="filing IN ('MA', 'MB')",
    when="has(modifiers, 'GY') AND has(modifiers, 'GA', 'GZ')",
    says="The modifiers {modifiers} of line {line_no} call it both never covered and not necessary.",
    place="line {line_no} modifiers",
)
