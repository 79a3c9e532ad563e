"""MOD-07  Part of a service that has no parts.

What it finds
    Modifier 26 or TC on a visit (99202 to 99397).

Why it matters
    A visit has no professional and technical part; the modifier makes the line invalid.

What to do
    Take the modifier off, or correct the code if an interpretation was meant.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-07",
    title="Part of a service that has no parts",
    severity=Severity.STOP,
    source=Source(
        "Medicare Physician Fee Schedule",
        "indicator PC/TC 0, Medicare Claims Processing Manual (Pub. 100-04), chapter 23, addendum",
    ),
    over="line",
    when="matches(procedure, '99[23][0-9]{2}') AND has(modifiers, '26', 'TC')",
    says="{procedure} is a visit; it has no professional or technical part.",
    place="line {line_no} modifiers",
)
