"""UB-03  Value code without its amount.

What it finds
    A value code without an amount. Zero is an amount.

Why it matters
    The code means nothing without its amount, and the bill is refused.

What to do
    Enter the amount, the number of days or whatever the code asks for, or take the code off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="UB-03",
    title="Value code without its amount",
    severity=Severity.STOP,
    source=Source("UB-04 (CMS-1450)", "form locators 39 to 41; X12 005010X223A2, loop 2300, HI*BE, C022-5"),
    over="code",
    when="code_sort = 'value' AND code_cents IS NULL",
    says="Value code {code} has no amount.",
    place="value code {position}",
)
