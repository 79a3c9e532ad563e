"""AMB-01  Ambulance that does not say from where to where.

What it finds
    A trip or its miles (A0425 to A0436) on a claim to Medicare Part B without a modifier of two letters for the
    origin and the destination.

Why it matters
    The destination decides whether Medicare covers the trip; without it the line is returned.

What to do
    Put the letter of the origin before that of the destination, for instance RH from home to a hospital.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="AMB-01",
    title="Ambulance that does not say from where to where",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 15, section 30.A; 42 CFR 410.40(f)"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=(
        "matches(procedure, 'A04(2[5-9]|3[0-6])') "
        "AND NOT matches(modifiers, '([A-Z0-9]{2} )*[DEGHIJNPRS][DEGHIJNPRSX]( [A-Z0-9]{2})*')"
    ),
    says="{procedure} has no modifier for origin and destination.",
    place="line {line_no} modifiers",
)
