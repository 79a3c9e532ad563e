"""PROC-03  Procedure code that the book does not have.

What it finds
    A code of HCPCS Level II that the installed book has on no day until the day of service: mistyped, not in force yet, or
    newer than the book. The book begins in July 2019; earlier days are not looked at.

Why it matters
    A code that is none rejects the line.

What to do
    Correct the code. If it is new, install the quarterly file of CMS (`superbill codes update hcpcs`).
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="PROC-03",
    title="Procedure code that the book does not have",
    severity=Severity.WARN,
    source=Source("45 CFR 162.1000 and 162.1002", "the code set in force on the day of service; HCPCS quarterly updates of CMS"),
    since=date(2019, 7, 1),
    over="line",
    about="filing NOT IN ('WC', 'AM', 'LM')",
    table="hcpcs_known",
    column="procedure",
    on=("served_on",),
    when="matches(procedure, '[A-CE-V][0-9]{4}')",
    says="The book of HCPCS Level II has no {procedure} until {day}.",
    place="line {line_no} procedure",
)
