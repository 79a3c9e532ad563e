"""DATE-04  Service after the patient died.

What it finds
    A line whose day of service comes after the day on which the patient died.

Why it matters
    Payers hold the day of death in their records and deny what comes after it; repeated claims draw an audit.

What to do
    Compare the day of service with the note. A test is dated by the day on which the specimen was taken.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DATE-04",
    title="Service after the patient died",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2010BA/2010CA, DTP (date of death) and loop 2400, DTP*472"),
    over="line",
    when="served_on > patient_died_on",
    says="The service is dated {served_on}, and the patient died on {patient_died_on}.",
    place="line {line_no} service date",
)
