"""EM-01  Two office visits of one clinician on one day.

What it finds
    More than one office visit (99202 to 99215) of one patient with one clinician on one day, or one with more
    than one unit, where not all but one carry modifier 25. Visits on claims sent earlier count.

Why it matters
    The payer takes the second visit for a part of the first, or for a duplicate, and denies it.

What to do
    If both are one visit, bill one, at the level of all the work of that day. If they were for unrelated
    problems that could not be seen to at one time, add 25 to the second and keep the record ready. Correct the
    day or the units if they were mistyped.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Total
from superbill.places.us.service_patterns import OFFICE_VISIT

EDIT = Total(
    code="EM-01",
    title="Two office visits of one clinician on one day",
    severity=Severity.WARN,
    source=Source(
        "Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 30.6.7.B, office visits on the same day"
    ),
    over="line",
    about="kind = 'P'",
    amount="units",
    when=f"matches(procedure, '{OFFICE_VISIT}') AND NOT has(modifiers, '25')",
    per=("patient_number", "line_rendering_npi", "served_on"),
    most=1,
    earlier=True,
    says="With this line there are {total} office visits by one clinician on {served_on} without modifier 25.",
    place="line {line_no} procedure",
)
