"""THER-02  Two plans of care on one line.

What it finds
    More than one of GP, GO and GN on one line.

Why it matters
    A service is given under one plan of care; Medicare returns the line.

What to do
    Keep the modifier of the plan under which this service was given; two services take two lines.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="THER-02",
    title="Two plans of care on one line",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 5, section 20.1"),
    over="line",
    of="modifier",
    such="modifier IN ('GN', 'GO', 'GP')",
    most=1,
    says="Line {line_no} names {count} plans of care.",
    place="line {line_no} modifiers",
)
