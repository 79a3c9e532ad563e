"""DATE-05  Onset after the service.

What it finds
    An illness that is said to have begun, or a last menstrual period that is dated, after the last service of
    the claim.

Why it matters
    One of the days is wrong; payers return the claim, or take the condition for one that was not there yet.

What to do
    Compare the days with the note and correct the one that is wrong.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DATE-05",
    title="Onset after the service",
    severity=Severity.WARN,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, DTP*431 (onset) and DTP*484 (last menstrual period)"),
    when="onset_on > last_served_on OR last_menses_on > last_served_on",
    says="Onset {onset_on}, last menstrual period {last_menses_on}; the last service was on {last_served_on}.",
    place="onset date",
)
