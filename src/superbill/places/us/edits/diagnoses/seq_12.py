"""SEQ-12  Heart failure without its type.

What it finds
    Hypertensive heart disease with heart failure (I11.0, I13.0, I13.2) without the type of the failure (I50.-).

Why it matters
    The tabular list asks for the type as an additional code; without it payers take the diagnosis for less than
    it is, and some deny it as incomplete.

What to do
    Add the code of the type that the note tells; I50.9 when it tells none.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="SEQ-12",
    title="Heart failure without its type",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        'sections I.A.17 and I.C.9.a.1 and 3, with the notes "use additional code" at I11.0, I13.0 and I13.2 of the tabular list',
    ),
    over="diagnosis",
    others=("diagnosis",),
    when="role IN ('', 'principal') AND diagnosis IN ('I11.0', 'I13.0', 'I13.2')",
    such="matches(that_diagnosis, 'I50([.].*)?')",
    says="{diagnosis} needs the type of the heart failure (I50) beside it.",
    place="diagnosis {position}",
)
