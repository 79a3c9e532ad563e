"""ATT-01  Attending clinician missing.

What it finds
    An institutional bill without the NPI of the attending clinician, unless it is for ambulance transport
    (revenue code 054) only.

Why it matters
    Payers return a bill that does not say who had the overall care.

What to do
    Enter the NPI of the clinician who was responsible for the stay or ordered the services.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="ATT-01",
    title="Attending clinician missing",
    severity=Severity.STOP,
    source=Source(
        "X12 005010X223A2 (837 Institutional)",
        "loop 2310A, required unless the bill is for nonscheduled transport only; UB-04 form locator 76",
    ),
    over="claim",
    other="line",
    when="kind = 'I' AND attending_npi = ''",
    such="NOT left(that_revenue_code, 3) = '054'",
    says="The bill does not name the attending clinician.",
    place="attending NPI",
)
