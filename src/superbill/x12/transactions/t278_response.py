"""278 Health Care Services Review: Response, 005010X217: what was decided on a request for review, or why it was not.

Nothing here runs. The levels are those of the request; AAA rejects what could not be processed where it stands, HCR decides the
event or one of its services. BHT02 tells a response from its request.
"""

from superbill.x12.tables import Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import YES_NO, address, contact, dtp, level, name, ref
from superbill.x12.transactions.shapes_inquiry import (
    born,
    delivery,
    diagnoses,
    message,
    opening,
    rejections,
    role,
    trace,
)
from superbill.x12.transactions.t278 import BIRTH_ORDER, EQUIPMENT, relationship
from superbill.x12.transactions.t278_parts import (
    ADMISSION,
    DENTAL,
    EVENT_PROVIDERS,
    EVENT_ROLES,
    INSTITUTIONAL,
    LEVEL_OF_SERVICE,
    PERIODS,
    PROFESSIONAL,
    PROVIDER_IDS,
    PROVIDER_NUMBERS,
    REQUESTER_NUMBERS,
    REQUESTER_ROLES,
    REQUESTERS,
    SERVICE_PROVIDERS,
    SERVICE_ROLES,
    SPINAL,
    SUBSCRIBER_NUMBERS,
    TEETH,
    UMO,
    UMO_IDS,
    WAYS,
    attachment,
    provider,
    review,
    transport,
)

REASONS = (
    "04 15 33 35 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80"
    " 95 97 98 AA AB AC AD AE AF AG AH AI AJ AK AL AM AN AO AP AQ CI E8 IA MA T4 T5"
)
REJECTED = rejections(REASONS, "C N P R S W X Y")
NUMBERS = f"{PROVIDER_NUMBERS} G5"
ATTACHMENT = attachment("BM EL EM FX VO")


def decision(actions: str) -> Seg:
    """HCR, what was decided."""
    fields = (
        Field("action", 1, 306, actions, need=True),
        Field("number", 2, 127),
        Field("reason", 3, 1271),
        Field("second_opinion", 4, 1073, YES_NO),
    )
    return Seg("HCR", "decision", fields)


NUMBERED = (ref("reference", "NT"), ref("previous_authorization", "BB"))
DATED = (dtp("issued_on", "102"), dtp("expires_on", "036"), dtp("effective_on", "007", "D8 RD8"))

AMBULANCE = Seg(
    "CR1",
    "ambulance",
    (Field("way", 3, 1316, "I R T X", need=True), Field("unit", 5, 355, "DH DK"), Field("distance", 6, 380)),
)
OXYGEN = Seg(
    "CR5",
    "oxygen",
    (
        Field("equipment1", 3, 1348, EQUIPMENT),
        Field("equipment2", 4, 1348, EQUIPMENT),
        Field("equipment_reason", 5, 352),
        Field("flow_rate", 6, 380, need=True),
        Field("daily_uses", 7, 380),
        Field("hours_a_use", 8, 380),
        Field("therapist_order", 9, 352),
        Field("portable_flow_rate", 16, 380),
        Field("delivery", 17, 1382, "A B C D E", need=True),
        Field("equipment3", 18, 1348, EQUIPMENT),
    ),
)
HOME_HEALTH = Seg(
    "CR6",
    "home_health",
    (
        Field("prognosis", 1, 923, "1 2 3 4 5 6 7 8", need=True),
        Field("began_on", 2, 373, need=True),
        Field("format", 3, 1250, "RD8"),
        Field("certified_for", 4, 1251),
        Field("medicare", 7, 1073, "N W Y", need=True),
        Field("certification", 8, 1322, "1 2 3 4 5 6 A B C D E I N R S", need=True),
    ),
)


def _reply_to(loop: str) -> Loop:
    """Whom to send what is asked for."""
    who = name("name", "L5", "1 2", ids=UMO_IDS, last_need=False)
    return Loop("reply_to", loop, (who, *address(need=False), contact("contact", "IC", WAYS, way_need=False)))


SERVICE = Loop(
    "service",
    "2000F",
    (
        level("SS", children="0"),
        trace("1 2", most=3),
        REJECTED,
        review("HS SC", LEVEL_OF_SERVICE, need=False),
        decision("A1 A3 A4 A6 C CT NA"),
        *NUMBERED,
        dtp("served_on", "472", "D8 RD8"),
        *DATED,
        diagnoses("LOI", "LOI", count=12),
        PROFESSIONAL,
        INSTITUTIONAL,
        DENTAL,
        TEETH,
        delivery("DA MO WK", PERIODS),
        ATTACHMENT,
        message(),
        provider("provider", "2010FA", SERVICE_PROVIDERS, NUMBERS, SERVICE_ROLES, REJECTED, most=12),
        _reply_to("2010FB"),
    ),
    most=0,
)
EVENT = Loop(
    "event",
    "2000E",
    (
        level("EV"),
        trace("1 2", most=3),
        REJECTED,
        review("AR HS IN SC", LEVEL_OF_SERVICE, need=True),
        decision("A1 A2 A3 A4 A6 C CT NA"),
        *NUMBERED,
        dtp("accident_on", "439"),
        dtp("last_period_on", "484"),
        dtp("due_on", "ABC"),
        dtp("onset_on", "431"),
        dtp("event_on", "AAH", "D8 RD8"),
        dtp("admitted_on", "435", "D8 RD8"),
        dtp("discharged_on", "096"),
        *DATED,
        diagnoses("ABF ABJ ABK APR BF BJ BK DR LOI PR", "ABF ABJ APR BF BJ DR LOI PR", count=12, dated=True),
        delivery("DA MO WK", PERIODS),
        ADMISSION,
        AMBULANCE,
        SPINAL,
        OXYGEN,
        HOME_HEALTH,
        ATTACHMENT,
        message(),
        provider("provider", "2010EA", EVENT_PROVIDERS, NUMBERS, EVENT_ROLES, REJECTED, most=14),
        _reply_to("2010EB"),
        transport("2010EC", REJECTED),
        SERVICE,
    ),
    most=0,
)


def _person(loop: str, who: Seg, numbers: Seg, related: Seg) -> Loop:
    return Loop(
        "person",
        loop,
        (who, numbers, *address(need=False), REJECTED, born("F M U", day_need=True), related),
        need=True,
    )


DEPENDENT = Loop(
    "dependent",
    "2000D",
    (
        level("23"),
        _person(
            "2010D",
            name("name", "QC", "1", last_need=False),
            ref("other_id", "EJ SY", most=3),
            relationship("N", "01 19 G8", BIRTH_ORDER),
        ),
        EVENT,
    ),
)
SUBSCRIBER = Loop(
    "subscriber",
    "2000C",
    (
        level("22"),
        _person(
            "2010C",
            name("name", "IL", "1", ids="II MI", id_need=True, last_need=False, prefix=True),
            ref("other_id", SUBSCRIBER_NUMBERS, most=9),
            relationship("Y", "18", Field("military", 8, 584), BIRTH_ORDER),
        ),
        EVENT,
        DEPENDENT,
    ),
)
REQUESTER = Loop(
    "requester",
    "2000B",
    (
        level("21"),
        Loop(
            "who",
            "2010B",
            (
                name("name", REQUESTERS, "1 2", ids=PROVIDER_IDS, id_need=True, last_need=False),
                ref("other_id", REQUESTER_NUMBERS, most=8),
                REJECTED,
                role(REQUESTER_ROLES),
            ),
            need=True,
            most=2,
        ),
        SUBSCRIBER,
    ),
)
REVIEWER = Loop(
    "reviewer",
    "2000A",
    (
        level("20", top=True),
        REJECTED,
        Loop(
            "who",
            "2010A",
            (
                name("name", UMO, "1 2", ids=UMO_IDS, id_need=True, last_need=False),
                contact("contact", "IC", WAYS, way_need=False),
                REJECTED,
            ),
            need=True,
        ),
        REQUESTER,
    ),
    need=True,
)

T278_RESPONSE = Transaction(
    "278",
    "HI",
    "005010X217",
    "Health Care Services Review: Response",
    Loop("set", "", (opening("0007", "11", types="18 19 AT RU", type_need=True), REVIEWER)),
    also="005010X217E1 005010X217E2",
    begins=((2, "11"),),
)
