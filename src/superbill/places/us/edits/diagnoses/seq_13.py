"""SEQ-13  Diabetic ulcer without its place.

What it finds
    A diabetic ulcer of the foot or of the skin (E08 to E13 with .621 or .622) without the place and depth of
    the ulcer (L97.-, L98.4-).

Why it matters
    The tabular list asks for them as an additional code. Payers decide by place and depth whether wound care is
    covered.

What to do
    Add the code of the place and depth that the note tells.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="SEQ-13",
    title="Diabetic ulcer without its place",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        'sections I.A.17 and I.C.4.a, with the notes "use additional code" at E08.621 to E13.622 of the tabular list',
    ),
    over="diagnosis",
    others=("diagnosis",),
    when="role IN ('', 'principal') AND matches(diagnosis, 'E(08|09|10|11|13)[.]62[12]')",
    such="matches(that_diagnosis, 'L97[.].*|L98[.]4.*')",
    says="{diagnosis} needs the place of the ulcer (L97, L98.4) beside it.",
    place="diagnosis {position}",
)
