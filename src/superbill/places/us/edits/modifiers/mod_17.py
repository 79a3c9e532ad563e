"""MOD-17  Modifier that is withdrawn.

What it finds
    A modifier that was taken out before the day of the service: 21 (2009), ZA, ZB and ZC (April 1, 2018).

Why it matters
    A modifier that is not in the code set on the day rejects the line.

What to do
    Take it off. Long visits have prolonged services; makers of biosimilars are told by the code of the drug.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-17",
    title="Modifier that is withdrawn",
    severity=Severity.STOP,
    source=Source(
        "CPT 2009 and CMS HCPCS quarterly update of April 2018", "deletion of 21; drugs and biologicals for ZA, ZB and ZC"
    ),
    over="line",
    when=(
        "has(modifiers, '21') AND year_of(served_on) >= 2009 OR "
        "has(modifiers, 'ZA', 'ZB', 'ZC') AND (year_of(served_on) > 2018 OR year_of(served_on) = 2018 AND month_of(served_on) >= 4)"
    ),
    says="The modifiers {modifiers} of line {line_no} hold one that no longer was one on {served_on}.",
    place="line {line_no} modifiers",
)
