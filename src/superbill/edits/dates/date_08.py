"""DATE-08  Discharge before admission.

What it finds
    A discharge dated before the admission.

Why it matters
    The stay runs backwards, and the payer rejects it.

What to do
    Correct the days from the hospital's record.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DATE-08",
    title="Discharge before admission",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, DTP*435 (admission) and DTP*096 (discharge)"),
    when="discharged_on < admitted_on",
    says="Admitted on {admitted_on}, discharged on {discharged_on}.",
    place="discharge date",
)
