"""MOD-14  Several sorts of surgeon on one line.

What it finds
    More than one of 62 (two surgeons), 66 (team), 80, 81 and 82 (assistants) on one line.

Why it matters
    Each pays another share of the operation; together they are invalid.

What to do
    Keep the role that this clinician had in the operation note.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="MOD-14",
    title="Several sorts of surgeon on one line",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, sections 20.4.3 and 40.8"),
    over="line",
    of="modifier",
    such="modifier IN ('62', '66', '80', '81', '82')",
    most=1,
    says="Line {line_no} names {count} roles of a surgeon.",
    place="line {line_no} modifiers",
)
