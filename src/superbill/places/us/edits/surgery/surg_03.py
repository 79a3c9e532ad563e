"""SURG-03  Assistant where none is paid.

What it finds
    An assistant at surgery (80, 81, 82, AS) of a Medicare patient for a procedure whose indicator in the fee
    schedule says that none is paid (1), or that there can be none (9).

Why it matters
    Medicare denies the line; with indicator 1 the patient may not be billed either.

What to do
    Take the line off, or correct the code of the procedure.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="SURG-03",
    title="Assistant where none is paid",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 12, section 20.4.3, and chapter 23, addendum, field 23; Social Security Act, section 1848(i)(2)(B)",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="fee_schedule",
    column="procedure",
    when="has(modifiers, '80', '81', '82', 'AS') AND found_assistant IN ('1', '9')",
    on="served_on",
    says="{procedure} has indicator {found_assistant} for assistants at surgery.",
    place="line {line_no} modifiers",
)
