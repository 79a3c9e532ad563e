"""REV-05  Procedure code beside room and board.

What it finds
    A line of an inpatient bill to Medicare for room and board (revenue codes 010 to 021) with a procedure code.

Why it matters
    These lines carry the daily rate and not a code; Medicare returns the bill.

What to do
    Take the code off the line. What was done for the patient has lines of its own.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="REV-05",
    title="Procedure code beside room and board",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04", "chapter 25, section 75.5, form locator 44: accommodations carry a rate"
    ),
    over="line",
    when=(
        "filing = 'MA' AND matches(type_of_bill, '0?(1[18]|[24]1)[0-9A-Z]') AND matches(revenue_code, "
        "'01[0-9]{2}|02[01][0-9]') AND procedure <> ''"
    ),
    says="Revenue code {revenue_code} is room and board, and the line has {procedure}.",
    place="line {line_no} procedure",
)
