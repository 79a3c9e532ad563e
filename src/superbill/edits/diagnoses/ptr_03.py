"""PTR-03  Pointer repeated on a line.

What it finds
    A line that names the same diagnosis in two of its pointers.

Why it matters
    It says nothing new and takes the place of another diagnosis that may support the service.

What to do
    Take the second pointer off, or point it to another diagnosis that supports the service.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Repeated

EDIT = Repeated(
    code="PTR-03",
    title="Pointer repeated on a line",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV107"),
    over="pointer",
    same=("line_no", "pointer"),
    counted_by="position",
    says="Line {line_no} points to diagnosis {pointer} more than once.",
    place="line {line_no} diagnosis pointer {position}",
)
