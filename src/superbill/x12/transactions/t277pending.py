"""277 Health Care Claim Pending Status Information, 005010X228: which claims a payer has taken in and not yet decided.

Nothing here runs. Payer → who receives → provider → patient with claims; nobody asked. The facts are from published examples of
this guide and from its sisters in the 277 family (X212, X213, X214), not from the guide: where these differ or are silent the
table is lenient. Both codes of the patient's level (PT, 22) and of the trace (TRN01 1, 2) are taken, the numbers and days of a
claim and of a line are all situational, and categories are not held to those of pending claims (P0 to P5).
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import begin, contact, dtp, level, name, organization, procedure, ref
from superbill.x12.transactions.shapes_inquiry import bare_trace
from superbill.x12.transactions.t276 import SERVICE_KINDS
from superbill.x12.transactions.t277 import ENTITIES, WAYS

PARTIES = f"41 AY PR {ENTITIES}"


def _reason(label: str, place: int, prefix: str, *, need: bool = False) -> Composite:
    parts = (
        Field(f"{prefix}category", 1, 1271, need=True),
        Field(f"{prefix}status", 2, 1271, need=True),
        Field(f"{prefix}entity", 3, 98, PARTIES),
        Field(f"{prefix}list", 4, 1270, "RX"),
    )
    return Composite(label, place, parts, need=need)


def _pending(*, charge: bool) -> Seg:
    fields: tuple[Field | Composite, ...] = (_reason("first", 1, "", need=True), Field("day", 2, 373, need=True))
    if charge:
        fields += (Field("charge", 4, 782, need=True),)
    fields += (_reason("second", 10, "second_"), _reason("third", 11, "third_"))
    return Seg("STC", "pending", fields, need=True, most=0)


LINE = Loop(
    "line",
    "2220D",
    (
        Seg(
            "SVC",
            "service",
            (
                procedure("service", 1, SERVICE_KINDS, words=False),
                Field("charge", 2, 782, need=True),
                Field("revenue", 4, 234),
                Field("units", 7, 380),
            ),
            need=True,
        ),
        _pending(charge=False),
        ref("line_no", "FJ"),
        ref("prescription", "XZ"),
        dtp("served_on", "472", "D8 RD8"),
        dtp("received_on", "050"),
    ),
    most=0,
)
CLAIM = Loop(
    "claim",
    "2200D",
    (
        bare_trace("1 2"),
        _pending(charge=True),
        ref("payer_claim_number", "1K"),
        ref("control", "EJ"),
        ref("bill_type", "BLT"),
        ref("medical_record", "EA"),
        ref("prescription", "XZ"),
        ref("clearinghouse", "D9"),
        dtp("served_on", "472", "D8 RD8"),
        dtp("received_on", "050"),
        dtp("due_on", "106"),
        LINE,
    ),
    need=True,
    most=0,
)
PATIENT_LEVEL = Seg("HL", "level", (*level("PT 22", child_need=False).fields, Field("children", 4, 736, "0")), need=True)
PATIENT = Loop(
    "patient",
    "2000D",
    (
        PATIENT_LEVEL,
        Loop("person", "2100D", (name("name", "QC", "1", ids="24 II MI"),), need=True),
        CLAIM,
    ),
    need=True,
    most=0,
)
PROVIDER = Loop(
    "provider",
    "2000C",
    (
        level("19", children="1"),
        Loop("who", "2100C", (name("name", "1P", "1 2", ids="FI SV XX", id_need=True, last_need=False),), need=True, most=2),
        PATIENT,
    ),
    need=True,
    most=0,
)
RECEIVER = Loop(
    "receiver",
    "2000B",
    (
        level("21", children="1"),
        Loop("who", "2100B", (name("name", "41", "1 2", ids="46", id_need=True, last_need=False, suffix=False),), need=True),
        PROVIDER,
    ),
    need=True,
    most=0,
)
SOURCE = Loop(
    "source",
    "2000A",
    (
        level("20", top=True, children="1"),
        Loop("who", "2100A", (organization("name", "PR", ids="PI XV"), contact("contact", "IC", WAYS)), need=True),
        RECEIVER,
    ),
    need=True,
    most=0,
)

T277PENDING = Transaction(
    "277",
    "HN",
    "005010X228",
    "Health Care Claim Pending Status Information",
    Loop("set", "", (begin("08", "0085", "NO"), SOURCE)),
)
