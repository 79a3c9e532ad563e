"""EM-05  Complexity add-on without its visit.

What it finds
    G2211 on a day on which no office visit (99202 to 99215), and since January 1, 2026 no visit at home (99341
    to 99350) either, by the same clinician stands on this claim or on one sent before.

Why it matters
    G2211 only adds to such a visit; alone it is denied.

What to do
    Put the visit on the same claim, or take G2211 off.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone
from superbill.places.us.service_patterns import HOME_VISIT, OFFICE_VISIT

EDIT = Alone(
    code="EM-05",
    title="Complexity add-on without its visit",
    severity=Severity.STOP,
    source=Source(
        "CMS Physician Fee Schedule final rules",
        "calendar year 2024 (88 FR 78818), section II.F, and calendar year 2026 for visits at home; MLN Matters MM13473",
    ),
    over="line",
    about="kind = 'P'",
    others=("line", "sent_line"),
    when="procedure = 'G2211'",
    such=(f"matches(that_procedure, '{OFFICE_VISIT}') OR year_of(served_on) >= 2026 AND matches(that_procedure, '{HOME_VISIT}')"),
    same=("patient_number", "line_rendering_npi", "served_on"),
    since=date(2024, 1, 1),
    says="G2211 stands beside no visit of {served_on} to which it could add.",
    place="line {line_no} procedure",
)
