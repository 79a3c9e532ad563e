"""DATE-03  Birth date is not plausible.

What it finds
    A patient born in the future, or more than 120 years ago.

Why it matters
    A mistyped century or year keeps the payer from finding the member.

What to do
    Correct the birth date in the registration from the insurance card or an identity document.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DATE-03",
    title="Birth date is not plausible",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2010BA/2010CA, DMG02"),
    over="claim",
    when="patient_born > checked_on OR years_between(patient_born, checked_on) > 120",
    says="The birth date on file is {patient_born}.",
    place="patient birth date",
)
