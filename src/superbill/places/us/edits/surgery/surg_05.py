"""SURG-05  Two surgeons or a team where none is paid.

What it finds
    Modifier 62 or 66 on a line to Medicare Part B whose procedure has indicator 0 (not paid) or 9 (no such
    idea) for two surgeons or for a team in the fee schedule.

Why it matters
    Medicare denies the line.

What to do
    If the surgeons did different procedures, each bills their own without 62. If one assisted, use 80.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="SURG-05",
    title="Two surgeons or a team where none is paid",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 40.8, and chapter 23, addendum, fields 24 and 25"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="fee_schedule",
    column="procedure",
    when=("has(modifiers, '62') AND found_cosurgeons IN ('0', '9') OR has(modifiers, '66') AND found_team IN ('0', '9')"),
    on="served_on",
    says="{procedure} has indicator {found_cosurgeons} for two surgeons and {found_team} for a team.",
    place="line {line_no} modifiers",
)
