"""MCE-07  Pancreas transplant without type 1 diabetes.

What it finds
    An inpatient bill to Medicare with the transplant of a pancreas (0FYG0Z0, 0FYG0Z1) and neither type 1
    diabetes (E10.-) nor the state after a pancreas was taken out (E89.1) among its diagnoses.

Why it matters
    Alone it is covered for these only, and the stay is denied. Together with a kidney transplant (0TY-) it is
    covered for others too.

What to do
    If a kidney was transplanted in this stay, nothing has to be done. If not, see whether the record has one of
    these diagnoses, and add it.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="MCE-07",
    title="Pancreas transplant without type 1 diabetes",
    severity=Severity.WARN,
    source=Source(
        "CMS, Definitions of Medicare Code Edits",
        "non-covered procedure, list of pancreas transplants; Medicare National Coverage Determinations Manual (Pub. 100-03), section 260.3",
    ),
    over="operation",
    about="kind = 'I' AND filing = 'MA' AND left(type_of_bill, 2) = '11'",
    others=("diagnosis",),
    when="operation IN ('0FYG0Z0', '0FYG0Z1')",
    such="matches(that_diagnosis, 'E10[.].*|E89[.]1')",
    says="{operation} stands without type 1 diabetes.",
    place="operation {position}",
    since=date(2006, 4, 26),
)
