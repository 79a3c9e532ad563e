"""837P: the clinicians and places of a claim (loops 2310) and of a line (2420)."""

from dataclasses import replace

from superbill.x12.tables import Loop
from superbill.x12.transactions.shapes import BY_PHONE, address, contact, name, nameless, organization, specialty
from superbill.x12.transactions.t837_parties import REFERRER_IDS, clinician, line_clinician, line_numbers, place

REFERRING = clinician("referring", "2310A", "DN P3", ids=REFERRER_IDS, numbers=3, most=2)
RENDERING = clinician("rendering", "2310B", "82", specialty("PE"), types="1 2")
FACILITY = place("2310C", contact("contact", "IC", BY_PHONE))
SUPERVISING = clinician("supervising", "2310D", "DQ")
PICK_UP = Loop("pick_up", "2310E", (nameless("name", "PW", "2"), *address(need=True)))
DROP_OFF = Loop("drop_off", "2310F", (organization("name", "45", name_need=False), *address(need=True)))

LINE_PROVIDERS = (
    line_clinician("rendering", "2420A", "82", specialty("PE"), types="1 2"),
    Loop("purchased_from", "2420B", (nameless("name", "QB", "1 2", ids="XX"), line_numbers(REFERRER_IDS))),
    Loop(
        "facility",
        "2420C",
        (organization("name", "77", ids="XX", id_need=False), *address(need=True), line_numbers("G2 LU", most=3)),
    ),
    line_clinician("supervising", "2420D", "DQ"),
    Loop(
        "ordering",
        "2420E",
        (name("name", "DK", "1", ids="XX"), *address(need=False), line_numbers(REFERRER_IDS), contact("contact", "IC")),
    ),
    line_clinician("referring", "2420F", "DN P3", ids=REFERRER_IDS, most=2),
    replace(PICK_UP, id="2420G"),
    replace(DROP_OFF, id="2420H"),
)
