"""PREV-06  Screening colonoscopy of high risk too early.

What it finds
    A screening colonoscopy of a Medicare patient of high risk (G0105) before 23 full months have passed after
    the month of the last one (G0105, G0121), on a claim sent before.

Why it matters
    Medicare pays one in two years.

What to do
    Move it to the same month two years later. If there was a complaint or a finding, bill the diagnostic
    colonoscopy.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="PREV-06",
    title="Screening colonoscopy of high risk too early",
    severity=Severity.STOP,
    source=Source("42 CFR 410.37(g)", "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, section 60.2"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    other="sent_line",
    when="procedure = 'G0105'",
    such=(
        "that_procedure IN ('G0105', 'G0121') AND that_served_on <= served_on "
        "AND (year_of(served_on) < sum_of(year_of(that_served_on), 2) "
        "OR year_of(served_on) = sum_of(year_of(that_served_on), 2) "
        "AND month_of(served_on) < month_of(that_served_on))"
    ),
    same=("patient_number",),
    says="{procedure} is too early after {that_procedure} on {that_served_on}.",
    place="line {line_no} procedure",
)
