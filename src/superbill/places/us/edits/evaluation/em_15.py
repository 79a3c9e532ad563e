"""EM-15  Visit beside a preventive visit without modifier 25.

What it finds
    An office visit (99202 to 99215) by the clinician of a preventive visit (99381 to 99397, G0402, G0438,
    G0439) on the same day, without modifier 25.

Why it matters
    The payer takes the office visit for a part of the preventive visit and denies it.

What to do
    If a problem was significant enough for its own history, examination or decision, add 25 to the office
    visit. If not, bill the preventive visit alone.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside
from superbill.places.us.service_patterns import OFFICE_VISIT, PREVENTIVE_VISIT

EDIT = Beside(
    code="EM-15",
    title="Visit beside a preventive visit without modifier 25",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)",
        "chapter 12, sections 30.6.1.1 and 30.6.2; CPT instructions for preventive medicine services",
    ),
    over="line",
    about="kind = 'P'",
    other="line",
    when=f"matches(procedure, '{OFFICE_VISIT}') AND NOT has(modifiers, '25')",
    such=f"matches(that_procedure, '{PREVENTIVE_VISIT}|G0402|G043[89]')",
    same=("line_rendering_npi", "served_on"),
    says="{procedure} has no modifier 25, and {that_procedure} stands on the same day.",
    place="line {line_no} modifiers",
)
