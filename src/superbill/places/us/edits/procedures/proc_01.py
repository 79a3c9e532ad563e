"""PROC-01  Procedure is not a procedure code.

What it finds
    A procedure that is not five characters: five digits, four digits and a letter, or a letter and four digits.

Why it matters
    The file is refused or the line is rejected; a modifier typed into the field of the code is the usual cause.

What to do
    Correct the code; put modifiers into their own fields.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="PROC-01",
    title="Procedure is not a procedure code",
    severity=Severity.STOP,
    source=Source("HCPCS Level I (CPT) and Level II", "five characters; code sets named in 45 CFR 162.1002"),
    over="line",
    about="kind <> 'I' AND filing <> 'WC'",
    when="NOT matches(procedure, '[0-9]{4}[0-9A-Z]|[A-Z][0-9]{4}')",
    says="The procedure {procedure} does not have the shape of a procedure code.",
    place="line {line_no} procedure",
)
