"""MCE-06  Operation that is covered in some hospitals only.

What it finds
    An inpatient bill to Medicare with an operation in the Medicare Code Editor's list of limited coverage, such
    as a transplant.

Why it matters
    Medicare pays it only in hospitals that it has approved for it; in others the stay is denied.

What to do
    See that the hospital is approved for this operation. If it is, nothing has to be done.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="MCE-06",
    title="Operation that is covered in some hospitals only",
    severity=Severity.INFORM,
    source=Source(
        "CMS, Definitions of Medicare Code Edits",
        "limited coverage; Medicare Claims Processing Manual (Pub. 100-04), chapter 3, section 20.2.1",
    ),
    over="operation",
    about="kind = 'I' AND filing = 'MA' AND left(type_of_bill, 2) = '11'",
    table="mce_operation",
    column="operation",
    on="statement_until",
    when="found_list = 'limited'",
    says="{operation} is covered only in hospitals that are approved for it.",
    place="operation {position}",
)
