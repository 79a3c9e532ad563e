"""TELE-06  Telemedicine code that Medicare does not take.

What it finds
    A telemedicine visit code (98000 to 98015) on a claim to Medicare Part B.

Why it matters
    Medicare gives these codes status I and rejects them; it pays the office visit instead.

What to do
    Use 99202 to 99215 with place of service 02 or 10, and 93 when there was sound alone.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="TELE-06",
    title="Telemedicine code that Medicare does not take",
    severity=Severity.STOP,
    source=Source(
        "CMS Physician Fee Schedule final rule, calendar year 2025", "89 FR 97710, section II.D, status I for 98000 to 98015"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="matches(procedure, '980(0[0-9]|1[0-5])')",
    since=date(2025, 1, 1),
    says="Medicare does not take {procedure}.",
    place="line {line_no} procedure",
)
