"""DATE-06  Day of death is not plausible.

What it finds
    A day of death before the birth date, or after the day of checking.

Why it matters
    The payer cannot match the patient, and a wrong day of death can end somebody's coverage.

What to do
    Correct the day from the record, or take it off if the patient lives.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DATE-06",
    title="Day of death is not plausible",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2010BA/2010CA, PAT06 (date of death)"),
    when="patient_died_on < patient_born OR patient_died_on > checked_on",
    says="The patient, born {patient_born}, is said to have died on {patient_died_on}.",
    place="patient date of death",
)
