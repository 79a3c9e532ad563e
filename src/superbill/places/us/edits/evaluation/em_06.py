"""EM-06  Complexity add-on beside a visit with modifier 25.

What it finds
    G2211 of a Medicare patient where each office visit of that day carries modifier 25; since January 1, 2025
    only where no vaccination, annual wellness visit or other preventive service of Part B stands beside it.

Why it matters
    Medicare does not pay G2211 when the visit is reported with modifier 25, except beside a preventive service.

What to do
    See whether the visit needs 25. If it does, take G2211 off unless a preventive service of that day is
    missing from the claim.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone
from superbill.places.us.service_patterns import OFFICE_VISIT, PART_B_PREVENTIVE

EDIT = Alone(
    code="EM-06",
    title="Complexity add-on beside a visit with modifier 25",
    severity=Severity.WARN,
    source=Source(
        "CMS Physician Fee Schedule final rules",
        "calendar years 2024 (88 FR 78818) and 2025 (89 FR 97710), section II.F; MLN Matters MM13473",
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    others=("line",),
    when="procedure = 'G2211'",
    such=(
        f"matches(that_procedure, '{OFFICE_VISIT}') AND NOT has(that_modifiers, '25') "
        "OR year_of(served_on) >= 2025 "
        f"AND matches(that_procedure, '{PART_B_PREVENTIVE}')"
    ),
    same=("line_rendering_npi", "served_on"),
    since=date(2024, 1, 1),
    says=(
        "G2211 stands beside no visit without modifier 25 on {served_on}, and beside no preventive service that Medicare excuses."
    ),
    place="line {line_no} procedure",
)
