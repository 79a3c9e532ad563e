"""SURG-04  Both sides of a service that has none.

What it finds
    Modifier 50 on a line to Medicare Part B whose procedure has indicator 0 (no rule for both sides), 2
    (already both sides) or 9 (no such idea) in the fee schedule.

Why it matters
    Medicare pays one service whatever the modifier, or returns the line.

What to do
    With indicator 2 bill one unit without 50. With 0 see whether another code fits both sides.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="SURG-04",
    title="Both sides of a service that has none",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 40.7, and chapter 23, addendum, field 22"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="fee_schedule",
    column="procedure",
    when="has(modifiers, '50') AND found_bilateral IN ('0', '2', '9')",
    on="served_on",
    says="{procedure} has indicator {found_bilateral} for both sides.",
    place="line {line_no} modifiers",
)
