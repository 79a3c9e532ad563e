"""DRUG-09  Vaccination without a vaccine.

What it finds
    The giving of a vaccine (90460, 90471, 90473, 90480, G0008, G0009, G0010) on a day without a vaccine on the
    claim.

Why it matters
    The payer cannot tell what was given, and denies the line; the vaccine itself is not paid.

What to do
    Add the vaccine. One that the state supplied stands there too, with modifier SL or no charge, as the program
    says.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="DRUG-09",
    title="Vaccination without a vaccine",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 18, section 10.2; CPT instructions for 90460 to 90474"
    ),
    over="line",
    others=("line",),
    when="matches(procedure, '90460|9047[13]|90480|G00(08|09|10)')",
    such="matches(that_procedure, '903[78][0-9]|9047[6-9]|90[5-7][0-9]{2}|913[0-9]{2}|Q203[4-9]|J3530')",
    same=("served_on",),
    says="{procedure} stands beside no vaccine on {served_on}.",
    place="line {line_no} procedure",
)
