"""ANES-05  Anaesthesia not counted in minutes.

What it finds
    Anaesthesia (00100 to 01999, without 01996) on a claim to Medicare Part B whose units are not minutes (MJ).

Why it matters
    Medicare works out the time units from the minutes; another unit pays a wrong amount, or the line is
    returned.

What to do
    Enter the minutes of anaesthesia as the units, and MJ as their unit.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where
from superbill.places.us.service_patterns import ANAESTHESIA

EDIT = Where(
    code="ANES-05",
    title="Anaesthesia not counted in minutes",
    severity=Severity.WARN,
    source=Source(
        "X12 005010X222A1 (837 Professional)",
        "loop 2400, SV103 (MJ for anaesthesia time); Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 50.G",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=f"matches(procedure, '{ANAESTHESIA}') AND procedure <> '01996' AND unit <> 'MJ'",
    says="{procedure} is counted in {unit} and not in minutes (MJ).",
    place="line {line_no} units",
)
