"""REV-08  Revenue code not in the list at the end of the bill.

What it finds
    A line without a day, as inpatient bills have them, whose revenue code is not in the list on the last day of
    the statement period.

Why it matters
    Payers return a bill with a revenue code that has ended or never was.

What to do
    Choose a code that held on that day; often the last digit is mistyped.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="REV-08",
    title="Revenue code not in the list at the end of the bill",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.4, form locator 42; the revenue codes that the Integrated Outpatient Code Editor knows",
    ),
    over="line",
    table="revenue_code",
    column="revenue_code",
    on=("statement_until",),
    when="kind = 'I' AND served_on IS NULL AND matches(revenue_code, '[0-9]{4}')",
    says="Revenue code {revenue_code} is not in the list on {day}.",
    place="line {line_no} revenue code",
)
