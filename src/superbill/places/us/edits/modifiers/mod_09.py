"""MOD-09  Modifier of visits on a service that is no visit.

What it finds
    Modifier 24, 25 or 57 on surgery, imaging or a laboratory test (10004 to 89398).

Why it matters
    These modifiers speak of visits only; on another service the line is rejected, and the visit beside it stays
    bundled.

What to do
    Move the modifier to the visit. A procedure that was apart from another takes XE, XS, XP, XU or 59; one in
    the days after an operation 58, 78 or 79.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where
from superbill.places.us.service_patterns import NO_VISIT

EDIT = Where(
    code="MOD-09",
    title="Modifier of visits on a service that is no visit",
    severity=Severity.WARN,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services", "chapter I, section E, modifiers 24, 25 and 57; CPT, appendix A"
    ),
    over="line",
    when=f"matches(procedure, '{NO_VISIT}') AND has(modifiers, '24', '25', '57')",
    says="{procedure} is no visit; 24, 25 and 57 go on visits.",
    place="line {line_no} modifiers",
)
