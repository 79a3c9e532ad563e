"""DRUG-06  Discarded drug of which nothing was given.

What it finds
    A drug with JW (discarded) and no line of that drug for that day without JW, on this claim or one sent
    before.

Why it matters
    What is discarded is only paid beside what was given; alone it is denied.

What to do
    Add the line with the units that were given. If nothing was given the drug is not paid at all.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="DRUG-06",
    title="Discarded drug of which nothing was given",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 17, section 40"),
    over="line",
    others=("line", "sent_line"),
    when="has(modifiers, 'JW')",
    such="NOT has(that_modifiers, 'JW')",
    same=("patient_number", "procedure", "served_on"),
    says="{procedure} with JW stands beside no line with what was given on {served_on}.",
    place="line {line_no} modifiers",
)
