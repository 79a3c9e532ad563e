"""OPER-04  ICD-10-PCS code on an outpatient bill.

What it finds
    A procedure by ICD-10-PCS on a hospital outpatient bill (type of bill 13, 14 or 85).

Why it matters
    These codes are for inpatients; what is done for outpatients is told by the lines, and payers return a bill
    with them.

What to do
    Take the code off, and see that a line has the service by its procedure code.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="OPER-04",
    title="ICD-10-PCS code on an outpatient bill",
    severity=Severity.WARN,
    source=Source("45 CFR 162.1002", "(c)(3): ICD-10-PCS for hospital inpatients only; X12 005010X223A2, HI*BBR"),
    over="operation",
    when="matches(type_of_bill, '0?(1[34]|85)[0-9A-Z]')",
    says="{operation} is on an outpatient bill ({type_of_bill}).",
    place="operation {position}",
)
