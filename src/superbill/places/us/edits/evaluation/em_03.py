"""EM-03  Visit beside a minor procedure without modifier 25.

What it finds
    A visit of a Medicare patient by the clinician who did a minor procedure (a global period of 0 or 10 days in
    the fee schedule) on the same day, without modifier 25.

Why it matters
    The payment for the procedure covers the visit that led to it; without the modifier the visit is denied as
    bundled.

What to do
    If the record shows a significant visit beyond the usual work of the procedure, add 25 to the visit. If it
    does not, bill the procedure alone.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside
from superbill.places.us.service_patterns import VISIT

EDIT = Beside(
    code="EM-03",
    title="Visit beside a minor procedure without modifier 25",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 30.6.6.B and section 40.1; 42 CFR 414.40"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="fee_schedule",
    other="line",
    when=f"matches(procedure, '{VISIT}') AND NOT has(modifiers, '25')",
    such="found_global_days IN ('000', '010')",
    same=("line_rendering_npi", "served_on"),
    finds="procedure",
    says=(
        "{procedure} has no modifier 25, and {that_procedure} of the same day has a global period of {found_global_days} days."
    ),
    place="line {line_no} modifiers",
)
