"""EM-09  Two hospital visits of one clinician on one day.

What it finds
    More than one visit in the hospital (initial, subsequent or same-day care, or the day of discharge) of one
    patient with one clinician on one day. Visits on claims sent earlier count.

Why it matters
    Visits in the hospital are paid by the day: the day of admission or of discharge covers the others of that
    day.

What to do
    Bill one visit at the level of all the work of the day; on the day of discharge the discharge code, for
    admission and discharge on one day the same-day code.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Total
from superbill.places.us.service_patterns import HOSPITAL_VISIT

EDIT = Total(
    code="EM-09",
    title="Two hospital visits of one clinician on one day",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, sections 30.6.9.1 and 30.6.9.2.C"),
    over="line",
    about="kind = 'P'",
    amount="units",
    when=f"matches(procedure, '{HOSPITAL_VISIT}') AND NOT has(modifiers, '25')",
    per=("patient_number", "line_rendering_npi", "served_on"),
    most=1,
    earlier=True,
    says="With this line there are {total} hospital visits by one clinician on {served_on}.",
    place="line {line_no} procedure",
)
