"""278: the segments and loops that the request for review and its response share.

Nothing here runs.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg
from superbill.x12.transactions.shapes import YES_NO, address, contact, name
from superbill.x12.transactions.shapes_inquiry import SERVICE_TYPES, described, pointers, role

UMO = "2B 36 PR X3"
UMO_IDS = "24 34 46 PI XV XX"
REQUESTERS = "1P 2B 36 FA PR"
PROVIDER_IDS = "24 34 46 XX"
REQUESTER_NUMBERS = "1G 1J EI G5 N5 N7 SY ZH"
PROVIDER_NUMBERS = "0B 1G 1J EI N5 N7 SY ZH"
SUBSCRIBER_NUMBERS = "1L 3L 6P DP EJ F6 HJ IG N6 NQ SY"
REQUESTER_ROLES = "AD AS AT CO CV OP OR OT PC PE RF"
EVENT_PROVIDERS = "71 72 73 77 AAJ DD DK DN FA G3 P3 QB QV SJ"
EVENT_ROLES = "AD AS AT OP OR OT PC PE RF"
SERVICE_PROVIDERS = "72 73 77 DD DK DQ FA G3 P3 QB QV SJ"
SERVICE_ROLES = "AS OP OR OT PC PE"
CERTIFICATIONS = "1 2 3 4 I N R S"
PERIODS = "6 7 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35"
REPORTS = (
    "03 04 05 06 07 08 09 10 11 13 15 21 48 55 59 77 A3 A4 AM AS AT B2 B3 BR BS BT CB CK D2 DA DB DG DJ DS FM HC HR I5 IR LA M1 NN"
    " OB OC OD OE OX P4 P5 P6 P7 PE PN PO PQ PY PZ QC QR RB RR RT RX SG V5 XP"
)
SUBLUXATIONS = "C1 C2 C3 C4 C5 C6 C7 CO IL L1 L2 L3 L4 L5 OC SA T1 T10 T11 T12 T2 T3 T4 T5 T6 T7 T8 T9"
RESIDENTIAL = "1 2 3 4 5 6 7 8 9"
WAYS = ("EM FX TE UR", "EM EX FX TE UR", "EM EX FX TE UR")


def review(categories: str, *more: Field | Composite, need: bool) -> Seg:
    """UM, what kind of review is asked for; the request says more about it than the response."""
    place = (Field("facility", 1, 1331, need=True), Field("facility_kind", 2, 1332, "A B", need=True))
    fields = (
        Field("category", 1, 1525, categories, need=True),
        Field("certification", 2, 1322, CERTIFICATIONS, need=True),
        Field("service_type", 3, 1365, SERVICE_TYPES),
        Composite("place", 4, place),
        *more,
    )
    return Seg("UM", "review", fields, need=need)


LEVEL_OF_SERVICE = Field("urgency", 6, 1338, "03 E U")

ADMISSION = Seg(
    "CL1",
    "admission",
    (
        Field("type", 1, 1315),
        Field("source", 2, 1314),
        Field("status", 3, 1352),
        Field("residential", 4, 1345, RESIDENTIAL),
    ),
)
SPINAL = Seg(
    "CR2",
    "spinal",
    (
        Field("treatment", 1, 609),
        Field("treatments", 2, 380),
        Field("from_level", 3, 1367, SUBLUXATIONS),
        Field("to_level", 4, 1367, SUBLUXATIONS),
        Field("condition", 8, 1342, "A C D E F G M", need=True),
        Field("complication", 9, 1073, YES_NO, need=True),
        Field("description", 10, 352),
        Field("more_description", 11, 352),
        Field("xrays", 12, 1073, YES_NO),
    ),
)


def attachment(ways: str) -> Seg:
    """PWK, what goes with it on paper or in another file."""
    fields = (
        Field("kind", 1, 755, REPORTS, need=True),
        Field("way", 2, 756, ways, need=True),
        Field("control_type", 5, 66, "AC"),
        Field("control", 6, 67),
        Field("description", 7, 352),
    )
    return Seg("PWK", "attachment", fields, most=10)


def _procedure(label: str, place: int, kinds: str, *, need: bool) -> Composite:
    parts = (
        Field("kind", 1, 235, kinds, need=True),
        Field("procedure", 2, 234, need=True),
        *(Field(f"modifier{index}", 2 + index, 1339) for index in range(1, 5)),
        Field("description", 7, 352),
        Field("procedure_to", 8, 234),
    )
    return Composite(label, place, parts, need=need)


PROFESSIONAL = Seg(
    "SV1",
    "professional",
    (
        _procedure("service", 1, "HC IV N4 WK", need=True),
        Field("charge", 2, 782),
        Field("unit", 3, 355),
        Field("units", 4, 380),
        pointers(7),
        Field("epsdt", 11, 1073, YES_NO),
        Field("level_of_care", 20, 1337),
    ),
)
INSTITUTIONAL = Seg(
    "SV2",
    "institutional",
    (
        Field("revenue", 1, 234),
        _procedure("service", 2, "HC ID IV N4 WK ZZ", need=False),
        Field("charge", 3, 782),
        Field("unit", 4, 355),
        Field("units", 5, 380),
        Field("rate", 6, 1371),
        Field("residential", 9, 1345, RESIDENTIAL),
        Field("level_of_care", 10, 1337),
    ),
)
DENTAL = Seg(
    "SV3",
    "dental",
    (
        _procedure("service", 1, "AD", need=True),
        Field("charge", 2, 782),
        Composite("cavity", 4, tuple(Field(f"area{index}", index, 1361, need=index == 1) for index in range(1, 6))),
        Field("prosthesis", 5, 1358, "I R"),
        Field("units", 6, 380, need=True),
        Field("note", 7, 352),
    ),
)
TEETH = Seg(
    "TOO",
    "teeth",
    (
        Field("list", 1, 1270, "JP", need=True),
        Field("tooth", 2, 1271, need=True),
        Composite(
            "surfaces", 3, tuple(Field(f"surface{index}", index, 1369, "B D F I L M O", need=index == 1) for index in range(1, 6))
        ),
    ),
    most=32,
)


def provider(label: str, loop: str, entities: str, numbers: str, roles: str, *rejected: Seg, most: int) -> Loop:
    """A provider of the patient event or of one service; the response may say why it was rejected."""
    who = name("name", entities, "1 2", ids=PROVIDER_IDS, last_need=False, prefix=True)
    return Loop(
        label,
        loop,
        (
            who,
            described("other_id", numbers, most=len(numbers.split())),
            *address(need=False),
            contact("contact", "IC", WAYS, way_need=False),
            *rejected,
            role(roles, taxonomy_need=True),
        ),
        most=most,
    )


def transport(loop: str, *rejected: Seg) -> Loop:
    """A place where a transport begins, stops or ends."""
    who = (
        Field("entity", 1, 98, "45 FS ND PW R3", need=True, key=True),
        Field("type", 2, 1065, "2", need=True),
        Field("last_name", 3, 1035),
    )
    city = (Field("city", 1, 19), Field("state", 2, 156), Field("zip_code", 3, 116))
    street, _ = address(need=False)
    return Loop("transport", loop, (Seg("NM1", "name", who, need=True), street, Seg("N4", "city", city), *rejected), most=5)
