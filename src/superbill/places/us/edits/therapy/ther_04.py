"""THER-04  More timed therapy than a day's work holds.

What it finds
    More than 32 units of timed therapy services (eight hours, fifteen minutes each) for one patient by one
    clinician on one day. Units on claims sent earlier count.

Why it matters
    Nobody treats one patient for longer; usually minutes were entered as units.

What to do
    Enter units: 8 to 22 minutes are one, 23 to 37 two, and one more for each further 15, counted over all timed
    services of the day.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Total

EDIT = Total(
    code="THER-04",
    title="More timed therapy than a day's work holds",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 5, section 20.2, reporting of service units"),
    over="line",
    about="kind = 'P'",
    amount="units",
    when="matches(procedure, '9703[2-6]|9711[0236]|97124|97140|9753[0357]|97542|9775[05]|9776[013]')",
    per=("patient_number", "line_rendering_npi", "served_on"),
    most=32,
    earlier=True,
    says="With this line there are {total} units of timed therapy on {served_on}.",
    place="line {line_no} units",
)
