"""OB-03  Uncomplicated delivery beside a complication.

What it finds
    The normal delivery O80 on a claim with another code of chapter 15.

Why it matters
    O80 says that nothing else of the chapter is to be told of the pregnancy, labor or delivery. Payers pay a
    delivery by its diagnosis and return a claim that says both.

What to do
    If there was a complication, take O80 off and list what complicated the delivery. If there was none, keep
    O80 alone, with Z3A and Z37.0.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="OB-03",
    title="Uncomplicated delivery beside a complication",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "section I.C.15.n.1, encounter for full-term uncomplicated delivery",
    ),
    over="diagnosis",
    other="diagnosis",
    when="diagnosis = 'O80'",
    such="left(that_diagnosis, 1) = 'O' AND that_diagnosis <> 'O80'",
    says="O80 stands beside {that_diagnosis}.",
    place="diagnosis {position}",
)
