"""ACC-02  State of the car accident missing.

What it finds
    A claim of a car accident that does not say in which state it happened.

Why it matters
    The law of that state decides who pays first; payers reject the claim or pend it for the state.

What to do
    Enter the state's two letters from the intake form. Leave it empty only for an accident abroad.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ACC-02",
    title="State of the car accident missing",
    severity=Severity.WARN,
    source=Source(
        "X12 005010X222A1 (837 Professional)", "loop 2300, CLM11-4, required with AA when the accident was in the United States"
    ),
    when="is_auto_accident AND accident_state = ''",
    says="The claim comes of a car accident, and the state is empty.",
    place="accident state",
)
