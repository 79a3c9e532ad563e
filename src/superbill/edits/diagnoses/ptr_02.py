"""PTR-02  Pointer to a diagnosis that is not there.

What it finds
    A pointer to a position at which the claim has no diagnosis.

Why it matters
    The file is refused, often with all claims that travel in it.

What to do
    Add the missing diagnosis, or point the line to one that is there.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="PTR-02",
    title="Pointer to a diagnosis that is not there",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV107"),
    over="pointer",
    when="pointer < 1 OR pointer > diagnosis_count",
    says="Line {line_no} points to diagnosis {pointer}, but the claim has {diagnosis_count}.",
    place="line {line_no} diagnosis pointer {position}",
)
