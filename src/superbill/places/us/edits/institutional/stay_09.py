"""STAY-09  Day of death missing beside the discharge status.

What it finds
    A bill to Medicare whose discharge status says that the patient died (20, 40, 41 or 42), without occurrence
    code 55 and the day of death.

Why it matters
    Since October 1, 2012 Medicare returns such a bill; the second statement keeps a mistyped status from ending
    somebody's benefits.

What to do
    Add occurrence code 55 with the day of death, or correct the status.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="STAY-09",
    title="Day of death missing beside the discharge status",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, sections 75.2 and 75.3, form locators 17 and 31 to 34, occurrence code 55; change request 7792",
    ),
    over="claim",
    others=("code",),
    when="kind = 'I' AND filing = 'MA' AND discharge_status IN ('20', '40', '41', '42')",
    such="that_code_sort = 'occurrence' AND that_code = '55'",
    since=date(2012, 10, 1),
    says="The discharge status is {discharge_status}, and occurrence code 55 is missing.",
    place="discharge status",
)
