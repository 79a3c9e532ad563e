"""LINE-01  No service lines.

What it finds
    A claim without a line.

Why it matters
    There is nothing to pay, and the file that carries the claim would be refused whole.

What to do
    Add the services of the visit with their charges, or close the claim if nothing is to be billed.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="LINE-01",
    title="No service lines",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, at least one"),
    of="line",
    least=1,
    says="The claim has no services.",
    place="lines",
)
