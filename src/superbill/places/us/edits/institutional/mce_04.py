"""MCE-04  Diagnosis that leaves open a side which Medicare wants.

What it finds
    An inpatient bill to Medicare for a discharge since April 1, 2022 with a diagnosis, principal or other, in
    the Medicare Code Editor's list of unspecified codes: it names no side, and there are codes that do.

Why it matters
    Medicare returns the bill unless a remark says why the side is not known.

What to do
    Take the code of the side that the record tells. If nobody can tell it, say so in the remarks (UNABLE TO DET
    LAT 1, or 2 when the physician has been asked).
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="MCE-04",
    title="Diagnosis that leaves open a side which Medicare wants",
    severity=Severity.WARN,
    source=Source(
        "CMS, Definitions of Medicare Code Edits",
        "unspecified code; Medicare Claims Processing Manual (Pub. 100-04), chapter 3, section 20.2.1",
    ),
    over="diagnosis",
    about="kind = 'I' AND filing = 'MA' AND left(type_of_bill, 2) = '11'",
    table="mce_diagnosis",
    column="diagnosis",
    on="statement_until",
    when="role IN ('', 'principal') AND found_list = 'unspecified'",
    says="{diagnosis} names no side, and there are codes that do.",
    place="diagnosis {position}",
    since=date(2022, 4, 1),
)
