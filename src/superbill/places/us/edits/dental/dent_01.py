"""DENT-01  Tooth is not in the numbering.

What it finds
    A tooth that is neither 1 to 32 (permanent) nor A to T (primary) nor one of the supernumerary 51 to 82 and
    AS to TS.

Why it matters
    The file is refused with a tooth that is not in the list.

What to do
    Correct the tooth from the chart. Numbers in the international way (11 to 48) are translated first.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DENT-01",
    title="Tooth is not in the numbering",
    severity=Severity.STOP,
    source=Source("X12 005010X224A2 (837 Dental)", "loop 2400, TOO02, universal national tooth designation system (JP)"),
    over="line",
    when=(
        "tooth <> '' AND NOT matches(tooth, '([1-9]|[12][0-9]|3[0-2]|5[1-9]|[67][0-9]|8[0-2]|[A-T]S?)( "
        "([1-9]|[12][0-9]|3[0-2]|5[1-9]|[67][0-9]|8[0-2]|[A-T]S?))*')"
    ),
    says="The tooth is {tooth}.",
    place="line {line_no} tooth",
)
