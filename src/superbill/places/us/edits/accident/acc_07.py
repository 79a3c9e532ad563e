"""ACC-07  Date of an accident without its cause.

What it finds
    A professional claim with the date of an accident that is marked neither as a car accident nor as work-
    related nor as another accident.

Why it matters
    The date is only sent with a cause; without one the payer asks, and the claim waits.

What to do
    Mark the cause, or take the date off if there was no accident.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ACC-07",
    title="Date of an accident without its cause",
    severity=Severity.INFORM,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, DTP*439 and CLM11"),
    when=(
        "kind = 'P' AND accident_on IS NOT NULL AND NOT (is_auto_accident IS NOT NULL AND is_auto_accident OR "
        "is_work_related IS NOT NULL AND is_work_related OR is_other_accident IS NOT NULL AND is_other_accident)"
    ),
    says="An accident is dated {accident_on}, and its cause is not told.",
    place="accident date",
)
