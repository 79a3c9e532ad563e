"""EM-14  Transitional care twice within thirty days.

What it finds
    Transitional care after a discharge (99495, 99496) less than thirty days after such care on this claim or
    one sent before.

Why it matters
    It is paid once in the thirty days that begin with a discharge, to one clinician.

What to do
    See from which discharge the days count. Bill the later care as a visit unless the patient was discharged
    again after the thirty days.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="EM-14",
    title="Transitional care twice within thirty days",
    severity=Severity.WARN,
    source=Source(
        "CMS Physician Fee Schedule final rule, calendar year 2013",
        "77 FR 68978, section II.H, transitional care management; MLN Booklet 908628",
    ),
    over="line",
    other="sent_line",
    when="procedure IN ('99495', '99496')",
    such=(
        "that_procedure IN ('99495', '99496') AND days_between(that_served_on, served_on) >= 0 "
        "AND days_between(that_served_on, served_on) < 30"
    ),
    same=("patient_number",),
    says="{procedure} was already billed on {that_served_on}, on claim {that_control}.",
    place="line {line_no} procedure",
)
