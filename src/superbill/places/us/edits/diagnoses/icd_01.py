"""ICD-01  Diagnosis not in the code set on that day.

What it finds
    A diagnosis that does not exist, or did not exist yet or any more on the first or last day of service. New
    codes begin on October 1 and April 1.

Why it matters
    The day of service decides which code set holds. Payers reject a claim with any invalid diagnosis, also when
    no line points to it.

What to do
    Look the condition up again in the code set of that day; a deleted code has usually been replaced by more
    specific ones.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="ICD-01",
    title="Diagnosis not in the code set on that day",
    severity=Severity.STOP,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "section I.B.2 and I.B.3; code set named in 45 CFR 162.1002, by day of service",
    ),
    over="diagnosis",
    table="icd10cm",
    column="diagnosis",
    on=("first_served_on", "last_served_on"),
    says="{diagnosis} is not an ICD-10-CM code on {day}.",
    place="diagnosis {position}",
)
