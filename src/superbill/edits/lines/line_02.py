"""LINE-02  Charge is zero or less.

What it finds
    A line whose charge is zero or negative.

Why it matters
    A forgotten fee means that the service is given away; a negative charge makes the total of the claim wrong.

What to do
    Enter the practice's fee for the service. If it is truly without charge, take the line off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LINE-02",
    title="Charge is zero or less",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV102"),
    over="line",
    when="charge_cents <= 0",
    says="The charge for {procedure} is {charge_cents}.",
    place="line {line_no} charge",
)
