"""STAY-04  Newborn's point of origin.

What it finds
    An inpatient bill of a newborn (type of admission 4) whose point of origin is neither 5 (born here) nor 6
    (born elsewhere).

Why it matters
    With type 4 the list of the points of origin is another one; the bill is returned.

What to do
    Choose 5 or 6. If the child is no newborn, correct the type of admission.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STAY-04",
    title="Newborn's point of origin",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.1, form locators 14 and 15: with type 4 only 5 and 6",
    ),
    when=(
        "matches(type_of_bill, '0?(1[18]|[24]1)[0-9A-Z]') AND admission_type = '4' AND admission_source <> '' AND NOT"
        " admission_source IN ('5', '6')"
    ),
    says="The type of admission is 4 (newborn), and the point of origin {admission_source}.",
    place="admission source",
)
