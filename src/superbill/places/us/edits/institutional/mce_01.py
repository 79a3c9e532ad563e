"""MCE-01  Principal diagnosis that may not be one.

What it finds
    An inpatient bill to Medicare whose principal diagnosis is in the Medicare Code Editor's list of
    unacceptable ones on the last day of the statement: it tells of a circumstance, a result or a germ, and not
    of an illness.

Why it matters
    Medicare returns the bill to the hospital before it looks at anything else.

What to do
    Take the condition that brought about the admission as the principal diagnosis, and list this one after it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="MCE-01",
    title="Principal diagnosis that may not be one",
    severity=Severity.STOP,
    source=Source(
        "CMS, Definitions of Medicare Code Edits",
        "unacceptable principal diagnosis; Medicare Claims Processing Manual (Pub. 100-04), chapter 3, section 20.2.1",
    ),
    over="diagnosis",
    about="kind = 'I' AND filing = 'MA' AND left(type_of_bill, 2) = '11'",
    table="mce_diagnosis",
    column="diagnosis",
    on="statement_until",
    when="role = 'principal' AND found_list = 'unacceptable'",
    says="{diagnosis} may not be the principal diagnosis of an inpatient bill.",
    place="principal diagnosis",
)
