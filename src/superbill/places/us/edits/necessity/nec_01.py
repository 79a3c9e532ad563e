"""NEC-01  No diagnosis that supports the service.

What it finds
    On a claim to Medicare: a line whose procedure an article of the contractor of the practice's state names,
    when the article lists the diagnoses that support it and none of the diagnoses to which the line points is
    among them. Lines with GA, GX, GY or GZ are left out: they say so themselves.

Why it matters
    The contractor denies the line as not necessary, and without a signed notice the patient may not be billed.
    Which group of diagnoses is for which procedures stands in the words of the article, so a person decides.

What to do
    Read the article and the note. If the note supports a diagnosis of the list, point the line to it. If not,
    and the patient signed a notice before the service, add GA; without one, GZ.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Listed

EDIT = Listed(
    code="NEC-01",
    title="No diagnosis that supports the service",
    severity=Severity.WARN,
    source=Source(
        "Social Security Act, section 1862(a)(1)(A)",
        "Medicare Program Integrity Manual (Pub. 100-08), chapter 13, section 13.5; Medicare Coverage Database, the contractor's billing and coding article",
    ),
    about="filing IN ('MA', 'MB')",
    table="coverage_article",
    members="coverage_diagnosis",
    by=(("procedure", "code"), ("billing_state", "state")),
    on="served_on",
    when="found_has_list AND NOT has(modifiers, 'GA', 'GX', 'GY', 'GZ') AND found_kind = kind AND (found_bills = '' OR has(found_bills, left(type_of_bill, 2)))",
    such="that_covered",
    most=0,
    says="Article {found_article} lists the diagnoses that support {procedure}, and none of the line is among them.",
    place="line {line_no} diagnosis pointer",
)
