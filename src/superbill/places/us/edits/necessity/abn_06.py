"""ABN-06  Notice of Medicare to a member of a Medicare Advantage plan.

What it finds
    GA, GX or GZ on a claim to a Medicare Advantage plan (claim filing indicator 16).

Why it matters
    The notices behind these modifiers are for original Medicare only. A plan has to be asked before the
    service; without its decision the member may not be billed.

What to do
    Take the modifier off. Ask the plan for a decision before the next such service (organization
    determination).
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ABN-06",
    title="Notice of Medicare to a member of a Medicare Advantage plan",
    severity=Severity.WARN,
    source=Source(
        "42 CFR 422.566 to 422.568, organization determinations",
        "Medicare Claims Processing Manual (Pub. 100-04), chapter 30, section 50 (notices are for original Medicare only)",
    ),
    over="line",
    about="filing = '16'",
    when="has(modifiers, 'GA', 'GX', 'GZ')",
    says="Line {line_no} has {modifiers}; a Medicare Advantage plan takes no such notice.",
    place="line {line_no} modifiers",
)
