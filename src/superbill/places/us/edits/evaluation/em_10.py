"""EM-10  Consultation billed to Medicare.

What it finds
    A consultation code (99241 to 99245, 99251 to 99255) on a claim to Medicare Part B.

Why it matters
    Medicare has not paid these codes since January 1, 2010 and rejects the line.

What to do
    Bill the visit that was given: an office visit, or initial hospital or nursing facility care.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="EM-10",
    title="Consultation billed to Medicare",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 30.6.10, consultation services"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="matches(procedure, '992[45][1-5]')",
    since=date(2010, 1, 1),
    says="Medicare does not take the consultation code {procedure}.",
    place="line {line_no} procedure",
)
