"""STAY-05  Newborn's admission long after birth.

What it finds
    A bill with type of admission 4 (newborn) for a patient admitted more than 28 days after birth.

Why it matters
    A newborn's stay is paid from the mother's or its own first cover; at this age payers take the type for a
    mistake and return the bill.

What to do
    Choose the type that fits: 1, 2, 3 or 5. If the child was born on this stay, correct the birth date or the
    day of admission.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STAY-05",
    title="Newborn's admission long after birth",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04", "chapter 25, section 75.1, form locator 14: type 4 is a newborn"
    ),
    when="kind = 'I' AND admission_type = '4' AND days_between(patient_born, admitted_on) > 28",
    says="The type of admission is 4 (newborn); the patient was born on {patient_born} and admitted on {admitted_on}.",
    place="admission type",
)
