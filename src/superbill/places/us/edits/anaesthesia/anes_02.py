"""ANES-02  Modifier of anaesthesia on another service.

What it finds
    AA, AD, QK, QX or QY on a visit, imaging or a laboratory test to Medicare Part B.

Why it matters
    They say who gave the anaesthesia; on another service the line is returned.

What to do
    Take the modifier off, or correct the code: anaesthesia has codes from 00100 to 01999.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ANES-02",
    title="Modifier of anaesthesia on another service",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, sections 50 and 140"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when="matches(procedure, '[78][0-9]{4}|992[0-9]{2}') AND has(modifiers, 'AA', 'AD', 'QK', 'QX', 'QY')",
    says="{procedure} is no anaesthesia.",
    place="line {line_no} modifiers",
)
