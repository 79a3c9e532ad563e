"""MOD-04  Modifier 50 beside a side.

What it finds
    Modifier 50 (both sides) together with LT or RT on one line.

Why it matters
    50 says both sides and the other says one: the payer rejects the line or pays one side.

What to do
    For both sides keep 50 alone, or, where the payer wants two lines, put LT on one and RT on the other without
    50.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-04",
    title="Modifier 50 beside a side",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 40.7, bilateral surgeries"),
    over="line",
    when="has(modifiers, '50') AND has(modifiers, 'LT', 'RT')",
    says="Line {line_no} says both sides (50) and one side.",
    place="line {line_no} modifiers",
)
