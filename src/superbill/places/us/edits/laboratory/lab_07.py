"""LAB-07  Blood drawn more than once on a day.

What it finds
    More than one unit of 36415 for one patient on one day by one practice, billed to Medicare. Units on claims
    sent earlier count.

Why it matters
    The fee is paid once for each visit, however many tubes are filled.

What to do
    Bill one unit. If the patient came twice, say so in a note and be ready to appeal.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Total

EDIT = Total(
    code="LAB-07",
    title="Blood drawn more than once on a day",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 16, section 60.1"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    amount="units",
    when="procedure = '36415'",
    per=("patient_number", "billing_npi", "served_on"),
    most=1,
    earlier=True,
    says="With this line there are {total} units of 36415 on {served_on}.",
    place="line {line_no} units",
)
