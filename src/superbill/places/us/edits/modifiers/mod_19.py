"""MOD-19  Modifier that the book does not have.

What it finds
    A modifier of HCPCS Level II (two letters, or a letter and a digit) that the installed book has on no day until the day of service.
    P1 to P6, which CPT has for the state of a patient under anesthesia, are not looked at, nor are
    the two letters of where an ambulance drove from and to, and days before July 2019.

Why it matters
    A modifier that is none rejects the line, or is overlooked. Some payers have modifiers of their own: switch the edit off for them.

What to do
    Correct the typing. If it is new, install the quarterly file of CMS (`superbill codes update hcpcs`).
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="MOD-19",
    title="Modifier that the book does not have",
    severity=Severity.WARN,
    source=Source("45 CFR 162.1000 and 162.1002", "the code set in force on the day of service; HCPCS quarterly updates of CMS"),
    since=date(2019, 7, 1),
    over="modifier",
    about="filing NOT IN ('WC', 'AM', 'LM')",
    table="hcpcs_modifier_known",
    column="modifier",
    on=("served_on",),
    when="matches(modifier, '[A-V][0-9A-Z]|X[A-Z0-9]') AND NOT matches(modifier, 'P[1-6]') AND NOT (matches(procedure, 'A0[0-9]{3}') AND matches(modifier, '[DEGHIJNPRSX]{2}'))",
    says="The book of HCPCS Level II has no modifier {modifier} until {day}.",
    place="line {line_no} modifier {position}",
)
