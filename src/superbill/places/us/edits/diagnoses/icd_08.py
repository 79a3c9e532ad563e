"""ICD-08  7th character of an injury missing.

What it finds
    A code of an injury in categories S00 to S99 with fewer than seven characters.

Why it matters
    Every code of these categories needs a 7th character for the phase of care; without it the code is invalid
    and the claim is rejected.

What to do
    Add A while the injury is being treated, D while it heals, S for what it left (fractures have more letters).
    Where the code has fewer than six characters, fill up with X: S01.01 becomes S01.01XA.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ICD-08",
    title="7th character of an injury missing",
    severity=Severity.STOP,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting", "sections I.A.4 and 5 (placeholder, 7th character) and I.C.19.a"
    ),
    since=date(2015, 10, 1),
    over="diagnosis",
    when="matches(diagnosis, 'S[0-9]{2}.*') AND length(diagnosis) < 8",
    says="{diagnosis} has no 7th character.",
    place="diagnosis {position}",
)
