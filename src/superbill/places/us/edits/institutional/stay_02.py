"""STAY-02  Type of admission missing or not known.

What it finds
    An inpatient bill whose type of admission is none of 1 emergency, 2 urgent, 3 elective, 4 newborn, 5 trauma
    and 9 not known.

Why it matters
    It is required on every inpatient bill, and decides on reviews and on what the patient pays.

What to do
    Choose the type from the registration of the stay.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STAY-02",
    title="Type of admission missing or not known",
    severity=Severity.STOP,
    source=Source(
        "X12 005010X223A2 (837 Institutional)", "loop 2300, CL101; UB-04 form locator 14; Pub. 100-04, chapter 25, section 75.1"
    ),
    when="matches(type_of_bill, '0?(1[18]|[24]1)[0-9A-Z]') AND admission_type NOT IN ('1', '2', '3', '4', '5', '9')",
    says="The type of admission is {admission_type}.",
    place="admission type",
)
