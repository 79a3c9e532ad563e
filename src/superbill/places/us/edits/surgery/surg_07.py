"""SURG-07  Two surgeons or a team without the reason.

What it finds
    Modifier 62 or 66 on a line to Medicare Part B whose procedure has indicator 1 in the fee schedule (paid
    only when the record shows that two surgeons, or a team, were needed), on a claim without an attachment or a
    note. Modifier 66 with indicator 2 is paid by report, and counts too.

Why it matters
    Medicare asks for the operation notes or denies the line.

What to do
    Send the operation note of each surgeon, or say in a note why more than one was needed.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="SURG-07",
    title="Two surgeons or a team without the reason",
    severity=Severity.INFORM,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 40.8, and chapter 23, addendum, fields 24 and 25"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="fee_schedule",
    column="procedure",
    when="(has(modifiers, '62') AND found_cosurgeons = '1' OR has(modifiers, '66') AND found_team IN ('1', '2')) AND (has_attachment IS NULL OR NOT has_attachment) AND (has_note IS NULL OR NOT has_note) AND (line_has_note IS NULL OR NOT line_has_note)",
    on="served_on",
    says="{procedure} has indicator {found_cosurgeons} for two surgeons and {found_team} for a team, and nothing says why they were needed.",
    place="line {line_no} modifiers",
)
