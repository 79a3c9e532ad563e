"""ACC-03  Accident after the service.

What it finds
    An accident dated after the first service of the claim.

Why it matters
    A service cannot come of an accident that had not happened; the payer of accidents denies it.

What to do
    Compare the day of the accident with the intake form and the day of service with the note. If the first
    services were for something else, put them on another claim.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ACC-03",
    title="Accident after the service",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, DTP*439, and loop 2400, DTP*472"),
    when="accident_on > first_served_on",
    says="The accident is dated {accident_on}, and the first service {first_served_on}.",
    place="accident date",
)
