"""TOB-01  Type of bill not known.

What it finds
    An institutional bill whose type of bill is not a facility and kind of care that there is, followed by a
    frequency. The leading zero may stand or not.

Why it matters
    The type of bill decides how everything else is read; a bill with an unknown one is returned.

What to do
    Choose it anew: 11 hospital inpatient, 13 hospital outpatient, 21 nursing facility, 32 home health, 85
    critical access hospital, then the frequency, 1 for a whole stay.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="TOB-01",
    title="Type of bill not known",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.1, form locator 4; X12 005010X223A2 (837 Institutional), CLM05",
    ),
    when="kind = 'I' AND NOT matches(type_of_bill, '0?(1[1-8]|2[1-8]|3[1-4]|4[1-8]|6[5-6]|7[1-9]|8[1-79])[0-9A-Z]')",
    says="The type of bill is {type_of_bill}.",
    place="type of bill",
)
