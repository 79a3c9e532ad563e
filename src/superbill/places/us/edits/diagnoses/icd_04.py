"""ICD-04  Diagnosis does not go with the sex.

What it finds
    A diagnosis that the code set ties to one sex, on a patient whose sex on file is the other. Sex U is not
    reported.

Why it matters
    Many payers deny a sex conflict unless the claim says that it is meant. Medicare's editor of inpatient bills
    has not asked for it since October 2024.

What to do
    Compare the code with the note and the sex with what the insurance has. If both are right (for instance
    after a transition), add modifier KX to the line where the payer asks for it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="ICD-04",
    title="Diagnosis does not go with the sex",
    severity=Severity.WARN,
    source=Source("CMS Medicare Code Editor, definitions manual", "sex conflict edit"),
    over="diagnosis",
    table="icd10cm",
    column="diagnosis",
    on="first_served_on",
    when="found_sex <> '' AND patient_sex IN ('F', 'M') AND patient_sex <> found_sex",
    says="{diagnosis} ({found_title}) is marked {found_sex}, and the sex on file is {patient_sex}.",
    place="diagnosis {position}",
)
