"""MOD-01  Modifier is not a modifier.

What it finds
    A modifier that is not two capital letters or digits.

Why it matters
    The payer rejects the line, or reads it without the modifier and bundles it.

What to do
    Correct the typing; if nothing is meant, clear the field.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-01",
    title="Modifier is not a modifier",
    severity=Severity.STOP,
    source=Source("HCPCS Level II and CPT modifiers", "two letters or digits; code sets named in 45 CFR 162.1002"),
    over="modifier",
    when="NOT matches(modifier, '[A-Z0-9]{2}')",
    says="{modifier} is not two capital letters or digits.",
    place="line {line_no} modifier {position}",
)
