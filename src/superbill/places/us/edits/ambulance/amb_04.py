"""AMB-04  Trip to a physician's office.

What it finds
    A trip or its miles (A0425 to A0436) on a claim to Medicare Part B that ends at a physician's office (a
    second letter P), without GY.

Why it matters
    Medicare does not cover a physician's office as the end of a trip; only a stop on the way to a hospital is
    covered (second letter X).

What to do
    Correct the destination. If it was the office, add GY to get the denial that the patient's other insurer
    wants.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="AMB-04",
    title="Trip to a physician's office",
    severity=Severity.WARN,
    source=Source("42 CFR 410.40(f)", "Medicare Benefit Policy Manual (Pub. 100-02), chapter 10, section 10.3"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=(
        "matches(procedure, 'A04(2[5-9]|3[0-6])') "
        "AND matches(modifiers, '([A-Z0-9]{2} )*[DEGHIJNPRS]P( [A-Z0-9]{2})*') AND NOT has(modifiers, 'GY')"
    ),
    says="{procedure} ends at a physician's office.",
    place="line {line_no} modifiers",
)
