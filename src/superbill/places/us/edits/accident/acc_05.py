"""ACC-05  Car accident billed to a health plan first.

What it finds
    A claim of a car accident whose first payer is filed neither as automobile medical (AM) nor as liability
    (LM).

Why it matters
    In many states the car's insurance pays first; Medicare and many plans deny the claim or take the money back
    later.

What to do
    Ask the patient for the car insurance and its claim number. Bill the health plan first only where the car's
    cover is used up or the state has none.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ACC-05",
    title="Car accident billed to a health plan first",
    severity=Severity.INFORM,
    source=Source("42 CFR 411.50", "liability and no-fault insurance; X12 005010X222A1, CLM11 AA and SBR09"),
    when="is_auto_accident AND payer_rank = 'P' AND filing NOT IN ('AM', 'LM')",
    says="The claim comes of a car accident, and the first payer {payer_name} is filed as {filing}.",
    place="payer",
)
