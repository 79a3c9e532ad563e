"""PAT-01  Sex is not one that a claim can carry.

What it finds
    A patient whose sex is none of F, M and U.

Why it matters
    The file is refused with any other letter.

What to do
    Choose what the insurance carries for the member: F, M, or U for unknown or neither.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="PAT-01",
    title="Sex is not one that a claim can carry",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2010BA/2010CA, DMG03"),
    when="patient_sex NOT IN ('F', 'M', 'U')",
    says="The sex on file is {patient_sex}; a claim can carry F, M or U.",
    place="patient sex",
)
