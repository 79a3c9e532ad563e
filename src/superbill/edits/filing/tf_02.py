"""TF-02  Filing limit close.

What it finds
    A claim checked in the payer's last fourteen days, the last one among them.

Why it matters
    A claim that is rejected now may have no time left to be sent again.

What to do
    Send it before others, and look for the acknowledgement the next day.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Deadline

EDIT = Deadline(
    code="TF-02",
    title="Filing limit close",
    severity=Severity.WARN,
    source=Source("The payer's contract or provider manual", "timely filing, as entered in its rules"),
    left="days_left",
    least=0,
    most=14,
    says="{days_left} days are left: {payer_name} allows {filing_limit_days} days, {days_used} are used, and the last day is {file_by}.",
    place="first service date",
)
