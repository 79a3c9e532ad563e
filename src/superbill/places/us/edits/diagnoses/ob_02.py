"""OB-02  Week of pregnancy with a pregnancy that ended early.

What it finds
    A week of gestation (Z3A) on a claim with a pregnancy with abortive outcome (O00 to O08) or its elective
    termination (Z33.2).

Why it matters
    The guidelines keep the week from these; the claim contradicts itself, and payers return it.

What to do
    Take the Z3A code off; if the pregnancy goes on, correct the other code.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="OB-02",
    title="Week of pregnancy with a pregnancy that ended early",
    severity=Severity.WARN,
    source=Source("ICD-10-CM Official Guidelines for Coding and Reporting", "section I.C.21.c.11, category Z3A"),
    over="diagnosis",
    other="diagnosis",
    when="left(diagnosis, 3) = 'Z3A'",
    such="matches(that_diagnosis, 'O0[0-8].*|Z33[.]2')",
    says="{diagnosis} may not stand beside {that_diagnosis}.",
    place="diagnosis {position}",
)
