"""DX-03  More than twelve diagnoses.

What it finds
    A claim with more diagnoses than the form and the file can carry.

Why it matters
    There is no place for the thirteenth; what is cut off may be what supports a service.

What to do
    Keep the twelve that the visit was for and that the lines point to, the main reason first.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="DX-03",
    title="More than twelve diagnoses",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, HI, twelve at most"),
    about="kind <> 'I'",
    of="diagnosis",
    most=12,
    says="The claim has {count} diagnoses; twelve fit.",
    place="diagnoses",
)
