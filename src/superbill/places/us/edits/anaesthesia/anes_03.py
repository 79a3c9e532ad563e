"""ANES-03  Two answers to who gave the anaesthesia.

What it finds
    More than one of AA, AD, QK, QX, QY and QZ on one line.

Why it matters
    Each pays another share; together they are invalid and the line is rejected.

What to do
    Keep the one of this clinician: the physician and the nurse anaesthetist bill a line each.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="ANES-03",
    title="Two answers to who gave the anaesthesia",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, sections 50.K and 140.3.3"),
    over="line",
    of="modifier",
    such="modifier IN ('AA', 'AD', 'QK', 'QX', 'QY', 'QZ')",
    most=1,
    says="Line {line_no} has {count} of AA, AD, QK, QX, QY, QZ.",
    place="line {line_no} modifiers",
)
