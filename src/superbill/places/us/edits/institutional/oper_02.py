"""OPER-02  Operation is not written as an ICD-10-PCS code.

What it finds
    A procedure of a stay that is not seven digits or capital letters, without the letters I and O.

Why it matters
    A code that cannot exist makes the payer return the bill.

What to do
    Build the code anew from the tables; the letter O is never used, the digit 0 is.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="OPER-02",
    title="Operation is not written as an ICD-10-PCS code",
    severity=Severity.STOP,
    source=Source("45 CFR 162.1002", "(c)(3), ICD-10-PCS; its official guidelines, A1 to A6: seven characters without I and O"),
    over="operation",
    when="NOT matches(operation, '[0-9A-HJ-NP-Z]{7}')",
    says="{operation} does not have the shape of an ICD-10-PCS code.",
    place="operation {position}",
)
