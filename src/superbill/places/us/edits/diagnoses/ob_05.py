"""OB-05  Mother's and newborn's diagnoses on one claim.

What it finds
    A code of pregnancy and delivery (chapter 15) or of the outcome of the delivery (Z37) on a claim with the
    birth of a newborn (Z38).

Why it matters
    Chapter 15 and Z37 belong to the mother only, Z38 to the child only; a claim with both is for nobody, and
    payers deny it.

What to do
    Find out whose claim it is. Keep the codes of that person, and put the others on a claim of their own.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="OB-05",
    title="Mother's and newborn's diagnoses on one claim",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "sections I.C.15.a.2 (maternal record only), I.C.16.a.2 and I.C.21.c.11 and 12",
    ),
    over="diagnosis",
    other="diagnosis",
    when="left(diagnosis, 1) = 'O' OR left(diagnosis, 3) = 'Z37'",
    such="left(that_diagnosis, 3) = 'Z38'",
    says="{diagnosis} is the mother's and {that_diagnosis} the newborn's.",
    place="diagnosis {position}",
)
