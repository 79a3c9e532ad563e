"""ABN-09  Therapy called necessary and not necessary.

What it finds
    KX (above the threshold, and necessary) with GA or GZ (not necessary) on a line of therapy (GN, GO, GP) to
    Medicare.

Why it matters
    The two contradict each other. The contractor denies the line, or takes it for therapy that need not have
    been given.

What to do
    Keep KX when the record shows that the therapy above the threshold was necessary. If not, GA with a signed
    notice, GZ without.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ABN-09",
    title="Therapy called necessary and not necessary",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 5, section 10.3 (KX above the thresholds); Medicare Benefit Policy Manual (Pub. 100-02), chapter 15, section 220.3 (what shows that therapy is necessary)",
    ),
    over="line",
    about="filing IN ('MA', 'MB')",
    when="has(modifiers, 'KX') AND has(modifiers, 'GA', 'GZ') AND has(modifiers, 'GN', 'GO', 'GP')",
    says="The modifiers {modifiers} of line {line_no} call the therapy both necessary and not.",
    place="line {line_no} modifiers",
)
