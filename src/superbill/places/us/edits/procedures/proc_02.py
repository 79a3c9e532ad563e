"""PROC-02  Procedure code that had ended.

What it finds
    A code of HCPCS Level II on a day on which it was no longer in force.

Why it matters
    The line is rejected: a code set is valid by the day of service, and there is no time of grace.

What to do
    Choose the code that took its place, and look at its unit: `superbill codes search` with the words of the old one finds it.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="PROC-02",
    title="Procedure code that had ended",
    severity=Severity.STOP,
    source=Source(
        "45 CFR 162.1000 and 162.1002", "the code set in force on the day of service; days of the HCPCS quarterly updates of CMS"
    ),
    over="line",
    about="filing NOT IN ('WC', 'AM', 'LM')",
    table="hcpcs_ended",
    column="procedure",
    when="matches(procedure, '[A-CE-V][0-9]{4}')",
    on="served_on",
    says="{procedure} was no longer in force on {served_on}; it had ended before {found_since}.",
    place="line {line_no} procedure",
)
