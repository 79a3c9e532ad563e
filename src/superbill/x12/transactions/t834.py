"""834 Benefit Enrollment and Maintenance, 005010X220A1: who joins, leaves or changes a plan, told by a sponsor to a payer.

Nothing here runs. Sponsor and payer → member → names, disability, coverage (with providers and other coverage), and the
reporting categories, which stand between LS and LE.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import YES_NO, address, amount, contact, dtp, name, quantity, ref
from superbill.x12.transactions.t834_coverage import AMOUNTS, AT_HOME, COVERAGE, REPORTING

RELATIONSHIPS = "01 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 23 24 25 26 31 38 53 60 D2 G8 G9"
MAINTENANCE_REASONS = (
    "01 02 03 04 05 06 07 08 09 10 11 14 15 16 17 18 20 21 22 25 26 27 28 29 31 32 33 37 38 39 40 41 43 59 "
    "AA AB AC AD AE AF AG AH AI AJ AL EC XN XT"
)
TIME_ZONES = (
    "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 AD AS AT CD CS CT ED ES ET GM HD HS HT LT MD MS MT "
    "ND NS NT PD PS PT TD TS TT UT"
)
MEMBER_DATES = "050 286 296 297 300 301 303 336 337 338 339 340 341 350 351 356 357 383 385 386 393 394 473 474"
MEMBER_IDS = "17 23 3H 4A 6O ABB D3 DX F6 P5 Q4 QQ ZZ"
EMPLOYMENT_CLASSES = "01 02 03 04 05 06 07 08 09 10 11 12 17 18 19 20 21 22 23"

AT_WORK = ("AP BN CP EM EX FX TE",) * 3
AT_SCHOOL = ("EM EX FX TE",) * 3


def _party(entity: str, ids: str, *, name_need: bool = False) -> Seg:
    fields = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("name", 2, 93, need=name_need),
        Field("id_type", 3, 66, ids, need=True),
        Field("id", 4, 67, need=True),
    )
    return Seg("N1", "name", fields, need=True)


def _person(entity: str, types: str = "1", *, ids: str = "34 ZZ", last_need: bool = True) -> Seg:
    return name("name", entity, types, ids=ids, last_need=last_need, prefix=True)


def _demographics(*, need: bool) -> Seg:
    race = (
        Field("race", 1, 1109, "7 8 A B C D E F G H I J N O P Z"),
        Field("race_list", 2, 1270, "RET"),
        Field("race_code", 3, 1271),
    )
    fields = (
        Field("format", 1, 1250, "D8", need=need),
        Field("born_on", 2, 1251, need=need),
        Field("sex", 3, 1068, "F M U", need=need),
        Field("marital_status", 4, 1067, "B D I M R S U W X"),
        Composite("races", 5, race, repeat=10),
        Field("citizenship", 6, 1066, "1 2 3 4 5 6 7"),
        Field("collection_list", 10, 1270, "REC"),
        Field("collection", 11, 1271),
    )
    return Seg("DMG", "demographics", fields)


def _home() -> tuple[Seg, Seg]:
    """N3 and N4 of the member, whose N4 may name a county or an area."""
    street, city = address(need=False)
    places = (*city.fields[:4], Field("area_type", 5, 309, "60 CY"), Field("area", 6, 310), *city.fields[4:])
    return street, Seg("N4", city.name, places)


BEGIN = Seg(
    "BGN",
    "begin",
    (
        Field("purpose", 1, 353, "00 15 22", need=True),
        Field("reference", 2, 127, need=True),
        Field("created_on", 3, 373, need=True),
        Field("created_at", 4, 337, need=True),
        Field("time_zone", 5, 623, TIME_ZONES),
        Field("original_reference", 6, 127),
        Field("action", 8, 306, "2 4 RX", need=True),
    ),
    need=True,
)

SPONSOR = Loop("sponsor", "1000A", (_party("P5", "24 94 FI"),), need=True)
PAYER = Loop("payer", "1000B", (_party("IN", "94 FI XV"),), need=True)
BROKER = Loop(
    "broker",
    "1000C",
    (
        _party("BO TV", "94 FI XV", name_need=True),
        Loop(
            "account",
            "1100C",
            (Seg("ACT", "numbers", (Field("number", 1, 508, need=True), Field("number2", 6, 508)), need=True),),
        ),
    ),
    most=2,
)

MEMBER = Seg(
    "INS",
    "member",
    (
        Field("is_subscriber", 1, 1073, YES_NO, need=True),
        Field("relationship", 2, 1069, RELATIONSHIPS, need=True),
        Field("maintenance", 3, 875, "001 021 024 025 030", need=True),
        Field("reason", 4, 1203, MAINTENANCE_REASONS),
        Field("benefit_status", 5, 1216, "A C S T", need=True),
        Composite(
            "medicare",
            6,
            (Field("medicare_plan", 1, 1218, "A B C D E", need=True), Field("medicare_reason", 2, 1701, "0 1 2")),
        ),
        Field("cobra_event", 7, 1219, "1 2 3 4 5 6 7 8 9 10 ZZ"),
        Field("employment", 8, 584, "AC AO AU FT L1 PT RT TE"),
        Field("student", 9, 1220, "F N P"),
        Field("handicapped", 10, 1073, YES_NO),
        Field("format", 11, 1250, "D8"),
        Field("died_on", 12, 1251),
        Field("confidentiality", 13, 1165, "R U"),
        Field("birth_order", 17, 1470),
    ),
    need=True,
)

PERSON = Loop(
    "person",
    "2100A",
    (
        _person("74 IL"),
        contact("contact", "IP", AT_HOME, person=False),
        *_home(),
        _demographics(need=True),
        Seg(
            "EC",
            "employment_class",
            (
                Field("class1", 1, 1176, EMPLOYMENT_CLASSES, need=True),
                Field("class2", 2, 1176, EMPLOYMENT_CLASSES),
                Field("class3", 3, 1176, EMPLOYMENT_CLASSES),
            ),
            most=0,
        ),
        Seg(
            "ICM",
            "income",
            (
                Field("frequency", 1, 594, "1 2 3 4 6 7 8 9 B C H Q S U", need=True),
                Field("wage", 2, 782, need=True),
                Field("hours", 3, 380),
                Field("location", 4, 310),
                Field("salary_grade", 5, 1214),
            ),
        ),
        amount("amounts", AMOUNTS, most=7),
        Seg("HLH", "health", (Field("habit", 1, 1212, "N S T U X", need=True), Field("height", 2, 65), Field("weight", 3, 81))),
        Seg(
            "LUI",
            "language",
            (
                Field("list", 1, 66, "LD LE"),
                Field("code", 2, 67),
                Field("description", 3, 352),
                Field("use", 4, 1303, "5 6 7 8"),
            ),
            most=0,
        ),
    ),
    need=True,
)
INCORRECT = Loop("incorrect", "2100B", (_person("70"), _demographics(need=False)))
MAILING = Loop(
    "mailing",
    "2100C",
    (
        Seg(
            "NM1", "name", (Field("entity", 1, 98, "31", need=True, key=True), Field("type", 2, 1065, "1", need=True)), need=True
        ),
        *address(need=True),
    ),
)
EMPLOYER = Loop(
    "employer",
    "2100D",
    (_person("36", "1 2", ids="24 34", last_need=False), contact("contact", "EP", AT_WORK), *address(need=False)),
    most=3,
)
SCHOOL = Loop(
    "school",
    "2100E",
    (
        Seg(
            "NM1",
            "name",
            (
                Field("entity", 1, 98, "M8", need=True, key=True),
                Field("type", 2, 1065, "2", need=True),
                Field("last_name", 3, 1035, need=True),
            ),
            need=True,
        ),
        contact("contact", "SK", AT_SCHOOL),
        *address(need=False),
    ),
    most=3,
)
CUSTODIAN = Loop(
    "custodial_parent",
    "2100F",
    (
        Seg(
            "NM1",
            "name",
            (
                Field("entity", 1, 98, "S3", need=True, key=True),
                Field("type", 2, 1065, "1", need=True),
                Field("last_name", 3, 1035, need=True),
                Field("first_name", 4, 1036, need=True),
                Field("middle_name", 5, 1037),
                Field("prefix", 6, 1038),
                Field("suffix", 7, 1039),
                Field("id_type", 8, 66, "34 ZZ"),
                Field("id", 9, 67),
            ),
            need=True,
        ),
        contact("contact", "PQ", AT_HOME, person=False),
        *address(need=False),
    ),
)
RESPONSIBLE = Loop(
    "responsible_person",
    "2100G",
    (
        _person("6Y 9K E1 EI EXS GB GD J6 LR QD S1 TZ X4"),
        contact("contact", "RP", AT_HOME, person=False),
        *address(need=False),
    ),
    most=13,
)
DROP_OFF = Loop("drop_off", "2100H", (name("name", "45", "1", last_need=False, prefix=True), *address(need=False)))

DISABILITY = Loop(
    "disability",
    "2200",
    (
        Seg(
            "DSB",
            "disability",
            (
                Field("type", 1, 1146, "1 2 3 4", need=True),
                Field("diagnosis_list", 7, 235, "DX ZZ"),
                Field("diagnosis", 8, 1137),
            ),
            need=True,
        ),
        dtp("dates", "360 361", most=2),
    ),
    most=0,
)

T834 = Transaction(
    "834",
    "BE",
    "005010X220A1",
    "Benefit Enrollment and Maintenance",
    Loop(
        "set",
        "",
        (
            BEGIN,
            ref("policy", "38"),
            dtp("effective_on", "007 090 091 303 382 388", most=0),
            quantity("totals", "DT ET TO", most=3),
            SPONSOR,
            PAYER,
            BROKER,
            Loop(
                "member",
                "2000",
                (
                    MEMBER,
                    ref("subscriber_id", "0F", need=True),
                    ref("policy", "1L"),
                    ref("other_id", MEMBER_IDS, most=13),
                    dtp("dates", MEMBER_DATES, most=24),
                    PERSON,
                    INCORRECT,
                    MAILING,
                    EMPLOYER,
                    SCHOOL,
                    CUSTODIAN,
                    RESPONSIBLE,
                    DROP_OFF,
                    DISABILITY,
                    COVERAGE,
                    REPORTING,
                ),
                need=True,
                most=0,
            ),
        ),
    ),
    also="005010X220",
)
