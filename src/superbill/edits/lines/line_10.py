"""LINE-10  Non-covered charge above the charge.

What it finds
    A line whose non-covered part is greater than its charge.

Why it matters
    The covered part would be negative, and the bill is returned.

What to do
    Enter the part of this line's charge that is not covered, the whole charge at most.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LINE-10",
    title="Non-covered charge above the charge",
    severity=Severity.STOP,
    source=Source("X12 005010X223A2 (837 Institutional)", "loop 2400, SV207 and SV203; UB-04 form locators 47 and 48"),
    over="line",
    when="noncovered_cents > charge_cents",
    says="{noncovered_cents} of a charge of {charge_cents} is said to be non-covered.",
    place="line {line_no} non-covered charge",
)
