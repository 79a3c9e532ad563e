"""ICD-05  Two diagnoses that exclude each other.

What it finds
    Two diagnoses on one claim of which one has an Excludes1 note for the other: they should not be coded
    together, unless they are unrelated.

Why it matters
    Payers deny one of the two, or the claim.

What to do
    Keep the one that the note of the visit supports. If the two conditions are unrelated, both may stay; make
    sure the record says so.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Conflict

EDIT = Conflict(
    code="ICD-05",
    title="Two diagnoses that exclude each other",
    severity=Severity.WARN,
    source=Source("ICD-10-CM Official Guidelines for Coding and Reporting", "section I.A.12.a, Excludes1"),
    says="{other} and {diagnosis} are kept apart by an Excludes1 note: {note}",
    place="diagnosis {position}",
)
