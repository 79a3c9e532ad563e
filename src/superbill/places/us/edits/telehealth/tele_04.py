"""TELE-04  Two ways of telehealth on one line.

What it finds
    More than one of 93 (sound alone), 95 and GT (sound and picture) and GQ (stored and sent on) on one line.

Why it matters
    They exclude each other; payers reject the line.

What to do
    Keep the one that tells how the service was given.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Count

EDIT = Count(
    code="TELE-04",
    title="Two ways of telehealth on one line",
    severity=Severity.WARN,
    source=Source("CPT, appendix A, and HCPCS Level II", "modifiers 93, 95, GQ and GT; 42 CFR 410.78(a)(3)"),
    over="line",
    of="modifier",
    such="modifier IN ('93', '95', 'GQ', 'GT')",
    most=1,
    says="Line {line_no} names {count} ways of telehealth.",
    place="line {line_no} modifiers",
)
