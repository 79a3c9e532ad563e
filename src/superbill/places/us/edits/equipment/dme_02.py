"""DME-02  Month of a rental that is no rental.

What it finds
    On a line to Medicare Part B, KI or KJ (months of a rental) without RR, or KH (the first month, or a sale)
    without RR, NU or UE.

Why it matters
    The month only counts with the modifier that says that it is rented; the line is returned.

What to do
    Add RR. For a sale keep KH with NU or UE.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DME-02",
    title="Month of a rental that is no rental",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 20, section 30.5"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=(
        "has(modifiers, 'KI', 'KJ') AND NOT has(modifiers, 'RR') OR has(modifiers, 'KH') AND NOT has(modifiers, 'RR', 'NU', 'UE')"
    ),
    says="The modifiers {modifiers} of line {line_no} name a month, and nothing says that it is rented.",
    place="line {line_no} modifiers",
)
