"""ACC-06  Injury without word of an accident.

What it finds
    A professional claim whose first diagnosis is an injury under active treatment (S00 to T14, 7th character A)
    that is marked as no accident of any sort.

Why it matters
    Payers write to the patient to ask how it happened, and hold the claim until they answer.

What to do
    Ask how it happened and mark a car accident, an accident at work or another accident, with its day. If it
    was none, send the claim as it is.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ACC-06",
    title="Injury without word of an accident",
    severity=Severity.INFORM,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, CLM11, related causes"),
    over="diagnosis",
    when=(
        "kind = 'P' AND position = 1 AND matches(diagnosis, '(S[0-9][0-9]|T07|T14)[.].*A') AND (is_auto_accident IS "
        "NULL OR NOT is_auto_accident) AND (is_work_related IS NULL OR NOT is_work_related) AND (is_other_accident IS"
        " NULL OR NOT is_other_accident)"
    ),
    says="{diagnosis} is an injury, and no accident is told.",
    place="diagnosis {position}",
)
