"""SURG-06  Several parts of one operation on one line.

What it finds
    54 (the operation only), 55 (the care after) and 56 (the care before), more than one of them on one line.

Why it matters
    The shares have to be told apart by line, or the whole is billed without them; together the payer pays one
    share.

What to do
    Who did all of it bills the procedure without 54 and 55; who did two parts bills a line for each.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="SURG-06",
    title="Several parts of one operation on one line",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 12, section 40.2.A.3; CPT, appendix A, modifiers 54, 55 and 56",
    ),
    over="line",
    of="modifier",
    such="modifier IN ('54', '55', '56')",
    most=1,
    says="Line {line_no} names {count} parts of one operation.",
    place="line {line_no} modifiers",
)
