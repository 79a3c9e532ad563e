"""DENT-02  Tooth missing.

What it finds
    A filling, inlay, crown, root canal treatment or extraction without the tooth.

Why it matters
    Payers keep a history of each tooth, and deny what they cannot put there.

What to do
    Enter the tooth from the chart.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DENT-02",
    title="Tooth missing",
    severity=Severity.WARN,
    source=Source(
        "X12 005010X224A2 (837 Dental)",
        "loop 2400, TOO, required when the procedure is on a tooth; ADA dental claim form, box 27",
    ),
    over="line",
    when=(
        "kind = 'D' AND tooth = '' AND matches(procedure, "
        "'D2(1[4-6][0-9]|33[0-9]|39[0-9]|[5-7][0-9][0-9])|D33[1-4][0-9]|D7(111|140|2[1-5][0-9])')"
    ),
    says="{procedure} is done on a tooth, and none is told.",
    place="line {line_no} tooth",
)
