"""MOD-03  Modifier repeated on a line.

What it finds
    A line that carries the same modifier twice.

Why it matters
    Payers reject the line; the second was usually meant to be another one (RT and LT).

What to do
    Take the second off, or replace it by the one that was meant.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Repeated

EDIT = Repeated(
    code="MOD-03",
    title="Modifier repeated on a line",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, SV101-3 to SV101-6"),
    over="modifier",
    same=("line_no", "modifier"),
    counted_by="position",
    says="Modifier {modifier} already stands as modifier {first} of line {line_no}.",
    place="line {line_no} modifier {position}",
)
