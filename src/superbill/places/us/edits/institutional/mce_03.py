"""MCE-03  Admission for a condition that rarely needs one.

What it finds
    An inpatient bill to Medicare whose principal diagnosis is in the Medicare Code Editor's list of
    questionable admissions, such as diabetes without a complication.

Why it matters
    Such a condition is rarely reason enough for a stay. Contractors look at the record and may deny the stay.

What to do
    See whether the record has a more exact reason for the admission. If not, have the record ready that shows
    why it was needed.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="MCE-03",
    title="Admission for a condition that rarely needs one",
    severity=Severity.WARN,
    source=Source(
        "CMS, Definitions of Medicare Code Edits",
        "questionable admission; Medicare Claims Processing Manual (Pub. 100-04), chapter 3, section 20.2.1",
    ),
    over="diagnosis",
    about="kind = 'I' AND filing = 'MA' AND left(type_of_bill, 2) = '11'",
    table="mce_diagnosis",
    column="diagnosis",
    on="statement_until",
    when="role = 'principal' AND found_list = 'questionable'",
    says="{diagnosis} is seldom a reason to be admitted.",
    place="principal diagnosis",
)
