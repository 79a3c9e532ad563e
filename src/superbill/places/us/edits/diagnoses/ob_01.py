"""OB-01  Week of pregnancy missing.

What it finds
    A diagnosis of a pregnancy that goes on, or of labor and delivery (O09 to O48, O60 to O77, O80, O82), on a
    claim without the week of gestation (Z3A).

Why it matters
    Payers of maternity care ask for the week, and some deny ultrasound and high-risk care without it.

What to do
    Add the Z3A code for the week on the day of the encounter, or of the admission, if the record tells it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="OB-01",
    title="Week of pregnancy missing",
    severity=Severity.INFORM,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "section I.C.21.c.11, and the note at chapter 15 of the tabular list",
    ),
    over="diagnosis",
    others=("diagnosis",),
    when="matches(diagnosis, 'O(09|1[0-9]|2[0-9]|3[0-9]|4[0-8]|6[0-9]|7[0-1]|7[4-7]|80|82).*')",
    such="left(that_diagnosis, 3) = 'Z3A'",
    says="{diagnosis} stands without the week of pregnancy (Z3A).",
    place="diagnosis {position}",
)
