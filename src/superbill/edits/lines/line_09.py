"""LINE-09  Patient paid more than the charges.

What it finds
    A claim on which the patient is said to have paid more than its whole charge.

Why it matters
    Some payers lower their payment by what the patient paid; a payment for several visits entered on one makes
    the account go into credit.

What to do
    Enter only what the patient paid for the services of this claim.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LINE-09",
    title="Patient paid more than the charges",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, AMT*F5 and CLM02"),
    when="patient_paid_cents > total_charge_cents",
    says="The patient paid {patient_paid_cents} on charges of {total_charge_cents}.",
    place="patient's payment",
)
