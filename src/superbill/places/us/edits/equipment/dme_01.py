"""DME-01  Equipment that is neither sold nor rented.

What it finds
    Durable medical equipment (an E code, without the contents of oxygen) on a claim to Medicare Part B without
    NU, UE, RR or MS.

Why it matters
    Medicare has another fee for each; without one of them the line is returned.

What to do
    NU sold new, UE sold used, RR rented, MS serviced.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DME-01",
    title="Equipment that is neither sold nor rented",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 20, sections 30.1 to 30.6, classes of equipment"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    when=(
        "matches(procedure, 'E[0-9]{4}') AND NOT matches(procedure, 'E044[1-7]') AND NOT has(modifiers, 'NU', 'UE', 'RR', 'MS')"
    ),
    says="{procedure} has none of NU, UE, RR, MS.",
    place="line {line_no} modifiers",
)
