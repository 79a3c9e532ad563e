"""276 Health Care Claim Status Request, 005010X212: what has become of these claims.

Nothing here runs. Payer → who asks → provider → subscriber → dependent. A claim is asked for at the patient: at the dependent
where there is one, else at the subscriber.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import amount, dtp, level, name, organization, procedure, ref
from superbill.x12.transactions.shapes_inquiry import bare_trace, born, opening

SERVICE_KINDS = "AD ER HC HP IV N4 NU WK"


def service(*, paid: bool) -> Seg:
    """SVC, one service line, in 276 and 277; in the answer with what was paid."""
    fields: tuple[Field | Composite, ...] = (
        procedure("service", 1, SERVICE_KINDS, words=False),
        Field("charge", 2, 782, need=True),
    )
    if paid:
        fields += (Field("paid", 3, 782, need=True),)
    fields += (Field("revenue", 4, 234), Field("units", 7, 380, need=paid))
    return Seg("SVC", "service", fields, need=True)


def _claim(letter: str, *, need: bool) -> Loop:
    line = Loop(
        "line",
        f"2210{letter}",
        (service(paid=False), ref("line_no", "FJ"), dtp("served_on", "472", "D8 RD8", need=True)),
        most=0,
    )
    return Loop(
        "claim",
        f"2200{letter}",
        (
            bare_trace("1"),
            ref("payer_claim_number", "1K"),
            ref("bill_type", "BLT"),
            ref("location", "LU"),
            ref("group", "6P"),
            ref("control", "EJ"),
            ref("prescription", "XZ"),
            ref("clearinghouse", "D9"),
            amount("charge", "T3"),
            dtp("served_on", "472", "D8 RD8"),
            line,
        ),
        need=need,
        most=0,
    )


DEPENDENT = Loop(
    "dependent",
    "2000E",
    (
        level("23", child_need=False),
        born("F M", day_need=True, need=True),
        Loop("person", "2100E", (name("name", "QC", "1"),), need=True),
        _claim("E", need=True),
    ),
    most=0,
)
SUBSCRIBER = Loop(
    "subscriber",
    "2000D",
    (
        level("22"),
        born("F M", day_need=True),
        Loop("person", "2100D", (name("name", "IL", "1 2", ids="24 II MI", id_need=True),), need=True),
        _claim("D", need=False),
        DEPENDENT,
    ),
    need=True,
    most=0,
)
PROVIDER = Loop(
    "provider",
    "2000C",
    (
        level("19", children="1"),
        Loop(
            "who",
            "2100C",
            (name("name", "1P", "1 2", ids="FI SV XX", id_need=True, last_need=False),),
            need=True,
            most=2,
        ),
        SUBSCRIBER,
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
        Loop("who", "2100A", (organization("name", "PR", ids="PI XV"),), need=True),
        RECEIVER,
    ),
    need=True,
    most=0,
)

T276 = Transaction(
    "276",
    "HR",
    "005010X212",
    "Health Care Claim Status Request",
    Loop("set", "", (opening("0010", "13"), SOURCE)),
    also="005010X212E1",
)
