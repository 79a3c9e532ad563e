"""FORM-01  Hospital visit without the day of admission.

What it finds
    A professional claim for services in a hospital to an inpatient (place 21) without the day of admission.

Why it matters
    Claims for inpatients carry the admission; Medicare and others return them without it.

What to do
    Enter the day of admission from the hospital's record. If the patient was not admitted, the place is 22 or
    23.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="FORM-01",
    title="Hospital visit without the day of admission",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, DTP*435; Pub. 100-04, chapter 26, section 10.4, item 18"),
    when="kind = 'P' AND place_of_service = '21' AND admitted_on IS NULL",
    says="The place is 21, and the day of admission is empty.",
    place="admission date",
)
