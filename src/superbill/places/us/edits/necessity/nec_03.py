"""NEC-03  Diagnosis supports the service only on a condition.

What it finds
    On a claim to Medicare: a line with a diagnosis that the contractor's article lists with an asterisk, which
    adds a condition.

Why it matters
    Without what the asterisk asks for, such as a second diagnosis or a result in the record, the contractor
    denies the line.

What to do
    Read the condition, and see that the claim and the record meet it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Listed

EDIT = Listed(
    code="NEC-03",
    title="Diagnosis supports the service only on a condition",
    severity=Severity.INFORM,
    source=Source(
        "Medicare Program Integrity Manual (Pub. 100-08)",
        "chapter 13, section 13.5; Medicare Coverage Database, the asterisk of a group of diagnoses in an article",
    ),
    about="filing IN ('MA', 'MB')",
    table="coverage_article",
    members="coverage_diagnosis",
    by=(("procedure", "code"), ("billing_state", "state")),
    on="served_on",
    when="found_kind = kind AND (found_bills = '' OR has(found_bills, left(type_of_bill, 2)))",
    such="that_covered AND that_condition",
    least=1,
    says="Article {found_article} lists {listed} for {procedure} on a condition: {told}",
    place="line {line_no} diagnosis pointer",
)
