"""STAY-03  Point of origin missing or not known.

What it finds
    An inpatient bill without a point of origin, or with one that is no longer in the list (3, 7, A, B and C).

Why it matters
    It says where the patient came from and decides, for instance, whether a stay counts as a transfer. The bill
    is returned without it.

What to do
    Choose where the patient came from: 1 home, 2 clinic, 4 another hospital, 5 nursing facility, 6 another
    facility, 8 court, 9 not known; for a newborn 5 born here, 6 born elsewhere.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="STAY-03",
    title="Point of origin missing or not known",
    severity=Severity.STOP,
    source=Source(
        "X12 005010X223A2 (837 Institutional)", "loop 2300, CL102; UB-04 form locator 15; Pub. 100-04, chapter 25, section 75.1"
    ),
    when="matches(type_of_bill, '0?(1[18]|[24]1)[0-9A-Z]') AND NOT matches(admission_source, '[1245689DEFG]')",
    since=date(2010, 7, 1),
    says="The point of origin is {admission_source}.",
    place="admission source",
)
