"""EM-08  Prolonged service that Medicare does not know.

What it finds
    99417 or 99418 on a claim to Medicare Part B.

Why it matters
    Medicare gives these codes status I and rejects them; it has its own, which count the time from a later
    minute.

What to do
    Use G2212 beside an office visit, G0316 in the hospital, G0317 in a nursing facility, G0318 at home, and
    count the time as Medicare does.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="EM-08",
    title="Prolonged service that Medicare does not know",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 30.6.15; Physician Fee Schedule, status I"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="procedure IN ('99417', '99418')",
    since=date(2021, 1, 1),
    says="Medicare does not take {procedure}.",
    place="line {line_no} procedure",
)
