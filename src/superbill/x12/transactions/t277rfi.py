"""277 Health Care Claim Request for Additional Information, 005010X213: what a payer wants to see before it decides a claim.

Nothing here runs. Payer → who receives → provider → patient with claims. What is asked for are LOINC codes in STC, for the claim
or for a line; the answer is a 275. Which of two ways of the trace (TRN01) and of the purpose (BHT02) is meant differs among the
versions of this guide: both are taken.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import contact, dtp, level, name, organization, procedure, ref
from superbill.x12.transactions.shapes_inquiry import bare_trace, opening
from superbill.x12.transactions.t277ca import ENTITIES

WAYS = ("ED EM FX TE", "ED EM EX FX TE", "ED EM EX FX TE")


def _composite(label: str, place: int, prefix: str, *, need: bool = False) -> Composite:
    parts = (
        Field(f"{prefix}category", 1, 1271, need=True),
        Field(f"{prefix}status", 2, 1271, need=True),
        Field(f"{prefix}entity", 3, 98, ENTITIES),
        Field(f"{prefix}list", 4, 1270, "LOI"),
    )
    return Composite(label, place, parts, need=need)


def _asked(*, day_need: bool, charge: bool) -> Seg:
    fields: tuple[Field | Composite, ...] = (_composite("first", 1, "", need=True), Field("day", 2, 373, need=day_need))
    if charge:
        fields += (Field("charge", 4, 782),)
    fields += (_composite("second", 10, "second_"), _composite("third", 11, "third_"))
    return Seg("STC", "asked", fields, need=True, most=0)


LINE = Loop(
    "line",
    "2220D",
    (
        Seg(
            "SVC",
            "service",
            (
                procedure("service", 1, "AD ER HC HP IV N4 NU WK", words=False),
                Field("charge", 2, 782, need=True),
                Field("revenue", 4, 234),
                Field("units", 7, 380),
            ),
            need=True,
        ),
        _asked(day_need=False, charge=False),
        ref("line_no", "FJ"),
        dtp("served_on", "472", "D8 RD8"),
    ),
    most=0,
)
REPLY_TO = Loop(
    "supplement",
    "2210D",
    (
        Seg(
            "PWK",
            "attachment",
            (
                Field("kind", 1, 755, need=True),
                Field("way", 2, 756),
                Field("control_type", 5, 66, "AC"),
                Field("control", 6, 67),
            ),
            need=True,
        ),
        contact("contact", "IC", WAYS),
        Seg("N1", "name", (Field("entity", 1, 98, need=True), Field("name", 2, 93))),
        Seg("N3", "street", (Field("line1", 1, 166, need=True), Field("line2", 2, 166))),
        Seg("N4", "city", (Field("city", 1, 19, need=True), Field("state", 2, 156), Field("zip_code", 3, 116))),
    ),
)
CLAIM = Loop(
    "claim",
    "2200D",
    (
        bare_trace("1 2"),
        _asked(day_need=True, charge=True),
        ref("payer_claim_number", "1K"),
        ref("control", "EJ"),
        ref("bill_type", "BLT"),
        ref("medical_record", "EA"),
        ref("clearinghouse", "D9"),
        dtp("served_on", "472", "D8 RD8"),
        dtp("due_on", "106"),
        REPLY_TO,
        LINE,
    ),
    need=True,
    most=0,
)
PATIENT_LEVEL = Seg("HL", "level", (*level("PT", child_need=False).fields, Field("children", 4, 736, "0")), need=True)
PATIENT = Loop(
    "patient",
    "2000D",
    (
        PATIENT_LEVEL,
        Loop("person", "2100D", (name("name", "QC", "1", ids="II MI"),), need=True),
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
        Loop("who", "2100C", (name("name", "1P", "1 2", ids="FI SV XX", id_need=True, last_need=False),), need=True),
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
)

T277RFI = Transaction(
    "277",
    "HN",
    "005010X213",
    "Health Care Claim Request for Additional Information",
    Loop("set", "", (opening("0085", "13 48", types="RQ", type_need=True), SOURCE)),
)
