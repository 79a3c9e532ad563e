"""LINE-04  Line repeated on the claim.

What it finds
    A line with the same procedure, modifiers and day as an earlier line of the claim.

Why it matters
    The payer takes the second line for a copy and denies it as a duplicate.

What to do
    If it is a copy, take it off. If the service was given more than once, put the number into the units of one
    line, or add the modifier that the record supports: 76 or 77 for a repeated procedure, 91 for a repeated
    laboratory test, LT and RT for two sides.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Repeated

EDIT = Repeated(
    code="LINE-04",
    title="Line repeated on the claim",
    severity=Severity.STOP,
    source=Source("Medicare Claims Processing Manual, Pub. 100-04", "chapter 1, section 120 (detection of duplicate claims)"),
    over="line",
    about="kind <> 'I'",
    same=("procedure", "modifiers", "served_on", "served_until", "line_rendering_npi", "tooth", "surfaces", "oral_areas", "ndc"),
    counted_by="line_no",
    says="The same service on the same day with the same modifiers already stands on line {first}.",
    place="line {line_no} procedure",
)
