"""MOD-15  Notices to the patient that contradict each other.

What it finds
    On a line to Medicare: GZ (no notice signed) with GA or GX (a notice was given), or GX with one of EY, GL,
    KB, QL, TQ.

Why it matters
    Medicare returns a line with such a pair as one that it cannot process.

What to do
    See whether a notice was signed: GA when it was required, GX when it was given by choice (with GY), GZ when
    there is none.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-15",
    title="Notices to the patient that contradict each other",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 1, section 60.4, and chapter 30, section 50; CR 6563 (MM6563)"
    ),
    over="line",
    about="filing IN ('MA', 'MB')",
    when=(
        "has(modifiers, 'GZ') AND has(modifiers, 'GA', 'GX') OR "
        "has(modifiers, 'GX') AND has(modifiers, 'GA', 'EY', 'GL', 'KB', 'QL', 'TQ')"
    ),
    since=date(2010, 4, 1),
    says="The modifiers {modifiers} of line {line_no} contradict each other.",
    place="line {line_no} modifiers",
)
