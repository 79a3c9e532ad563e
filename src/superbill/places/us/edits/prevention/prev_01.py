"""PREV-01  Annual wellness visit within a year.

What it finds
    An annual wellness visit (G0438, G0439) of a Medicare patient before eleven full months have passed after
    the month of the last one, or of the welcome visit (G0402), on a claim sent before.

Why it matters
    Medicare pays one in that time and denies the second.

What to do
    Move the visit, or bill what else was done. The next one may be from the first day of the same month a year
    later.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="PREV-01",
    title="Annual wellness visit within a year",
    severity=Severity.STOP,
    source=Source("42 CFR 410.15", "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, section 140"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    other="sent_line",
    when="procedure IN ('G0438', 'G0439')",
    such=(
        "that_procedure IN ('G0402', 'G0438', 'G0439') AND that_served_on <= served_on "
        "AND (year_of(served_on) < sum_of(year_of(that_served_on), 1) "
        "OR year_of(served_on) = sum_of(year_of(that_served_on), 1) "
        "AND month_of(served_on) < month_of(that_served_on))"
    ),
    same=("patient_number",),
    since=date(2011, 1, 1),
    says="{procedure} is too early after {that_procedure} on {that_served_on}.",
    place="line {line_no} procedure",
)
