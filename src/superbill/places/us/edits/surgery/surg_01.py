"""SURG-01  Visit in the days that an operation covers.

What it finds
    A visit of a Medicare patient by the surgeon within 10 days after a minor or 90 days after a major procedure
    (the global period of the fee schedule) that stands on a claim sent before, without modifier 24.

Why it matters
    The payment for the operation covers the visits after it; the payer denies the visit.

What to do
    If the visit was for something else than the recovery, add 24 and point the line to that diagnosis. If it
    was follow-up, do not bill it (99024 may record it).
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside
from superbill.places.us.service_patterns import VISIT

EDIT = Beside(
    code="SURG-01",
    title="Visit in the days that an operation covers",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, sections 40.1.A and 40.2.A.7; 42 CFR 414.40(b)"
    ),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="fee_schedule",
    other="sent_line",
    when=f"matches(procedure, '{VISIT}') AND NOT has(modifiers, '24')",
    such=(
        "found_global_days = '010' AND days_between(that_served_on, served_on) >= 1 AND days_between(that_served_on, served_on) <= 10 AND NOT has(that_modifiers, '54', '80', '81', '82', 'AS') OR "
        "found_global_days = '090' AND days_between(that_served_on, served_on) >= 1 AND days_between(that_served_on, served_on) <= 90 AND NOT has(that_modifiers, '54', '80', '81', '82', 'AS')"
    ),
    same=("patient_number", "line_rendering_npi"),
    finds="procedure",
    says=(
        "{procedure} falls into the {found_global_days} days after {that_procedure} of {that_served_on}, and has no modifier 24."
    ),
    place="line {line_no} modifiers",
)
