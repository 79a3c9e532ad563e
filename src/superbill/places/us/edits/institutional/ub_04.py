"""UB-04  Days of the stay not told.

What it finds
    A hospital or nursing facility stay billed to Medicare (type of bill 11, 18 or 21) with neither covered days
    (value code 80) nor non-covered days (81).

Why it matters
    Medicare counts the benefit days by these codes and returns a bill without them.

What to do
    Enter value code 80 with the covered days; with 81 for those that are not covered.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="UB-04",
    title="Days of the stay not told",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual, Pub. 100-04",
        "chapter 25, section 75.3, form locators 39 to 41, value codes 80 and 81",
    ),
    over="claim",
    others=("code",),
    when="filing = 'MA' AND matches(type_of_bill, '0?(1[18]|21)[0-9A-Z]')",
    such="that_code_sort = 'value' AND that_code IN ('80', '81')",
    says="The type of bill is {type_of_bill}, and value codes 80 and 81 are missing.",
    place="value codes",
)
