"""PROC-04  CPT code that had ended.

What it finds
    A code of CPT on a day on which it was no longer in force by the CPT files that the site installed: one of them has it, a later
    one does not.

Why it matters
    The line is rejected: a code set is valid by the day of service, and there is no time of grace.

What to do
    Choose the code that took its place; the change is in the book of the year in which it ended.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="PROC-04",
    title="CPT code that had ended",
    severity=Severity.STOP,
    source=Source(
        "45 CFR 162.1000 and 162.1002", "the code set in force on the day of service; the site's licensed files of CPT"
    ),
    over="line",
    about="filing NOT IN ('WC', 'AM', 'LM')",
    table="cpt_ended",
    column="procedure",
    when="matches(procedure, '[0-9]{4}[0-9AFMTU]')",
    on="served_on",
    says="{procedure} was no longer in force on {served_on}; it had ended before {found_since}.",
    place="line {line_no} procedure",
)
