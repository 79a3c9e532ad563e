"""REV-03  Total line among the services.

What it finds
    A line of an institutional bill with revenue code 0001.

Why it matters
    0001 is the total of the paper form. In a file the total stands elsewhere, and the line counts every charge
    twice.

What to do
    Take the line off; the total stands on the claim.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="REV-03",
    title="Total line among the services",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.4, form locator 42: 0001 on paper only; X12 005010X223A2, CLM02 carries the total",
    ),
    over="line",
    when="kind = 'I' AND revenue_code = '0001'",
    says="Revenue code 0001 is the total of the paper form.",
    place="line {line_no} revenue code",
)
