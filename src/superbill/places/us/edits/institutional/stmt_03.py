"""STMT-03  Admission after the statement period.

What it finds
    A bill whose day of admission comes after its last day.

Why it matters
    The stay would begin after it was billed; the bill is returned.

What to do
    Correct the day of admission or the period from the face sheet.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STMT-03",
    title="Admission after the statement period",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual, Pub. 100-04", "chapter 25, section 75.1, form locators 6 and 12"),
    when="kind = 'I' AND admitted_on > statement_until",
    says="Admitted on {admitted_on}, and the bill ends on {statement_until}.",
    place="admission date",
)
