"""NCCI-PTP-04  Outpatient service never paid beside another on the same day.

What it finds
    Two services of one hospital for one outpatient on one day, whose codes form an NCCI pair for hospitals in force
    on that day with modifier indicator 0.

Why it matters
    The payer denies the second code whatever modifier it has, and the patient may not be billed for it.

What to do
    Take the bundled code off. A modifier does not help here.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Pair
from superbill.places.us.bills import OUTPATIENT_BILL

EDIT = Pair(
    code="NCCI-PTP-04",
    title="Outpatient service never paid beside another on the same day",
    severity=Severity.STOP,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services",
        "chapter I, sections D and E, pairs for hospitals with modifier indicator 0 (integrated outpatient code editor, edit 20)",
    ),
    table="ncci_pair_hospital",
    about=OUTPATIENT_BILL,
    same=("patient_number", "billing_npi", "served_on"),
    indicator="0",
    since=date(2000, 8, 1),
    says="{part} is part of {whole} {where} on {served_on}; no modifier can set this pair aside.",
    place="line {line_no} procedure",
)
