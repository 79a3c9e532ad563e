"""NEC-02  Diagnosis that does not support the service.

What it finds
    On a claim to Medicare: a line whose first diagnosis an article of the contractor of the practice's state
    lists as one that does not support the procedure, where the article has no list of those that do. On a claim
    of a hospital any of its diagnoses counts. Lines with GA, GX, GY or GZ are left out.

Why it matters
    The contractor denies the line, and without a signed notice the patient may not be billed.

What to do
    Read in the note why the service was ordered and point the line to that diagnosis first. If it is the one,
    add GA when the patient signed a notice before the service, else GZ.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Listed

EDIT = Listed(
    code="NEC-02",
    title="Diagnosis that does not support the service",
    severity=Severity.WARN,
    source=Source(
        "Social Security Act, section 1862(a)(1)(A)",
        "Medicare National Coverage Determinations Coding Policy Manual for Clinical Diagnostic Laboratory Services, codes denied and codes that do not support; the contractor's billing and coding article",
    ),
    about="filing IN ('MA', 'MB')",
    table="coverage_article",
    members="coverage_diagnosis",
    by=(("procedure", "code"), ("billing_state", "state")),
    on="served_on",
    when="NOT found_has_list AND NOT has(modifiers, 'GA', 'GX', 'GY', 'GZ') AND found_kind = kind AND (found_bills = '' OR has(found_bills, left(type_of_bill, 2)))",
    such="NOT that_covered AND first_pointed IN ('', that_code)",
    least=1,
    says="Article {found_article} says that {listed} does not support {procedure}.",
    place="line {line_no} diagnosis pointer",
)
