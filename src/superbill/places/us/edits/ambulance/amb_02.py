"""AMB-02  Miles without a trip.

What it finds
    Miles (A0425 on the ground, A0435 and A0436 in the air) on a day without a trip of that sort on a claim to
    Medicare Part B.

Why it matters
    Miles are paid with the trip that they belong to, and denied without it.

What to do
    Add the trip, or take the miles of the same sort: A0435 goes with A0430, A0436 with A0431.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="AMB-02",
    title="Miles without a trip",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 15, sections 20.2 and 30; 42 CFR 414.610(c)"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    others=("line",),
    when="matches(procedure, 'A04(25|35|36)')",
    such=(
        "procedure = 'A0425' AND matches(that_procedure, 'A04(2[6-9]|3[2-4])') OR "
        "procedure = 'A0435' AND that_procedure = 'A0430' OR "
        "procedure = 'A0436' AND that_procedure = 'A0431'"
    ),
    same=("served_on",),
    says="{procedure} stands beside no trip of its sort on {served_on}.",
    place="line {line_no} procedure",
)
