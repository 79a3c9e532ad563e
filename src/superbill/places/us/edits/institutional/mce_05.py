"""MCE-05  Operation that Medicare does not cover.

What it finds
    An inpatient bill to Medicare with an operation in the Medicare Code Editor's list of those that are not
    covered. The replacement of a lumbar disc (0SR20JZ, 0SR40JZ) counts only above the age of 60; of the
    transplant of a pancreas another edit tells.

Why it matters
    The stay is denied, or the operation is not paid.

What to do
    Check the code with the operation note. If it is right, tell the patient before the next one, and bill the
    operation as non-covered.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="MCE-05",
    title="Operation that Medicare does not cover",
    severity=Severity.WARN,
    source=Source(
        "CMS, Definitions of Medicare Code Edits",
        "non-covered procedure; Medicare Claims Processing Manual (Pub. 100-04), chapter 3, section 20.2.1",
    ),
    over="operation",
    about="kind = 'I' AND filing = 'MA' AND left(type_of_bill, 2) = '11'",
    table="mce_operation",
    column="operation",
    on="statement_until",
    when="found_list = 'noncovered' AND NOT operation IN ('0FYG0Z0', '0FYG0Z1') AND (NOT operation IN ('0SR20JZ', '0SR40JZ') OR years_between(patient_born, statement_until) > 60)",
    says="Medicare does not cover {operation}.",
    place="operation {position}",
)
