"""ABN-01  Notice for a service that its diagnosis supports.

What it finds
    On a claim to Medicare: GA (a notice was required and signed) on a line with a diagnosis that the
    contractor's article lists as one that supports the procedure, without a condition.

Why it matters
    GA says that Medicare is expected to deny the service as not necessary. Contractors deny some lines with GA
    at once and leave the patient to pay; a notice given for every service is not valid.

What to do
    See why the notice was given. A limit on how often the service is paid is a good reason: leave GA. If there
    is none, take it off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Listed

EDIT = Listed(
    code="ABN-01",
    title="Notice for a service that its diagnosis supports",
    severity=Severity.INFORM,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 30, section 50 (when a notice is required; routine notices are not valid)",
    ),
    about="filing IN ('MA', 'MB')",
    table="coverage_article",
    members="coverage_diagnosis",
    by=(("procedure", "code"), ("billing_state", "state")),
    on="served_on",
    when="has(modifiers, 'GA') AND found_kind = kind AND (found_bills = '' OR has(found_bills, left(type_of_bill, 2)))",
    such="that_covered AND NOT that_condition",
    least=1,
    says="Article {found_article} says that {listed} supports {procedure}, and GA says that a denial is expected.",
    place="line {line_no} modifiers",
)
