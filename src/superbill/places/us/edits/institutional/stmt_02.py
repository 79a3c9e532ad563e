"""STMT-02  Service outside the statement period.

What it finds
    A line of an institutional bill dated before the first or after the last day of its period.

Why it matters
    A service outside the period belongs to another bill, and this one is returned.

What to do
    Correct the day of the line or the period, or put the service on the bill that covers its day.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STMT-02",
    title="Service outside the statement period",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.5, form locator 45, and chapter 1, section 80.3.2.2",
    ),
    over="line",
    when="kind = 'I' AND (served_on < statement_since OR served_on > statement_until)",
    says="The service on {served_on} is outside {statement_since} to {statement_until}.",
    place="line {line_no} service date",
)
