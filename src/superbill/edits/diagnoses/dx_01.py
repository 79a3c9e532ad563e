"""DX-01  No diagnosis.

What it finds
    A claim without any diagnosis.

Why it matters
    Every professional service is paid for a reason; without one the claim is rejected.

What to do
    Code the assessment of the note. If the note does not say why the patient was seen, ask the clinician.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="DX-01",
    title="No diagnosis",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, HI"),
    about="kind <> 'D'",
    of="diagnosis",
    least=1,
    says="The claim has no diagnosis.",
    place="diagnoses",
)
