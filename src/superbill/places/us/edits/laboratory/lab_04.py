"""LAB-04  Waived test that is not on the list.

What it finds
    Modifier QW on a line to Medicare Part B whose procedure is not on the list of tests that CLIA waives on
    that day.

Why it matters
    The payer takes QW only with the codes on the list, and denies the line.

What to do
    Take QW off if the code needs none, or correct the code of the test kit.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="LAB-04",
    title="Waived test that is not on the list",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 16, section 70.8, and the CLIA waived tests list of its quarterly change requests",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="clia_waived",
    column="procedure",
    when="has(modifiers, 'QW')",
    on=("served_on",),
    says="{procedure} was not on the list of waived tests on {day}.",
    place="line {line_no} modifiers",
)
