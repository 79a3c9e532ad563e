"""AMB-03  Trip without miles.

What it finds
    A trip by ambulance (A0426 to A0434) on a day without miles on the claim, where the patient was carried.

Why it matters
    Medicare returns a trip without miles; a tenth of a mile is enough.

What to do
    Add the miles with the patient aboard. If the patient died before, QL says so, and there are none.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone
from superbill.places.us.service_patterns import TRANSPORT

EDIT = Alone(
    code="AMB-03",
    title="Trip without miles",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 15, sections 20.2 and 30.1.2"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    others=("line",),
    when=f"matches(procedure, '{TRANSPORT}') AND NOT has(modifiers, 'QL')",
    such="matches(that_procedure, 'A04(25|35|36)')",
    same=("served_on",),
    says="{procedure} stands beside no miles on {served_on}.",
    place="line {line_no} procedure",
)
