"""837D: the clinicians and places of a claim (loops 2310) and of a line (2420)."""

from superbill.x12.tables import Loop
from superbill.x12.transactions.shapes import address, organization, specialty
from superbill.x12.transactions.t837_parties import REFERRER_IDS, clinician, line_clinician, line_numbers, place

REFERRING = clinician("referring", "2310A", "DN P3", specialty("RF"), ids=REFERRER_IDS, numbers=3, most=2)
RENDERING = clinician("rendering", "2310B", "82", specialty("PE", need=True), types="1 2")
FACILITY = place("2310C")
ASSISTANT = clinician("assistant", "2310D", "DD", specialty("AS", need=True))
SUPERVISING = clinician("supervising", "2310E", "DQ")

LINE_PROVIDERS = (
    line_clinician("rendering", "2420A", "82", specialty("PE", need=True), types="1 2"),
    line_clinician("assistant", "2420B", "DD", specialty("AS")),
    line_clinician("supervising", "2420C", "DQ"),
    Loop(
        "facility",
        "2420D",
        (organization("name", "77", ids="XX", id_need=False), *address(need=True), line_numbers("1G G2 LU", most=3)),
    ),
)
