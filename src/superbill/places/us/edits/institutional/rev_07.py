"""REV-07  Outpatient line without its day.

What it finds
    A line with a procedure code on an outpatient bill (type of bill 13, 14 or 85) of several days that does not
    say on which day it was given.

Why it matters
    Outpatient services are priced by the day; without it the bill is returned.

What to do
    Enter the day of service of each line.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="REV-07",
    title="Outpatient line without its day",
    severity=Severity.STOP,
    source=Source(
        "X12 005010X223A2 (837 Institutional)", "loop 2400, DTP*472; Pub. 100-04, chapter 25, section 75.5, form locator 45"
    ),
    over="line",
    when=(
        "matches(type_of_bill, '0?(13|14|85)[0-9A-Z]') AND procedure <> '' AND NOT has_own_day AND statement_since < "
        "statement_until"
    ),
    says="{procedure} has no day, and the bill covers {statement_since} to {statement_until}.",
    place="line {line_no} service date",
)
