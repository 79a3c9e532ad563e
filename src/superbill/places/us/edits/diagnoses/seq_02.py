"""SEQ-02  Diagnosis listed before the one that goes first.

What it finds
    A diagnosis that stands before one that its "code first" note wants listed before it, when no other that the
    note names is. The diagnosis at admission and the reasons for a visit do not count.

Why it matters
    Payers read the order as the reason for the service, and deny claims whose order the code set does not
    allow.

What to do
    List the other diagnosis before this one, and see that the lines still point to the right ones.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Misplaced

EDIT = Misplaced(
    code="SEQ-02",
    title="Diagnosis listed before the one that goes first",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "sections I.A.13 and I.A.17, code first notes of the tabular list",
    ),
    when="role IN ('', 'principal')",
    says="{other} goes before {diagnosis}. {note}",
    place="diagnosis {position}",
)
