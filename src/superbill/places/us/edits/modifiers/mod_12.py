"""MOD-12  Left and right on one line.

What it finds
    LT and RT on one line of a procedure (a CPT code).

Why it matters
    Payers read one side, or reject the line.

What to do
    For both sides use 50, or two lines with a side each, as the payer's manual says.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-12",
    title="Left and right on one line",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 40.7; CPT, appendix A, modifier 50"),
    over="line",
    when="has(modifiers, 'LT') AND has(modifiers, 'RT') AND matches(procedure, '[0-9]{4}[0-9A-Z]')",
    says="Line {line_no} has both LT and RT.",
    place="line {line_no} modifiers",
)
