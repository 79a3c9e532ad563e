"""LINE-02  Charge is less than zero.

What it finds
    A line whose charge is negative.

Why it matters
    A negative charge makes the total of the claim wrong; the file is refused.

What to do
    Enter the practice's fee for the service. What was charged too much before is mended by a corrected claim.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LINE-02",
    title="Charge is less than zero",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV102"),
    over="line",
    when="charge_cents < 0",
    says="The charge for {procedure} is {charge_cents}.",
    place="line {line_no} charge",
)
