"""SEQ-07  First diagnosis is one that never may be.

What it finds
    A first diagnosis of severe sepsis (R65.2-) or of underdosing (T36 to T50 with a 6 for the intent).

Why it matters
    The guidelines say that neither may ever be listed first: severe sepsis follows the infection, underdosing
    the condition that got worse by it. Payers return the claim.

What to do
    List the infection, or the condition for which the medicine was prescribed, first and this code after it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="SEQ-07",
    title="First diagnosis is one that never may be",
    severity=Severity.STOP,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "sections I.C.1.d.1.b, 2 and 3 (severe sepsis and septic shock) and I.C.19.e.5.c (underdosing)",
    ),
    over="diagnosis",
    when=(
        "matches(diagnosis, 'R65[.]2[01]?|T(3[6-9]|4[0-9]|50)[.]([0-9A-Z][0-9A-Z]6|[0-9A-Z]6X)[ADS]') AND (role = "
        "'principal' OR (role = '' AND position = 1))"
    ),
    says="{diagnosis} may never be listed first.",
    place="diagnosis {position}",
)
