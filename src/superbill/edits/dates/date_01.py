"""DATE-01  Service date in the future.

What it finds
    A line whose day of service comes after the day of checking.

Why it matters
    A service is billed after it was given. Payers reject a date to come, and billing ahead of the service is a
    false claim.

What to do
    Correct the date from the note or the schedule. If the visit has not happened yet, wait until it has.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DATE-01",
    title="Service date in the future",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, DTP*472"),
    over="line",
    when="served_on > checked_on",
    says="The service is dated {served_on}, and today is {checked_on}.",
    place="line {line_no} service date",
)
