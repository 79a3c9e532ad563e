"""NEC-05  No diagnosis that supports the equipment.

What it finds
    Equipment, supplies or drugs for a Medicare patient's home (places of service 04, 12, 13, 14, 33, 54, 55 and
    65) whose code an article of the equipment contractor of the patient's state names, when the article lists
    the diagnoses that support it and none of the line is among them. Lines with GA, GX, GY or GZ are left out.

Why it matters
    The contractor denies the line as not necessary, and without a signed notice the patient may not be billed.

What to do
    Read the article and the order. If the record supports a diagnosis of the list, point the line to it. If
    not, and the patient signed a notice before the delivery, add GA; without one, GZ.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Listed

EDIT = Listed(
    code="NEC-05",
    title="No diagnosis that supports the equipment",
    severity=Severity.WARN,
    source=Source(
        "Social Security Act, section 1862(a)(1)(A)",
        "Medicare Claims Processing Manual (Pub. 100-04), chapter 1, section 10.1.5.1 (the contractor of the patient's home), and the policy article of the equipment contractors",
    ),
    about="kind = 'P' AND filing = 'MB'",
    table="coverage_article",
    members="coverage_diagnosis",
    by=(("procedure", "code"), ("patient_state", "state")),
    on="served_on",
    when="found_has_list AND found_kind = 'E' AND line_place IN ('04', '12', '13', '14', '33', '54', '55', '65') AND NOT has(modifiers, 'GA', 'GX', 'GY', 'GZ')",
    such="that_covered",
    most=0,
    says="Article {found_article} lists the diagnoses that support {procedure}, and none of the line is among them.",
    place="line {line_no} diagnosis pointer",
)
