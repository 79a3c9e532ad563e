"""PREV-05  Screening colonoscopy of usual risk too early.

What it finds
    A screening colonoscopy (G0121) of a Medicare patient without high risk before 119 full months have passed
    after the month of the last one (G0105, G0121), or 47 after a screening sigmoidoscopy (G0104), on a claim
    sent before.

Why it matters
    Medicare pays one in ten years, or four years after a sigmoidoscopy.

What to do
    If the patient has a high risk, and the diagnosis says so, G0105 may be billed every two years. If there was
    a complaint, bill the diagnostic colonoscopy.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="PREV-05",
    title="Screening colonoscopy of usual risk too early",
    severity=Severity.STOP,
    source=Source("42 CFR 410.37(g)", "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, section 60.2"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    other="sent_line",
    when="procedure = 'G0121'",
    such=(
        "that_procedure IN ('G0105', 'G0121') AND that_served_on <= served_on AND (year_of(served_on) < sum_of(year_of(that_served_on), 10) OR year_of(served_on) = sum_of(year_of(that_served_on), 10) AND month_of(served_on) < month_of(that_served_on)) OR "
        "that_procedure = 'G0104' AND that_served_on <= served_on AND (year_of(served_on) < sum_of(year_of(that_served_on), 4) OR year_of(served_on) = sum_of(year_of(that_served_on), 4) AND month_of(served_on) < month_of(that_served_on))"
    ),
    same=("patient_number",),
    says="{procedure} is too early after {that_procedure} on {that_served_on}.",
    place="line {line_no} procedure",
)
