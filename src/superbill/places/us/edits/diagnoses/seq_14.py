"""SEQ-14  End-stage kidney disease without word of dialysis.

What it finds
    End-stage kidney disease (N18.6) without dependence on dialysis (Z99.2).

Why it matters
    The tabular list asks for it as an additional code. Most patients with this stage have dialysis.

What to do
    Add Z99.2 when the patient has dialysis. If not, leave it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="SEQ-14",
    title="End-stage kidney disease without word of dialysis",
    severity=Severity.INFORM,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        'section I.A.17, with the note "use additional code" at N18.6 of the tabular list',
    ),
    over="diagnosis",
    others=("diagnosis",),
    when="role IN ('', 'principal') AND diagnosis = 'N18.6'",
    such="that_diagnosis = 'Z99.2'",
    says="{diagnosis} stands without Z99.2; does the patient have dialysis?",
    place="diagnosis {position}",
)
