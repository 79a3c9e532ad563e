"""PTR-01  Line points to no diagnosis.

What it finds
    A line that does not say for which diagnosis the service was given.

Why it matters
    The payer decides by the pointed diagnosis whether a service was needed; the first pointer is required.

What to do
    Point the line to the diagnosis for which the clinician ordered or gave the service.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="PTR-01",
    title="Line points to no diagnosis",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV107-1"),
    over="line",
    about="kind = 'P'",
    of="pointer",
    least=1,
    says="Line {line_no} ({procedure}) has no diagnosis pointer.",
    place="line {line_no} diagnosis pointer",
)
