"""ICD-03  Diagnosis does not go with the age.

What it finds
    A diagnosis of newborns, children, adults or of childbearing age on a patient of another age on the first
    day of service.

Why it matters
    Many payers deny an age conflict. It is nearly always a wrong code or a wrong birth date.

What to do
    Compare the birth date with the insurance card, and the code with the note. If both are right, send it and
    be ready to answer with the record.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="ICD-03",
    title="Diagnosis does not go with the age",
    severity=Severity.WARN,
    source=Source("CMS Medicare Code Editor, definitions manual", "age conflict edit"),
    over="diagnosis",
    table="icd10cm",
    column="diagnosis",
    on="first_served_on",
    when="years_between(patient_born, first_served_on) < found_age_low OR years_between(patient_born, first_served_on) > found_age_high",
    says="{diagnosis} ({found_title}) is for patients of {found_age_low} to {found_age_high} years; check the age on {first_served_on}.",
    place="diagnosis {position}",
)
