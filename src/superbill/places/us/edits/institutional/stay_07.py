"""STAY-07  Still a patient on a bill that ends the stay.

What it finds
    A hospital inpatient bill for the whole stay or its last part (frequency 1 or 4) with discharge status 30,
    still a patient.

Why it matters
    The two contradict each other, and the bill is returned.

What to do
    If the patient has left, enter how. If the patient is still there, bill a part: frequency 2 for the first, 3
    for the next.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STAY-07",
    title="Still a patient on a bill that ends the stay",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, sections 75.1 and 75.2, form locators 4 (frequency) and 17 (status 30)",
    ),
    when="matches(type_of_bill, '0?11[14]') AND discharge_status = '30'",
    says="The type of bill is {type_of_bill}, and the discharge status 30.",
    place="discharge status",
)
