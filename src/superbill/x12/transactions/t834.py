"""834 Benefit Enrollment and Maintenance, 005010X220A1: who joins, leaves or changes a plan, told by a sponsor to a payer.

Nothing here runs. Sponsor and payer → member → names, disability, coverage (with providers and other coverage), and the
reporting categories, which stand between LS and LE.
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import YES_NO, address, amount, contact, dtp, name, quantity, ref

RELATIONSHIPS = "01 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 23 24 25 26 31 38 53 60 D2 G8 G9"
MAINTENANCE_REASONS = (
    "01 02 03 04 05 06 07 08 09 10 11 14 15 16 17 18 20 21 22 25 26 27 28 29 31 32 33 37 38 39 40 41 43 59 "
    "AA AB AC AD AE AF AG AH AI AJ AL EC XN XT"
)
PROVIDER_REASONS = "14 22 46 AA AB AC AD AE AF AG AH AI AJ"
TIME_ZONES = (
    "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 AD AS AT CD CS CT ED ES ET GM HD HS HT LT MD MS MT "
    "ND NS NT PD PS PT TD TS TT UT"
)
MEMBER_DATES = "050 286 296 297 300 301 303 336 337 338 339 340 341 350 351 356 357 383 385 386 393 394 473 474"
MEMBER_IDS = "17 23 3H 4A 6O ABB D3 DX F6 P5 Q4 QQ ZZ"
EMPLOYMENT_CLASSES = "01 02 03 04 05 06 07 08 09 10 11 12 17 18 19 20 21 22 23"
INSURANCE_LINES = "AG AH AJ AK DCP DEN EPO FAC HE HLT HMO LTC LTD MM MOD PDG POS PPO PRA STD UR VIS"
COVERAGE_LEVELS = "CHD DEP E1D E2D E3D E5D E6D E7D E8D E9D ECH EMP ESP FAM IND SPC SPO TWO"
COVERAGE_IDS = "17 1L 9V CE E8 M7 PID RB X9 XM XX1 XX2 ZX ZZ"
CATEGORY_IDS = "00 17 18 19 26 3L 6M 9V 9X GE LU PID XX1 XX2 YY ZZ"
AMOUNTS = "B9 C1 D2 EBA FK P3 R"

AT_HOME = ("AP BN CP EM EX FX HP TE WP",) * 3
AT_WORK = ("AP BN CP EM EX FX TE",) * 3
AT_SCHOOL = ("EM EX FX TE",) * 3


def _party(label: str, entity: str, ids: str, *, name_need: bool = False) -> Seg:
    fields = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("name", 2, 93, need=name_need),
        Field("id_type", 3, 66, ids, need=True),
        Field("id", 4, 67, need=True),
    )
    return Seg("N1", label, fields, need=True)


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

SPONSOR = Loop("sponsor", "1000A", (_party("name", "P5", "24 94 FI"),), need=True)
PAYER = Loop("payer", "1000B", (_party("name", "IN", "94 FI XV"),), need=True)
BROKER = Loop(
    "broker",
    "1000C",
    (
        _party("name", "BO TV", "94 FI XV", name_need=True),
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

PROVIDER = Loop(
    "provider",
    "2310",
    (
        Seg("LX", "number", (Field("number", 1, 554, need=True),), need=True),
        Seg(
            "NM1",
            "name",
            (
                *_person("1X 3D 80 FA OD P3 QA QN Y2", "1 2", ids="34 FI SV XX", last_need=False).fields,
                Field("patient_status", 10, 706, "25 26 72", need=True),
            ),
            need=True,
        ),
        Seg("N3", "street", (Field("line1", 1, 166, need=True), Field("line2", 2, 166)), most=2),
        address(need=False)[1],
        contact("contact", "IC", AT_HOME, person=False, most=2),
        Seg(
            "PLA",
            "change",
            (
                Field("action", 1, 306, "2", need=True),
                Field("entity", 2, 98, "1P", need=True),
                Field("effective_on", 3, 373, need=True),
                Field("reason", 5, 1203, PROVIDER_REASONS, need=True),
            ),
        ),
    ),
    most=30,
)
OTHER_PAYER = Loop(
    "entity",
    "2330",
    (
        Seg(
            "NM1",
            "name",
            (
                Field("entity", 1, 98, "36 GW IN", need=True, key=True),
                Field("type", 2, 1065, "2", need=True),
                Field("last_name", 3, 1035),
                Field("id_type", 8, 66, "FI NI XV"),
                Field("id", 9, 67),
            ),
            need=True,
        ),
        *address(need=False),
        contact("contact", "CN", ("TE",), person=False),
    ),
    most=3,
)
OTHER_COVERAGE = Loop(
    "other_coverage",
    "2320",
    (
        Seg(
            "COB",
            "coverage",
            (
                Field("order", 1, 1138, "P S T U", need=True),
                Field("group", 2, 127),
                Field("coordination", 3, 1143, "1 5 6", need=True),
                Field("services", 4, 1365, "1 35 48 50 54 89 90 A4 AG AL BB", repeat=9),
            ),
            need=True,
        ),
        ref("other_id", "60 6P SY ZZ", most=4),
        dtp("dates", "344 345", most=2),
        OTHER_PAYER,
    ),
    most=5,
)
COVERAGE = Loop(
    "coverage",
    "2300",
    (
        Seg(
            "HD",
            "coverage",
            (
                Field("maintenance", 1, 875, "001 002 021 024 025 026 030 032", need=True),
                Field("line", 3, 1205, INSURANCE_LINES, need=True),
                Field("plan", 4, 1204),
                Field("level", 5, 1207, COVERAGE_LEVELS),
                Field("late", 9, 1073, YES_NO),
            ),
            need=True,
        ),
        dtp("dates", "300 303 343 348 349 543 695", "D8 RD8", need=True, most=6),
        amount("amounts", AMOUNTS, most=9),
        ref("policy", COVERAGE_IDS, most=14),
        ref("prior_months", "QQ"),
        Seg(
            "IDC",
            "card",
            (
                Field("plan", 1, 1204, need=True),
                Field("type", 2, 1215, "D H P", need=True),
                Field("count", 3, 380),
                Field("action", 4, 306, "1 2 RX"),
            ),
            most=3,
        ),
        PROVIDER,
        OTHER_COVERAGE,
    ),
    most=99,
)

CATEGORY = Loop(
    "category",
    "2750",
    (
        Seg("N1", "name", (Field("entity", 1, 98, "75", need=True, key=True), Field("name", 2, 93, need=True)), need=True),
        ref("reference", CATEGORY_IDS),
        dtp("effective_on", "007", "D8 RD8"),
    ),
)
REPORTING = Loop(
    "reporting",
    "2700",
    (
        Seg("LS", "begin", (Field("loop", 1, 447, "2700", need=True),), need=True),
        Loop(
            "member_category", "2710", (Seg("LX", "number", (Field("number", 1, 554, need=True),), need=True), CATEGORY), most=0
        ),
        Seg("LE", "end", (Field("loop", 1, 447, "2700", need=True),), need=True),
    ),
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
