"""NEC-04  Service that needs two diagnoses.

What it finds
    On a claim to Medicare: a line with only one of the diagnoses that the contractor's article lists, where the
    words of the article ask for two together.

Why it matters
    One of the two alone does not support the service, and the contractor denies the line. Whether the rule is
    for this procedure stands in the words of the article.

What to do
    Read the article. If it asks for two, point the line to both, when the note supports both.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Listed

EDIT = Listed(
    code="NEC-04",
    title="Service that needs two diagnoses",
    severity=Severity.INFORM,
    source=Source(
        "Medicare Program Integrity Manual (Pub. 100-08)",
        "chapter 13, section 13.5; Medicare Coverage Database, the paragraph of a group of diagnoses in an article",
    ),
    about="filing IN ('MA', 'MB')",
    table="coverage_article",
    members="coverage_diagnosis",
    by=(("procedure", "code"), ("billing_state", "state")),
    on="served_on",
    when="found_asks_two AND NOT has(modifiers, 'GA', 'GX', 'GY', 'GZ') AND found_kind = kind AND (found_bills = '' OR has(found_bills, left(type_of_bill, 2)))",
    such="that_covered",
    least=1,
    most=1,
    says="Article {found_article} asks for two diagnoses together; of those that it lists the line has {listed} alone.",
    place="line {line_no} diagnosis pointer",
)
