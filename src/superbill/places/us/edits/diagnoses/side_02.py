"""SIDE-02  Diagnosis leaves the side open that the line names.

What it finds
    A line whose modifier names a side (RT, LT or 50) and whose first diagnosis is of an unspecified side, where
    there are codes for the right and the left.

Why it matters
    The clinician knows the side, so the record has it; many payers deny diagnoses that leave it open.

What to do
    Take the code of the side that the note tells.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="SIDE-02",
    title="Diagnosis leaves the side open that the line names",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting", "sections I.B.13 (laterality) and I.B.18 (unspecified codes)"
    ),
    over="line",
    table="icd10cm",
    column="first_pointed",
    on="first_served_on",
    when="found_side = 'unspecified' AND has(modifiers, 'RT', 'LT', '50')",
    says="{first_pointed} ({found_title}) names no side, and the line has {modifiers}.",
    place="line {line_no} diagnosis pointer",
)
