"""PREV-02  Once in a lifetime for the second time.

What it finds
    The welcome visit (G0402), the first annual wellness visit (G0438) or the screening of the aorta (76706) of
    a Medicare patient who had it before, on a claim sent before.

Why it matters
    Medicare pays each of them once.

What to do
    Bill the later annual wellness visit, G0439, instead of G0438; take the others off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="PREV-02",
    title="Once in a lifetime for the second time",
    severity=Severity.STOP,
    source=Source(
        "42 CFR 410.15, 410.16 and 410.19",
        "Medicare Claims Processing Manual (Pub. 100-04), chapter 18, sections 80, 110 and 140",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    other="sent_line",
    when="procedure IN ('G0402', 'G0438', '76706')",
    such="that_served_on <= served_on",
    same=("patient_number", "procedure"),
    says="{procedure} was already billed for {that_served_on}, on claim {that_control}.",
    place="line {line_no} procedure",
)
