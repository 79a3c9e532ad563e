"""ICD-06  External cause as the first diagnosis.

What it finds
    A first-listed diagnosis from chapter 20 (V00 to Y99), which tells the cause of an injury and not the
    injury.

Why it matters
    The claim is denied: the cause alone gives no reason for the service.

What to do
    List the injury or condition first and the external cause after it.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ICD-06",
    title="External cause as the first diagnosis",
    severity=Severity.STOP,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "section I.C.20.a.6, external cause codes are never listed first",
    ),
    since=date(2015, 10, 1),
    over="diagnosis",
    when="position = 1 AND left(diagnosis, 1) IN ('V', 'W', 'X', 'Y')",
    says="{diagnosis} says how an injury came about; it cannot be the first diagnosis.",
    place="diagnosis 1",
)
