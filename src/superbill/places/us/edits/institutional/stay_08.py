"""STAY-08  Part of a stay for a patient who has left.

What it finds
    A hospital inpatient bill for the first or a middle part of a stay (frequency 2 or 3) with another discharge
    status than 30.

Why it matters
    After a part another must follow; a patient who has left ends the stay. Payers return the bill.

What to do
    If the patient has left, use frequency 4 for the last part. If not, enter status 30.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STAY-08",
    title="Part of a stay for a patient who has left",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, sections 75.1 and 75.2, form locators 4 (frequency) and 17 (status 30)",
    ),
    when="matches(type_of_bill, '0?11[23]') AND discharge_status <> '30'",
    says="The type of bill is {type_of_bill}, and the discharge status {discharge_status}.",
    place="discharge status",
)
