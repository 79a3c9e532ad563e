"""TELE-01  Telehealth billed from the office.

What it finds
    Modifier 93 or 95 with place of service 11 on a line to Medicare Part B, since January 1, 2024.

Why it matters
    Medicare pays telehealth by the place where the patient was, 02 or 10; with 11 the line is denied, or paid
    at a rate that has to be given back.

What to do
    Use place of service 10 when the patient was at home, 02 elsewhere; keep 93 for sound alone.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="TELE-01",
    title="Telehealth billed from the office",
    severity=Severity.WARN,
    source=Source(
        "CMS Physician Fee Schedule final rule, calendar year 2024",
        "88 FR 78818, section II.D, place of service for telehealth; Medicare Claims Processing Manual (Pub. "
        "100-04), chapter 12, section 190",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="has(modifiers, '93', '95') AND line_place = '11'",
    since=date(2024, 1, 1),
    says="Line {line_no} says telehealth by its modifier and the office by its place.",
    place="line {line_no} place of service",
)
