"""ICD-07  Diagnosis is not written as an ICD-10-CM code.

What it finds
    A diagnosis that is not a capital letter, a digit and a letter or digit (or an A and a digit), then a
    dot and up to four characters.

Why it matters
    A mistyped code is invalid, and the claim is rejected whether or not a line points to it.

What to do
    Correct the typing: capitals, a dot after the third character, no spaces; the letter O is not the digit 0.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ICD-07",
    title="Diagnosis is not written as an ICD-10-CM code",
    severity=Severity.STOP,
    source=Source("ICD-10-CM Official Guidelines for Coding and Reporting", "section I.A.2, format and structure"),
    since=date(2015, 10, 1),
    over="diagnosis",
    when="NOT matches(diagnosis, '[A-Z]([0-9][0-9A-Z]|A[0-9])([.][0-9A-Z]{1,4})?')",
    says="{diagnosis} does not have the shape of an ICD-10-CM code.",
    place="diagnosis {position}",
)
