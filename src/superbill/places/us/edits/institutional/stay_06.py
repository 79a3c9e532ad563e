"""STAY-06  Discharge status missing or not known.

What it finds
    An institutional bill without a discharge status, or with one that is not in the list.

Why it matters
    It is required on every bill, and the payment of a stay depends on it.

What to do
    Choose it from the discharge note: 01 home, 02 another hospital, 03 nursing facility, 06 home health, 20
    died, 30 still a patient.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STAY-06",
    title="Discharge status missing or not known",
    severity=Severity.STOP,
    source=Source(
        "X12 005010X223A2 (837 Institutional)", "loop 2300, CL103; UB-04 form locator 17; Pub. 100-04, chapter 25, section 75.2"
    ),
    when="kind = 'I' AND NOT matches(discharge_status, '0[1-79]|2[01]|30|4[0-3]|5[01]|6[1-69]|70|8[1-9]|9[0-5]')",
    says="The discharge status is {discharge_status}.",
    place="discharge status",
)
