"""OB-04  Delivery without its outcome.

What it finds
    A delivery (O80, O82) on a claim without a code of category Z37.

Why it matters
    Every record of the mother has the outcome when a delivery has occurred; hospitals' claims without it are
    returned, and payers use it to add the newborn.

What to do
    Add the Z37 code: one live birth, twins, stillbirth, as the delivery note says.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="OB-04",
    title="Delivery without its outcome",
    severity=Severity.WARN,
    source=Source("ICD-10-CM Official Guidelines for Coding and Reporting", "section I.C.15.b.5, outcome of delivery"),
    over="diagnosis",
    others=("diagnosis",),
    when="diagnosis IN ('O80', 'O82')",
    such="left(that_diagnosis, 3) = 'Z37'",
    says="{diagnosis} stands without the outcome of the delivery (Z37).",
    place="diagnosis {position}",
)
