"""DRUG-08  Injection of nothing.

What it finds
    An injection or infusion (96365 to 96379, 96401 to 96417) on a day without a drug (a J, Q, C, S or A code)
    on the claim.

Why it matters
    The payer asks what was given. Often the drug was forgotten, and with it most of the money.

What to do
    Add the drug. If the patient or a pharmacy brought it, say so in a note of the line; some payers want the
    drug with a charge of one cent.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="DRUG-08",
    title="Injection of nothing",
    severity=Severity.INFORM,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 30.5, and chapter 17, section 10"),
    over="line",
    others=("line",),
    when="matches(procedure, '963(6[5-9]|7[0-9])|964(0[1-9]|1[0-7])')",
    such="matches(that_procedure, '[JQCSA][0-9]{4}|903[7-9][0-9]')",
    same=("served_on",),
    says="{procedure} stands beside no drug on {served_on}.",
    place="line {line_no} procedure",
)
