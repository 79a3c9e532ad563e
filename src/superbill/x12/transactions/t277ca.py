"""277CA Health Care Claim Acknowledgment, 005010X214: was each claim taken into adjudication.

Nothing here runs. Payer → submitter → billing provider → patient with one claim.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import amount, begin, dtp, level, name, organization, procedure, quantity, ref

ENTITIES = "03 1P 1Z 36 40 41 71 72 73 77 82 85 87 AY DK DN DQ FA GB HK IL LI MSC PR PRP QB QC QD SEP TL TTP TU"
SUBMITTER_ENTITIES = "36 40 41 AY PR"
CLAIM_ENTITIES = "03 1P 1Z 40 41 71 72 73 77 82 85 87 DK DN DQ FA GB HK IL LI MSC PR PRP QB QC QD SEP TL TTP TU"
DAY = Field("day", 2, 373, need=True)


def _trace(kind: str) -> Seg:
    return Seg("TRN", "trace", (Field("type", 1, 481, kind, need=True), Field("number", 2, 127, need=True)), need=True)


def _status(label: str, place: int, prefix: str, entities: str, *, need: bool = False) -> Composite:
    parts = (
        Field(f"{prefix}category", 1, 1271, need=True),
        Field(f"{prefix}status", 2, 1271, need=True),
        Field(f"{prefix}entity", 3, 98, entities),
    )
    return Composite(label, place, parts, need=need)


def _verdict(entities: str, *days: Field, actions: str = "U WQ", charge: bool = True, message: bool = False) -> Seg:
    fields: tuple[Field | Composite, ...] = (_status("verdict", 1, "", entities, need=True), *days)
    fields += (Field("action", 3, 306, actions, need=True),)
    if charge:
        fields += (Field("charge", 4, 782, need=True),)
    fields += (_status("second", 10, "second_", ENTITIES), _status("third", 11, "third_", ENTITIES))
    if message:
        fields += (Field("message", 12, 933),)
    return Seg("STC", "verdict", fields, need=True, most=0)


LINE = Loop(
    "line",
    "2220D",
    (
        Seg(
            "SVC",
            "service",
            (
                procedure("paid_service", 1, "AD ER HC HP IV NU WK", words=False),
                Field("charge", 2, 782, need=True),
                Field("revenue", 4, 234),
                Field("units", 7, 380),
            ),
            need=True,
        ),
        _verdict(CLAIM_ENTITIES, Field("day", 2, 373), actions="U", charge=False, message=True),
        ref("line_no", "FJ"),
        ref("prescription", "XZ"),
        dtp("served_on", "472", "D8 RD8"),
    ),
    most=0,
)
CLAIM = Loop(
    "claim",
    "2200D",
    (
        _trace("2"),
        _verdict(CLAIM_ENTITIES, DAY, message=True),
        ref("payer_claim_number", "1K"),
        ref("clearinghouse", "D9"),
        ref("bill_type", "BLT"),
        dtp("served_on", "472", "RD8 D8", need=True),
        LINE,
    ),
    most=0,
)
PATIENT = Loop(
    "patient",
    "2000D",
    (
        level("PT", child_need=False),
        Loop("person", "2100D", (name("name", "QC", "1", ids="II MI", id_need=True, prefix=True),), need=True),
        CLAIM,
    ),
    most=0,
)
TOTALS = Loop(
    "totals",
    "2200C",
    (
        _trace("1"),
        Seg("STC", "verdict", _verdict(f"{SUBMITTER_ENTITIES} 77 82 85 87").fields, most=0),
        ref("other_id", "0B 1G G2 LU SY TJ", most=3),
        quantity("accepted", "QA"),
        quantity("rejected", "QC"),
        amount("accepted_charge", "YU"),
        amount("rejected_charge", "YY"),
    ),
)
BILLING = Loop(
    "billing",
    "2000C",
    (
        level("19"),
        Loop("provider", "2100C", (name("name", "85", "1 2", ids="FI SV XX", id_need=True, prefix=True),), need=True, most=0),
        TOTALS,
        PATIENT,
    ),
    most=0,
)
SUBMITTER = Loop(
    "submitter",
    "2000B",
    (
        level("21"),
        Loop("who", "2100B", (name("name", "41", "1 2", ids="46", id_need=True, suffix=False),), need=True),
        Loop(
            "totals",
            "2200B",
            (
                _trace("2"),
                _verdict(SUBMITTER_ENTITIES, DAY),
                quantity("accepted", "90"),
                quantity("rejected", "AA"),
                amount("accepted_charge", "YU"),
                amount("rejected_charge", "YY"),
            ),
            need=True,
        ),
        BILLING,
    ),
    need=True,
)
SOURCE = Loop(
    "source",
    "2000A",
    (
        level("20", top=True, children="1"),
        Loop("who", "2100A", (organization("name", "PR AY", ids="46 FI PI XV"),), need=True),
        Loop(
            "received",
            "2200A",
            (_trace("1"), dtp("received_on", "050", need=True), dtp("processed_on", "009", need=True)),
            need=True,
            most=0,
        ),
        SUBMITTER,
    ),
    need=True,
    most=0,
)

T277CA = Transaction(
    "277",
    "HN",
    "005010X214",
    "Health Care Claim Acknowledgment",
    Loop("set", "", (begin("08", "0085", "TH"), SOURCE)),
)
