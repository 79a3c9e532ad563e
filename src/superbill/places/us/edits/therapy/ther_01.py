"""THER-01  Therapy without its plan of care.

What it finds
    An always-therapy service (97012 to 97763, 92507, 92508, 92526) on a claim to Medicare without GP, GO or GN.

Why it matters
    These services are only paid under a plan of care, and the modifier says under which; Medicare returns the
    line.

What to do
    Add GP for physical therapy, GO for occupational therapy, GN for speech-language pathology; also when a
    physician gave the service.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="THER-01",
    title="Therapy without its plan of care",
    severity=Severity.STOP,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 5, sections 10.6 and 20.1; CR 10176 (transmittal 3814)"
    ),
    over="line",
    about="filing IN ('MA', 'MB') AND NOT matches(type_of_bill, '0?(11|18|21)[0-9A-Z]')",
    when=(
        "matches(procedure, '9701[268]|9702[2468]|9703[2-69]|9711[0236]|97124|97139|97140|97150|9716[1-8]|9753[0357]|97542|9775[05]|9776[013]|9250[78]|92526') "
        "AND NOT has(modifiers, 'GN', 'GO', 'GP')"
    ),
    since=date(2018, 1, 1),
    says="{procedure} has none of GP, GO, GN.",
    place="line {line_no} modifiers",
)
