"""REV-01  Revenue code missing or not four digits.

What it finds
    A line of an institutional bill whose revenue code is not four digits, the leading zero among them.

Why it matters
    The revenue code says which department gave the service and is required on every line; the bill is refused
    without it.

What to do
    Enter the department's revenue code, such as 0450 for the emergency room.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="REV-01",
    title="Revenue code missing or not four digits",
    severity=Severity.STOP,
    source=Source("X12 005010X223A2 (837 Institutional)", "loop 2400, SV201; UB-04 form locator 42"),
    over="line",
    when="kind = 'I' AND NOT matches(revenue_code, '[0-9]{4}')",
    says="The revenue code is {revenue_code}.",
    place="line {line_no} revenue code",
)
