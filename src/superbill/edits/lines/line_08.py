"""LINE-08  Lines do not add up to the claim.

What it finds
    A claim whose total charge is not the sum of the charges of its lines.

Why it matters
    The file does not balance and is refused, often with all claims in it.

What to do
    Save the claim again so that its total is worked out anew; if a line was left out or entered twice, correct
    that first.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="LINE-08",
    title="Lines do not add up to the claim",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2300, CLM02: the total of the charges of all lines (balancing)"),
    when="lines_charge_cents <> total_charge_cents",
    says="The lines add up to {lines_charge_cents}, and the claim says {total_charge_cents}.",
    place="total charge",
)
