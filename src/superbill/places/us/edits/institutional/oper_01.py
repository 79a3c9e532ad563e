"""OPER-01  Operation without who operated.

What it finds
    A bill with a surgical procedure (ICD-10-PCS, section 0) without the NPI of the operating clinician.

Why it matters
    Payers return a bill with an operation that does not say who did it.

What to do
    Enter the NPI of the clinician who did the principal procedure.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="OPER-01",
    title="Operation without who operated",
    severity=Severity.WARN,
    source=Source(
        "X12 005010X223A2 (837 Institutional)",
        "loop 2310B, required when a surgical procedure is on the bill; UB-04 form locator 77",
    ),
    over="claim",
    other="operation",
    when="kind = 'I' AND operating_npi = ''",
    such="left(that_operation, 1) = '0'",
    says="{that_operation} is on the bill, and nobody is named who operated.",
    place="operating NPI",
)
