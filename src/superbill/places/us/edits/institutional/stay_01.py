"""STAY-01  Day of admission missing.

What it finds
    An inpatient bill (type of bill 11, 18, 21 or 41) without the day of admission.

Why it matters
    Days, benefits and payment of a stay are counted from the admission; the bill is returned.

What to do
    Enter the day of admission from the order or the face sheet.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STAY-01",
    title="Day of admission missing",
    severity=Severity.STOP,
    source=Source(
        "X12 005010X223A2 (837 Institutional)", "loop 2300, DTP*435, required on inpatient bills; UB-04 form locator 12"
    ),
    when="matches(type_of_bill, '0?(1[18]|[24]1)[0-9A-Z]') AND admitted_on IS NULL",
    says="The type of bill is {type_of_bill}, and the day of admission is empty.",
    place="admission date",
)
