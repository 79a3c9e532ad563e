"""UB-02  Occurrence without its day.

What it finds
    An occurrence code without its day, or a span without its first or last day or with a first day after the
    last.

Why it matters
    The code means nothing without its days, and the bill is returned.

What to do
    Enter the days from the record, or take the code off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="UB-02",
    title="Occurrence without its day",
    severity=Severity.STOP,
    source=Source("UB-04 (CMS-1450)", "form locators 31 to 36; X12 005010X223A2, loop 2300, HI*BH and HI*BI"),
    over="code",
    when=(
        "code_sort IN ('occurrence', 'span') AND (code_since IS NULL OR code_sort = 'span' AND (code_until IS NULL OR"
        " code_until < code_since))"
    ),
    says="{code_sort} {code} runs from {code_since} to {code_until}.",
    place="{code_sort} code {position}",
)
