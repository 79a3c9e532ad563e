"""UB-01  Code of the form is not two characters.

What it finds
    A condition, occurrence, span or value code that is not two digits or capital letters.

Why it matters
    Such a code is in no list, and the bill is returned.

What to do
    Correct the code from the manual; the leading zero belongs to it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="UB-01",
    title="Code of the form is not two characters",
    severity=Severity.STOP,
    source=Source(
        "UB-04 (CMS-1450)", "form locators 18 to 28, 31 to 36 and 39 to 41; X12 005010X223A2, loop 2300, HI*BG, BH, BI and BE"
    ),
    over="code",
    when="NOT matches(code, '[0-9A-Z]{2}')",
    says="The {code_sort} code is {code}.",
    place="{code_sort} code {position}",
)
