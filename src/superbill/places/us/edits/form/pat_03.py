"""PAT-03  Patient's last name missing.

What it finds
    A patient without a last name.

Why it matters
    The standard requires the last name, and the payer finds the member by it.

What to do
    Copy the name from the insurance card, as it is printed there. Who has one name only has it as the last
    name.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="PAT-03",
    title="Patient's last name missing",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2010BA/2010CA, NM103"),
    when="trim(patient_last_name) = ''",
    says="The patient has no last name.",
    place="patient last name",
)
