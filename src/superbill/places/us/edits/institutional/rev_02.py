"""REV-02  Revenue code not in the list on that day.

What it finds
    A line of an institutional bill whose revenue code is not in the list on the day of service; a line without
    a day has the last day of the bill.

Why it matters
    Payers return a bill with a revenue code that has ended or never was.

What to do
    Choose a code that held on that day; often the last digit is mistyped.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="REV-02",
    title="Revenue code not in the list on that day",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.4, form locator 42; the revenue codes that the Integrated Outpatient Code Editor knows",
    ),
    over="line",
    table="revenue_code",
    column="revenue_code",
    on=("served_on",),
    about="kind = 'I'",
    when="matches(revenue_code, '[0-9]{4}')",
    says="Revenue code {revenue_code} is not in the list on {day}.",
    place="line {line_no} revenue code",
)
