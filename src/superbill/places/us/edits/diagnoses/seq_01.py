"""SEQ-01  Manifestation listed first.

What it finds
    A first diagnosis that stands for what another disease brings about, such as dementia in diseases classified
    elsewhere. A code in the list of manifestations of the Medicare editors counts.

Why it matters
    The disease is listed first and its manifestation after it; the code set never lets a manifestation be
    first, and payers return the claim.

What to do
    List the underlying disease first. If the note does not name it, ask the clinician, or use a code that needs
    none.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="SEQ-01",
    title="Manifestation listed first",
    severity=Severity.STOP,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "section I.A.13, etiology/manifestation convention; Medicare Code Editor, manifestation code as principal diagnosis",
    ),
    over="diagnosis",
    table="icd10cm",
    column="diagnosis",
    on="first_served_on",
    when="found_manifestation AND (role = 'principal' OR (role = '' AND position = 1))",
    says="{diagnosis} ({found_title}) is a manifestation; the disease that brings it about is listed before it.",
    place="diagnosis {position}",
)
