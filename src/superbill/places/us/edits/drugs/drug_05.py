"""DRUG-05  Discarded and nothing discarded on one line.

What it finds
    JW (this much was discarded) and JZ (nothing was) on one line.

Why it matters
    They contradict each other; Medicare returns the line.

What to do
    If some was discarded, put the amount given on one line without them and the amount discarded on another
    with JW. If not, keep JZ.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DRUG-05",
    title="Discarded and nothing discarded on one line",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 17, section 40; MLN Matters MM13056"),
    over="line",
    when="has(modifiers, 'JW') AND has(modifiers, 'JZ')",
    since=date(2023, 1, 1),
    says="Line {line_no} has both JW and JZ.",
    place="line {line_no} modifiers",
)
