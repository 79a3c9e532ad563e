"""ADX-02  Reason for an unscheduled visit missing.

What it finds
    A line for the emergency room, urgent care or observation (0450 to 0459, 0516, 0526, 0762) on an outpatient
    bill (type of bill 13 or 85) of an emergency, urgent or trauma visit (type 1, 2 or 5), where the bill does
    not say why the patient came.

Why it matters
    The patient's reason for the visit is required on such a bill, and payers judge by it whether the visit was
    an emergency. The bill is returned.

What to do
    Enter up to three diagnoses that the patient gave or the triage noted.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="ADX-02",
    title="Reason for an unscheduled visit missing",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04", "chapter 25, section 75.6, form locator 70; X12 005010X223A2, HI*APR"
    ),
    over="line",
    others=("diagnosis",),
    when=(
        "matches(type_of_bill, '0?(13|85)[0-9A-Z]') AND admission_type IN ('1', '2', '5') AND revenue_code IN "
        "('0450', '0451', '0452', '0456', '0459', '0516', '0526', '0762')"
    ),
    such="that_role = 'reason'",
    says="Revenue code {revenue_code} is on an unscheduled visit, and the patient's reason for it is empty.",
    place="patient's reason for visit",
)
