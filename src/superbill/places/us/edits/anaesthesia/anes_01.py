"""ANES-01  Anaesthesia that does not say who gave it.

What it finds
    Anaesthesia (00100 to 01999, without 01996) on a claim to Medicare Part B without AA, AD, QK, QX, QY or QZ.

Why it matters
    The modifier decides whether the whole or half is paid; without it Medicare returns the line.

What to do
    AA given by the physician, QK or QY medical direction, AD supervision of more than four, QX a nurse
    anaesthetist under direction, QZ without.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where
from superbill.places.us.service_patterns import ANAESTHESIA

EDIT = Where(
    code="ANES-01",
    title="Anaesthesia that does not say who gave it",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, sections 50.K and 140.3.3"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=(
        f"matches(procedure, '{ANAESTHESIA}') AND procedure <> '01996' AND NOT has(modifiers, 'AA', 'AD', 'QK', 'QX', 'QY', 'QZ')"
    ),
    says="{procedure} has none of AA, AD, QK, QX, QY, QZ.",
    place="line {line_no} modifiers",
)
