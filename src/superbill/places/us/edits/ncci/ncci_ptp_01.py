"""NCCI-PTP-01  Service bundled into another on the same day.

What it finds
    Two services for one patient, by one clinician, on one day, whose codes form an NCCI pair in force on that
    day with modifier indicator 1, and no modifier on the second code that sets the pair aside. The first may
    stand on a claim sent earlier.

Why it matters
    The payer denies the second code as bundled, and the patient may not be billed for it.

What to do
    Read the note. If the visit was significant and separate from the procedure, add 25 to the visit; if the
    procedure was at another site or session, add LT, RT, or one of XE, XS, XP, XU, 59. If the record does not
    show that, take the bundled code off.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Pair
from superbill.places.us.modifiers import NCCI_ON_EITHER, NCCI_ON_PART

EDIT = Pair(
    code="NCCI-PTP-01",
    title="Service bundled into another on the same day",
    severity=Severity.STOP,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services",
        "chapter I, sections D and E; CMS transmittal 2259 (CR 11168) for modifiers on either code",
    ),
    table="ncci_pair",
    about="kind = 'P'",
    same=("patient_number", "line_rendering_npi", "served_on"),
    indicator="1",
    on_part=NCCI_ON_PART,
    on_either=NCCI_ON_EITHER,
    since=date(1996, 1, 1),
    says="{part} is part of {whole} {where} on {served_on}, and no modifier says that it was separate.",
    place="line {line_no} modifiers",
)
