"""DATE-07  Service ends before it begins.

What it finds
    A line whose last day comes before its first.

Why it matters
    A range that runs backwards is refused with the file.

What to do
    Correct the days from the note; a service of one day has the same day twice.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DATE-07",
    title="Service ends before it begins",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2400, DTP*472, RD8"),
    over="line",
    when="served_until < served_on",
    says="The service runs from {served_on} to {served_until}.",
    place="line {line_no} service date",
)
