"""MOD-02  More than four modifiers.

What it finds
    A line with more than four modifiers.

Why it matters
    There is no place for the fifth.

What to do
    Keep those that change payment first. If the payer accepts modifier 99 for "several modifiers", follow its
    manual.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="MOD-02",
    title="More than four modifiers",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV101-3 to SV101-6"),
    over="line",
    of="modifier",
    most=4,
    says="Line {line_no} has {count} modifiers; four fit.",
    place="line {line_no} modifiers",
)
