"""SEQ-10  Hypertension coded apart from heart failure or kidney disease.

What it finds
    Essential hypertension (I10) on a claim with heart failure (I50.-) or chronic kidney disease (N18.-).

Why it matters
    The code set takes the two for related, and has codes that say both; I10 beside them is a coding error, and
    payers that group by diagnosis reject it or pay less.

What to do
    Use I11.0 with heart failure, I12.- with kidney disease, I13.- with both, and keep I50.- or N18.- after it.
    Keep I10 only when the record says that the other disease is not from hypertension.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="SEQ-10",
    title="Hypertension coded apart from heart failure or kidney disease",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "section I.C.9.a.1 to 3, hypertension with heart or kidney disease",
    ),
    over="diagnosis",
    other="diagnosis",
    when="diagnosis = 'I10'",
    such="matches(that_diagnosis, '(I50|N18).*')",
    says="I10 stands beside {that_diagnosis}; the two are coded together.",
    place="diagnosis {position}",
)
