"""MOD-13  Modifier 59 beside a more exact one.

What it finds
    59 together with XE, XS, XP or XU on one line.

Why it matters
    An X modifier says more exactly what 59 says; Medicare asks for one of them and may return the line.

What to do
    Keep the X modifier that fits the record and take 59 off.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-13",
    title="Modifier 59 beside a more exact one",
    severity=Severity.WARN,
    source=Source("MLN1783722, proper use of modifiers 59, XE, XP, XS, and XU", "CR 8863 (transmittal 1422), January 1, 2015"),
    over="line",
    when="has(modifiers, '59') AND has(modifiers, 'XE', 'XS', 'XP', 'XU')",
    since=date(2015, 1, 1),
    says="Line {line_no} has 59 and one of XE, XS, XP, XU.",
    place="line {line_no} modifiers",
)
