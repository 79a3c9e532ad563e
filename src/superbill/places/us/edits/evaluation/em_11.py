"""EM-11  First hour of critical care twice on one day.

What it finds
    More than one unit of 99291 for one patient by one clinician on one day. Units on claims sent earlier count.

Why it matters
    The first 30 to 74 minutes are paid once a day; more time has its own code.

What to do
    Add up the minutes of the day: 99291 once, and 99292 for each further 30 minutes.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Total

EDIT = Total(
    code="EM-11",
    title="First hour of critical care twice on one day",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 30.6.12, critical care visits"),
    over="line",
    about="kind = 'P'",
    amount="units",
    when="procedure = '99291'",
    per=("patient_number", "line_rendering_npi", "served_on"),
    most=1,
    earlier=True,
    says="With this line there are {total} units of 99291 on {served_on}.",
    place="line {line_no} units",
)
