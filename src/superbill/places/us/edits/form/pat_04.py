"""PAT-04  Digit in the patient's name.

What it finds
    A first or last name with a digit in it.

Why it matters
    The payer has no such name and does not find the member.

What to do
    Correct the name from the insurance card. A suffix is written in letters, such as III.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="PAT-04",
    title="Digit in the patient's name",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2010BA/2010CA, NM103 and NM104"),
    when="matches(patient_last_name, '.*[0-9].*') OR matches(patient_first_name, '.*[0-9].*')",
    says="The name on file is {patient_first_name} {patient_last_name}.",
    place="patient name",
)
