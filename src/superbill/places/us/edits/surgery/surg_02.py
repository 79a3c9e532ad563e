"""SURG-02  Procedure in the days that an operation covers.

What it finds
    A surgical procedure of a Medicare patient by the surgeon within 10 days after a minor or 90 days after a
    major procedure that stands on a claim sent before, without 55, 58, 78 or 79.

Why it matters
    The payer takes it for a part of the first operation and denies it.

What to do
    Add 58 when it was planned or goes further, 78 for a return to the operating room because of the first, 79
    for something else.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside
from superbill.places.us.service_patterns import SURGERY

EDIT = Beside(
    code="SURG-02",
    title="Procedure in the days that an operation covers",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 40.2.A, modifiers 58, 78 and 79"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="fee_schedule",
    other="sent_line",
    when=(
        f"matches(procedure, '{SURGERY}') AND NOT procedure IN ('36415', '36416') AND NOT has(modifiers, '55', '58', '78', '79')"
    ),
    such=(
        "found_global_days = '010' AND days_between(that_served_on, served_on) >= 1 AND days_between(that_served_on, served_on) <= 10 AND NOT has(that_modifiers, '54', '80', '81', '82', 'AS') OR "
        "found_global_days = '090' AND days_between(that_served_on, served_on) >= 1 AND days_between(that_served_on, served_on) <= 90 AND NOT has(that_modifiers, '54', '80', '81', '82', 'AS')"
    ),
    same=("patient_number", "line_rendering_npi"),
    finds="procedure",
    says=(
        "{procedure} falls into the {found_global_days} days after {that_procedure} of {that_served_on}, and "
        "has none of 58, 78, 79."
    ),
    place="line {line_no} modifiers",
)
