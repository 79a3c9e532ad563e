"""270 Health Care Eligibility Benefit Inquiry, 005010X279A1: is this person covered, and for what.

Nothing here runs. Who is asked → who asks → subscriber → dependent. What is asked stands at the patient: at the dependent where
there is one, else at the subscriber.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import address, amount, dtp, level, name, ref
from superbill.x12.transactions.shapes_inquiry import SERVICE_TYPES, born, described, diagnoses, opening, pointers, role, trace

SOURCES = "2B 36 GP P5 PR"
SOURCE_IDS = "24 46 FI NI PI XV XX"
RECEIVERS = "1P 2B 36 80 FA GP P5 PR"
RECEIVER_IDS = "24 34 FI PI PP SV XV XX"
RECEIVER_NUMBERS = "0B 1C 1D 1J 4A CT EL EO HPI JD N5 N7 Q4 SY TJ"
ROLES = "AD AT BI CO CV H HH LA OT P1 P2 PC PE R RF SK SU"
RECEIVER_ROLES = f"{ROLES} SB"
PROVIDER_NUMBERS = "9K D3 EI HPI PXC SY TJ"
SERVICE_KINDS = "AD CJ HC ID IV N4 ZZ"


def service(place: int, *last: Field) -> Composite:
    """The composite that names one service, in 270 and 271."""
    parts = (
        Field("procedure_kind", 1, 235, SERVICE_KINDS, need=True),
        Field("procedure", 2, 234, need=True),
        *(Field(f"modifier{index}", 2 + index, 1339) for index in range(1, 5)),
        *last,
    )
    return Composite("procedure", place, parts)


def insured(indicator: str, relationships: str, *, order_need: bool = False, changes: bool = False) -> Seg:
    """INS: relationship, and the order of a multiple birth; `changes` where the answer says that it corrects the inquiry."""
    fields: tuple[Field, ...] = (
        Field("subscriber", 1, 1073, indicator, need=True),
        Field("relationship", 2, 1069, relationships, need=True),
    )
    if changes:
        fields += (Field("change", 3, 875, "001"), Field("change_reason", 4, 1203, "25"))
    return Seg("INS", "relationship", (*fields, Field("birth_order", 17, 1470, need=order_need)))


def _asked(level_letter: str, *fields: Field | Composite, spend_down: bool) -> Loop:
    amounts = (amount("spend_down", "R"), amount("spend_down_billed", "PB")) if spend_down else ()
    return Loop(
        "asked",
        f"2110{level_letter}",
        (
            Seg("EQ", "inquiry", fields, need=True),
            *amounts,
            Seg("III", "place", (Field("list", 1, 1270, "ZZ", need=True), Field("place_of_service", 2, 1271, need=True))),
            ref("authorization", "9F G1"),
            dtp("served_on", "291", "D8 RD8"),
        ),
        most=99,
    )


SERVICES = Field("service_types", 1, 1365, SERVICE_TYPES, repeat=99)
LEVEL_ASKED = Field("coverage_level", 3, 1207, "FAM")

DEPENDENT = Loop(
    "dependent",
    "2000D",
    (
        level("23", children="0"),
        trace("1", most=2),
        Loop(
            "person",
            "2100D",
            (
                name("name", "03", "1", last_need=False),
                ref("other_id", "18 1L 1W 6P CT EA EJ F6 GH HJ IF IG MRC N6 SY Y4", most=9),
                *address(need=False),
                role(ROLES, lists=PROVIDER_NUMBERS),
                born("F M", day_need=False),
                insured("N", "01 19 34"),
                diagnoses("ABK BK", "ABF BF", count=8),
                dtp("dates", "102 291", "D8 RD8", most=2),
                _asked("D", SERVICES, service(2), pointers(5), spend_down=False),
            ),
            need=True,
        ),
    ),
    most=0,
)
SUBSCRIBER = Loop(
    "subscriber",
    "2000C",
    (
        level("22"),
        trace("1", most=2),
        Loop(
            "person",
            "2100C",
            (
                name("name", "IL", "1 2", ids="II MI", last_need=False),
                ref("other_id", "18 1L 1W 3H 6P CT EA EJ F6 GH HJ IG N6 NQ SY Y4", most=9),
                *address(need=False),
                role(ROLES, lists=PROVIDER_NUMBERS),
                born("F M", day_need=False),
                insured("Y", "18", order_need=True),
                diagnoses("ABK BK", "ABF BF", count=8),
                dtp("dates", "102 291", "D8 RD8", most=2),
                _asked("C", SERVICES, service(2), LEVEL_ASKED, pointers(5), spend_down=True),
            ),
            need=True,
        ),
        DEPENDENT,
    ),
    need=True,
    most=0,
)
RECEIVER = Loop(
    "receiver",
    "2000B",
    (
        level("21", children="1"),
        Loop(
            "who",
            "2100B",
            (
                name("name", RECEIVERS, "1 2", ids=RECEIVER_IDS, id_need=True),
                described("other_id", RECEIVER_NUMBERS, most=9),
                *address(need=False),
                role(RECEIVER_ROLES),
            ),
            need=True,
        ),
        SUBSCRIBER,
    ),
    need=True,
    most=0,
)
SOURCE = Loop(
    "source",
    "2000A",
    (
        level("20", top=True, children="1"),
        Loop("who", "2100A", (name("name", SOURCES, "1 2", ids=SOURCE_IDS, id_need=True),), need=True),
        RECEIVER,
    ),
    need=True,
    most=0,
)

T270 = Transaction(
    "270",
    "HS",
    "005010X279A1",
    "Health Care Eligibility Benefit Inquiry",
    Loop("set", "", (opening("0022", "01 13", types="RT", reference_need=False), SOURCE)),
    also="005010X279",
)
