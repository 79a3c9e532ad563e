"""PTR-04  More than four diagnosis pointers.

What it finds
    A line with more than four pointers.

Why it matters
    There is no place for the fifth, and the file would be refused.

What to do
    Keep the four diagnoses that best support the service, the most important first.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="PTR-04",
    title="More than four diagnosis pointers",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV107, four at most"),
    over="line",
    of="pointer",
    most=4,
    says="Line {line_no} points to {count} diagnoses; four fit.",
    place="line {line_no} diagnosis pointer",
)
