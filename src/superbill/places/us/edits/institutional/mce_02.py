"""MCE-02  Aftercare as the only diagnosis.

What it finds
    An inpatient bill to Medicare with Z51.89 as its principal diagnosis and no other one.

Why it matters
    The Medicare Code Editor takes it as principal only beside another diagnosis; Medicare returns the bill.

What to do
    Add the condition for which the care was given.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="MCE-02",
    title="Aftercare as the only diagnosis",
    severity=Severity.STOP,
    source=Source(
        "CMS, Definitions of Medicare Code Edits",
        "unacceptable principal diagnosis, requires secondary diagnosis; Medicare Claims Processing Manual (Pub. 100-04), chapter 3, section 20.2.1",
    ),
    over="diagnosis",
    about="kind = 'I' AND filing = 'MA' AND left(type_of_bill, 2) = '11'",
    others=("diagnosis",),
    when="role = 'principal' AND diagnosis = 'Z51.89'",
    such="that_role = ''",
    says="{diagnosis} is the principal diagnosis, and there is no other.",
    place="principal diagnosis",
)
