"""DENT-03  Surfaces of a filling missing.

What it finds
    A filling without the surfaces of the tooth.

Why it matters
    A filling is paid by its surfaces; without them it is denied.

What to do
    Enter the surfaces from the chart: M, O, D, B, L, I or F.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DENT-03",
    title="Surfaces of a filling missing",
    severity=Severity.WARN,
    source=Source(
        "X12 005010X224A2 (837 Dental)",
        "loop 2400, TOO03, required when the procedure is on surfaces; ADA dental claim form, box 28",
    ),
    over="line",
    when="kind = 'D' AND surfaces = '' AND matches(procedure, 'D2(1[456][0-9]|33[0-5]|39[1-4])')",
    says="{procedure} is a filling, and no surface is told.",
    place="line {line_no} surfaces",
)
