"""PREV-04  Screening mammogram within a year.

What it finds
    A screening mammogram (77067) of a Medicare patient before eleven full months have passed after the month of
    the last one, on a claim sent before.

Why it matters
    Medicare pays one in that time and denies the second.

What to do
    Move it to the same month a year later. If there was a finding or a complaint, bill the diagnostic
    mammogram.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="PREV-04",
    title="Screening mammogram within a year",
    severity=Severity.STOP,
    source=Source("42 CFR 410.34(d)", "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, section 20.2"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    other="sent_line",
    when="procedure = '77067'",
    such=(
        "that_procedure = '77067' AND that_served_on <= served_on "
        "AND (year_of(served_on) < sum_of(year_of(that_served_on), 1) "
        "OR year_of(served_on) = sum_of(year_of(that_served_on), 1) "
        "AND month_of(served_on) < month_of(that_served_on))"
    ),
    same=("patient_number",),
    says="{procedure} is too early after {that_procedure} on {that_served_on}.",
    place="line {line_no} procedure",
)
