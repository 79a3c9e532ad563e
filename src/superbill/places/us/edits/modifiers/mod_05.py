"""MOD-05  Modifier 50 with more than one unit.

What it finds
    A line to Medicare Part B with modifier 50 and more than one unit.

Why it matters
    50 already doubles the service: Medicare returns the line, or pays one unit and asks the rest back.

What to do
    Report one unit with 50 and the charge for both sides.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-05",
    title="Modifier 50 with more than one unit",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 40.7.B; NCCI Policy Manual, chapter I, section V"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="has(modifiers, '50') AND units > 1",
    says="Line {line_no} has modifier 50 and {units} units.",
    place="line {line_no} units",
)
