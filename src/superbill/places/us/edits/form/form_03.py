"""FORM-03  Reason for the delay not known.

What it finds
    A reason for late filing that is none of 1 to 11 and 15.

Why it matters
    The code is not in the list, and the file is refused.

What to do
    Choose the reason from the list and attach the proof; leave it empty when the claim is in time.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="FORM-03",
    title="Reason for the delay not known",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, CLM20, delay reason code"),
    when="delay_reason <> '' AND NOT matches(delay_reason, '[1-9]|1[015]')",
    says="The reason for the delay is {delay_reason}.",
    place="delay reason",
)
