"""REV-06  More days of room and board than the period has.

What it finds
    A line of an institutional bill for room and board with more days than its statement period, its first and
    last day counted.

Why it matters
    Payers compare the days with the period and return the bill.

What to do
    Count the nights of the stay: the day of discharge is not counted unless it is the day of admission.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="REV-06",
    title="More days of room and board than the period has",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.5, form locators 6 and 46: units of accommodations are days",
    ),
    over="line",
    when=(
        "kind = 'I' AND matches(revenue_code, '01[0-79][0-9]|02[01][0-9]') AND units > "
        "sum_of(days_between(statement_since, statement_until), 1)"
    ),
    says="{units} days of room and board, and the bill covers {statement_since} to {statement_until}.",
    place="line {line_no} units",
)
