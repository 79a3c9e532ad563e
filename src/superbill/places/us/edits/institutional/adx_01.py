"""ADX-01  Admitting diagnosis missing.

What it finds
    A hospital inpatient bill (type of bill 11 or 18) without the diagnosis at admission.

Why it matters
    It says why the patient was admitted, before it was known what it was; the bill is returned without it.

What to do
    Enter what the admission order gives as the reason.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="ADX-01",
    title="Admitting diagnosis missing",
    severity=Severity.STOP,
    source=Source(
        "X12 005010X223A2 (837 Institutional)", "loop 2300, HI*ABJ, required on inpatient bills; UB-04 form locator 69"
    ),
    over="claim",
    others=("diagnosis",),
    when="matches(type_of_bill, '0?1[18][0-9A-Z]')",
    such="that_role = 'admitting'",
    says="The type of bill is {type_of_bill}, and the admitting diagnosis is empty.",
    place="admitting diagnosis",
)
