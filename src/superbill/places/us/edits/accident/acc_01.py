"""ACC-01  Date of the accident missing.

What it finds
    A professional claim that says it comes of a car or another accident, without its date. For an accident at
    work the date is not demanded here.

Why it matters
    The standard requires the date with either cause, and the file is refused without it.

What to do
    Enter the day of the accident from the intake form, or take the mark off if there was none.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ACC-01",
    title="Date of the accident missing",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, DTP*439, required with CLM11 AA or OA"),
    when="kind = 'P' AND accident_on IS NULL AND (is_auto_accident OR is_other_accident)",
    says="The claim comes of an accident, and the day of it is empty.",
    place="accident date",
)
