"""SEQ-11  Kidney disease without its stage.

What it finds
    Hypertensive kidney disease (I12.-, I13.-) or kidney disease of diabetes (E08 to E13 with .22) without the
    stage of the kidney disease (N18.-).

Why it matters
    The tabular list asks for the stage as an additional code; without it payers take the diagnosis for less
    than it is, and some deny it as incomplete.

What to do
    Add the code of the stage that the note tells; N18.9 when it tells none.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="SEQ-11",
    title="Kidney disease without its stage",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        'sections I.A.17 and I.C.9.a.2, with the notes "use additional code" at I12, I13 and E08.22 to E13.22 of the tabular list',
    ),
    over="diagnosis",
    others=("diagnosis",),
    when="role IN ('', 'principal') AND matches(diagnosis, 'I12[.][09]|I13[.].*|E(08|09|10|11|13)[.]22')",
    such="matches(that_diagnosis, 'N18([.].*)?')",
    says="{diagnosis} needs the stage of the kidney disease (N18) beside it.",
    place="diagnosis {position}",
)
