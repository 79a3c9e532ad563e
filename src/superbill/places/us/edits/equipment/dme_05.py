"""DME-05  Sold and rented on one line.

What it finds
    More than one of NU (sold new), UE (sold used) and RR (rented) on one line.

Why it matters
    Each has another fee; together they contradict each other and the line is rejected.

What to do
    Keep the one of the delivery ticket.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="DME-05",
    title="Sold and rented on one line",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 20, sections 30.1 and 30.5"),
    over="line",
    of="modifier",
    such="modifier IN ('NU', 'UE', 'RR')",
    most=1,
    says="Line {line_no} has {count} of NU, UE, RR.",
    place="line {line_no} modifiers",
)
