"""DATE-02  Service before the patient was born.

What it finds
    A line whose day of service comes before the patient's birth date. The day of birth itself is right for a
    newborn.

Why it matters
    One of the two dates is wrong, and the payer uses both to recognise the member. The claim comes back as
    'patient not found'.

What to do
    Compare the birth date with the insurance card, and the day of service with the note; correct the one that
    is wrong.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DATE-02",
    title="Service before the patient was born",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, DTP*472, and loop 2010BA/2010CA, DMG02"),
    over="line",
    when="served_on < patient_born",
    says="The service is dated {served_on}, but the birth date on file is {patient_born}.",
    place="patient birth date",
)
