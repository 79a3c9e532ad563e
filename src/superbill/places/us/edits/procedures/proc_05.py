"""PROC-05  CPT code that the site's files do not have.

What it finds
    A code of CPT that the CPT files of the site have on no day until the day of service: mistyped, not in force yet, ended before the
    first of the files, or newer than the last. A site's own list of the codes that it uses is no such file: it lacks too many.

Why it matters
    A code that is none rejects the line.

What to do
    Correct the code. If it is new, install the year's file of CPT (`superbill codes install`).
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="PROC-05",
    title="CPT code that the site's files do not have",
    severity=Severity.WARN,
    source=Source(
        "45 CFR 162.1000 and 162.1002", "the code set in force on the day of service; the site's licensed files of CPT"
    ),
    over="line",
    about="filing NOT IN ('WC', 'AM', 'LM')",
    table="cpt_known",
    column="procedure",
    on=("served_on",),
    when="matches(procedure, '[0-9]{4}[0-9AFMTU]')",
    says="The files of CPT that are installed have no {procedure} until {day}.",
    place="line {line_no} procedure",
)
