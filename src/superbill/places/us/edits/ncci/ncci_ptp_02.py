"""NCCI-PTP-02  Service never paid beside another on the same day.

What it finds
    Two services for one patient, by one clinician, on one day, whose codes form an NCCI pair in force on that
    day with modifier indicator 0.

Why it matters
    The payer denies the second code whatever modifier it has, and the patient may not be billed for it.

What to do
    Take the bundled code off. A modifier does not help here.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Pair

EDIT = Pair(
    code="NCCI-PTP-02",
    title="Service never paid beside another on the same day",
    severity=Severity.STOP,
    source=Source("CMS NCCI Policy Manual for Medicare Services", "chapter I, sections D and E, modifier indicator 0"),
    table="ncci_pair",
    about="kind = 'P'",
    same=("patient_number", "line_rendering_npi", "served_on"),
    indicator="0",
    since=date(1996, 1, 1),
    says="{part} is part of {whole} {where} on {served_on}; no modifier can set this pair aside.",
    place="line {line_no} procedure",
)
