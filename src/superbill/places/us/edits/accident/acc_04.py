"""ACC-04  Work accident billed to a health plan.

What it finds
    A claim marked as work-related whose first payer is not filed as workers' compensation (WC) or another
    federal program (OF).

Why it matters
    Workers' compensation pays first for an injury at work, and health plans deny such claims.

What to do
    Bill the employer's workers' compensation carrier with its claim number. If it denied the case, attach the
    denial; if the visit was not for the injury, take the mark off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ACC-04",
    title="Work accident billed to a health plan",
    severity=Severity.WARN,
    source=Source("42 CFR 411.40", "Medicare and workers' compensation; X12 005010X222A1, CLM11 EM and SBR09"),
    when="is_work_related AND payer_rank = 'P' AND filing NOT IN ('WC', 'OF')",
    says="The claim is work-related, and the payer {payer_name} is filed as {filing}.",
    place="work related",
)
