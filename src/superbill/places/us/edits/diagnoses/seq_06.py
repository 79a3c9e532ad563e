"""SEQ-06  First diagnosis only says more about another.

What it finds
    A first diagnosis that is a body mass index, a social circumstance, a coma or stroke scale, a missing
    vaccination, the germ of an infection or its resistance, the week of a pregnancy or the outcome of a
    delivery.

Why it matters
    Such a code is only ever listed beside the condition that it tells more about; listed first it gives no
    reason for the service, and the claim is often denied.

What to do
    List the condition first: the obesity, the injury or stroke, the infection, the pregnancy or delivery. If
    nothing else was treated, ask the clinician what the visit was for.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="SEQ-06",
    title="First diagnosis only says more about another",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting", "sections I.B.14, I.C.1.b and c, I.C.18.e and i, I.C.21.c.11"
    ),
    over="diagnosis",
    when=(
        "matches(diagnosis, 'Z68.*|Z5[5-9].*|Z6[0-5].*|Z28[.]3.*|R40[.]2.*|R29[.]7.*|B9[5-7].*|Z3A.*|Z37.*|Z16.*') "
        "AND (role = 'principal' OR (role = '' AND position = 1))"
    ),
    says="{diagnosis} tells more about another diagnosis and cannot be the first.",
    place="diagnosis {position}",
)
