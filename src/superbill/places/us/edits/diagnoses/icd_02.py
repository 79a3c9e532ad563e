"""ICD-02  Diagnosis needs more characters.

What it finds
    A diagnosis that is a heading in the code set: it is divided further, or needs a seventh character. Of an
    injury that has none (S00 to S99) another edit tells.

Why it matters
    Only the full code is valid; payers reject the heading as not specific enough.

What to do
    Open the category and choose the code that the note supports (side, type, encounter); ask the clinician if
    the note does not say.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="ICD-02",
    title="Diagnosis needs more characters",
    severity=Severity.STOP,
    source=Source("ICD-10-CM Official Guidelines for Coding and Reporting", "section I.B.2, level of detail in coding"),
    over="diagnosis",
    table="icd10cm",
    column="diagnosis",
    on="first_served_on",
    when="found_billable = FALSE AND (NOT matches(diagnosis, 'S[0-9]{2}.*') OR length(diagnosis) > 7)",
    says="{diagnosis} ({found_title}) is a category, not a code that can be billed.",
    place="diagnosis {position}",
)
