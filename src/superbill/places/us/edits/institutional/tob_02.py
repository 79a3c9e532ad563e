"""TOB-02  Frequency is not that of the type of bill.

What it finds
    An institutional bill whose frequency is not the last character of its type of bill.

Why it matters
    The payer reads one of the two, and may take a correction for a first bill or the other way round.

What to do
    Make the two agree: 1 for a whole stay, 2 to 4 for parts of one, 7 to replace, 8 to take back.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="TOB-02",
    title="Frequency is not that of the type of bill",
    severity=Severity.WARN,
    source=Source("X12 005010X223A2 (837 Institutional)", "loop 2300, CLM05-3: the last character of the type of bill"),
    when="kind = 'I' AND length(type_of_bill) > 2 AND right(type_of_bill, 1) <> frequency",
    says="The type of bill is {type_of_bill}, and the frequency {frequency}.",
    place="frequency",
)
