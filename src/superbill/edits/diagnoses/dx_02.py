"""DX-02  Diagnosis repeated.

What it finds
    A diagnosis that stands on the claim more than once.

Why it matters
    A code may be listed once only; payers reject the second, and the place of another diagnosis is lost.

What to do
    Take the second one off, and let the lines that pointed to it point to the first.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Repeated

EDIT = Repeated(
    code="DX-02",
    title="Diagnosis repeated",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, HI"),
    over="diagnosis",
    about="kind <> 'I'",
    same=("diagnosis",),
    counted_by="position",
    says="{diagnosis} already stands as diagnosis {first}.",
    place="diagnosis {position}",
)
