"""EM-04  Visit beside a major procedure without modifier 57.

What it finds
    A visit of a Medicare patient by the surgeon on the day of a major procedure (a global period of 90 days in
    the fee schedule) or the day before, on this claim or one sent before, without modifier 57.

Why it matters
    The payment for the operation covers the surgeon's visits from the day before on; only the visit that led to
    the decision is paid on its own.

What to do
    If the decision to operate was made at this visit, add 57. If it was made earlier, do not bill the visit.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside
from superbill.places.us.service_patterns import VISIT

EDIT = Beside(
    code="EM-04",
    title="Visit beside a major procedure without modifier 57",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, sections 30.6.6.C and 40.1.A"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="fee_schedule",
    other="line",
    when=f"matches(procedure, '{VISIT}') AND NOT has(modifiers, '57')",
    such=(
        "found_global_days = '090' AND days_between(served_on, that_served_on) >= 0 "
        "AND days_between(served_on, that_served_on) <= 1"
    ),
    same=("line_rendering_npi",),
    finds="procedure",
    says="{procedure} has no modifier 57, and {that_procedure} on {that_served_on} is a major procedure.",
    place="line {line_no} modifiers",
)
