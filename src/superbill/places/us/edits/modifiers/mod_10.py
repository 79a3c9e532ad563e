"""MOD-10  Modifier of procedures on a visit.

What it finds
    A modifier that only procedures take (22, 50, 51, 58, 59, 62, 66, 78, 79, 80, LT, RT, XE, XP, XS, XU) on a
    visit (99202 to 99397).

Why it matters
    The payer rejects the line, or ignores the modifier and bundles the visit.

What to do
    A visit apart from a procedure takes 25; in the days after an operation, for something else, 24; with the
    decision to operate 57.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-10",
    title="Modifier of procedures on a visit",
    severity=Severity.WARN,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services",
        "chapter I, section E, modifiers 58, 59, 78 and 79; MLN1783722, proper use of modifiers 59, XE, XP, XS, and XU",
    ),
    over="line",
    when=(
        "matches(procedure, '99[23][0-9]{2}') "
        "AND has(modifiers, '22', '50', '51', '58', '59', '62', '66', '78', '79', '80', 'LT', 'RT', 'XE', 'XS', 'XP', 'XU')"
    ),
    says="{procedure} is a visit; one of the modifiers {modifiers} is for procedures.",
    place="line {line_no} modifiers",
)
