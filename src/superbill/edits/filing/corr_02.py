"""CORR-02  Frequency code not known.

What it finds
    A frequency that is none of 1 (original), 7 (replacement) and 8 (void).

Why it matters
    Professional payers reject other codes, and take a correction that is marked as an original for a duplicate.

What to do
    Choose 1 for a first claim, 7 to replace one that the payer has adjudicated, 8 to take one back.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="CORR-02",
    title="Frequency code not known",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, CLM05-3"),
    over="claim",
    about="kind <> 'I'",
    when="frequency NOT IN ('1', '7', '8')",
    says="The frequency is {frequency}.",
    place="frequency",
)
