"""DRUG-07  Drug without a code of its own that is not named.

What it finds
    A code for drugs that have none of their own (J3490, J3590, J7999, J8499, J8999, J9999, C9399) with no
    description, no NDC and no note on the line.

Why it matters
    The payer cannot tell what was given, and returns or denies the line.

What to do
    Write the name, strength and dose into the description of the line, and add the NDC.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DRUG-07",
    title="Drug without a code of its own that is not named",
    severity=Severity.WARN,
    source=Source(
        "X12 005010X222A1 (837 Professional)", "loop 2400, SV101-7, the description of a code that has none of its own"
    ),
    over="line",
    when=(
        "matches(procedure, 'J3[45]90|J(79|84|89|99)99|C9399') AND description = '' AND ndc = '' "
        "AND (line_has_note IS NULL OR NOT line_has_note)"
    ),
    says="Nothing says which drug {procedure} was.",
    place="line {line_no} procedure",
)
