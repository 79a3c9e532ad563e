"""TF-01  Too late to file.

What it finds
    A claim checked after the payer's last day: the first day of service and as many days as the payer allows,
    more for a correction than for an original where it says so.

Why it matters
    The payer denies a late claim, and most contracts forbid billing the patient for it. The money is lost.

What to do
    Look for proof that the claim was sent in time (an acknowledgement of an earlier file, an eligibility or
    other-payer answer) and send it as an appeal; otherwise have a manager write the balance off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Deadline

EDIT = Deadline(
    code="TF-01",
    title="Too late to file",
    severity=Severity.STOP,
    source=Source("The payer's contract or provider manual", "timely filing, as entered in its rules"),
    left="days_left",
    most=-1,
    says="Today is day {days_used} after the service, and {payer_name} allows {filing_limit_days}: the last day was {file_by}.",
    place="first service date",
)
