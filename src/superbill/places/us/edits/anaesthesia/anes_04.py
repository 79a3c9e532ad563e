"""ANES-04  State of health on a service that is no anaesthesia.

What it finds
    P1 to P6 (the physical status for anaesthesia) on another service than anaesthesia.

Why it matters
    The modifier means nothing there; payers reject the line.

What to do
    Take it off, or move it to the line of the anaesthesia.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where
from superbill.places.us.service_patterns import ANAESTHESIA

EDIT = Where(
    code="ANES-04",
    title="State of health on a service that is no anaesthesia",
    severity=Severity.WARN,
    source=Source("CPT", "anaesthesia guidelines, physical status modifiers"),
    over="line",
    when=f"has(modifiers, 'P1', 'P2', 'P3', 'P4', 'P5', 'P6') AND NOT matches(procedure, '{ANAESTHESIA}')",
    says="{procedure} is no anaesthesia and takes none of P1 to P6.",
    place="line {line_no} modifiers",
)
