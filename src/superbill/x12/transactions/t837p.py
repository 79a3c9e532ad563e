"""837P Health Care Claim: Professional, 005010X222A1.

Nothing here runs. The reader, the writer, the validator, the 999 and the reference page are driven from this table.
Billing provider → subscriber → patient (only when not the subscriber) → claim → line.
"""

from dataclasses import replace

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import (
    BY_PHONE,
    FILINGS,
    PROCEDURE_KINDS,
    YES_NO,
    address,
    adjustments,
    amount,
    begin,
    contact,
    dtp,
    level,
    name,
    nameless,
    organization,
    procedure,
    quantity,
    ref,
    remarks_moa,
    specialty,
)

PAYERS_RANK = "A B C D E F G H P S T U"
RELATIONSHIPS = "01 19 20 21 39 40 53 G8"
INSURANCE_TYPES = "12 13 14 15 16 41 42 43 47"
ATTACHMENTS = (
    "03 04 05 06 07 08 09 10 11 13 15 21 A3 A4 AM AS B2 B3 B4 BR BS BT CB CK CT D2 DA DB DG DJ DS EB HC HR I5 IR LA M1 MT NN OB OC"
    " OD OE OX OZ P4 P5 PE PN PO PQ PY PZ RB RR RT RX SG V5 XP"
)
AMBULANCE = "01 04 05 06 07 08 09 12"
VISION = "L1 L2 L3 L4 L5"
CLAIM_PRICING = "00 01 02 03 04 05 07 08 09 10 11 12 13 14"
LINE_PRICING = "00 01 02 03 04 05 06 07 08 09 10 11 12 13 14"
REJECTS, POLICY, EXCEPTIONS = "T1 T2 T3 T4 T5 T6", "1 2 3 4 5", "1 2 3 4 5 6"
ADJUSTMENT_GROUPS = "CO CR OA PI PR"
POINTERS = "1 2 3 4 5 6 7 8 9 10 11 12"


def _subscriber(relationships: str, *, relationship_need: bool) -> Seg:
    fields = (
        Field("rank", 1, 1138, PAYERS_RANK, need=True),
        Field("relationship", 2, 1069, relationships, need=relationship_need),
        Field("group_number", 3, 127),
        Field("plan_name", 4, 93),
        Field("insurance_type", 5, 1336, INSURANCE_TYPES),
        Field("filing", 9, 1032, FILINGS),
    )
    return Seg("SBR", "subscriber", fields, need=True)


def _patient(*relationship: Field, need: bool) -> Seg:
    fields = (
        *relationship,
        Field("death_format", 5, 1250, "D8"),
        Field("died_on", 6, 1251),
        Field("weight_unit", 7, 355, "01"),
        Field("weight", 8, 81),
        Field("pregnant", 9, 1073, "Y"),
    )
    return Seg("PAT", "patient", fields, need=need)


def _born(*, need: bool) -> Seg:
    fields = (
        Field("format", 1, 1250, "D8", need=True),
        Field("born", 2, 1251, need=True),
        Field("sex", 3, 1068, "F M U", need=True),
    )
    return Seg("DMG", "born", fields, need=need)


def _attachment(label: str, kinds: str, ways: str, *, most: int, control: bool) -> Seg:
    fields: tuple[Field, ...] = (
        Field("kind", 1, 755, kinds, need=True, key=True),
        Field("way", 2, 756, ways, need=True, key=True),
    )
    if control:
        fields += (Field("control_type", 5, 66, "AC"), Field("control", 6, 67))
    return Seg("PWK", label, fields, most=most)


def _note(label: str, codes: str) -> Seg:
    return Seg("NTE", label, (Field("type", 1, 363, codes, need=True, key=True), Field("text", 2, 352, need=True)))


def _conditions(label: str, category: str, answers: str, codes: str, *, count: int, most: int = 1) -> Seg:
    fields = (
        Field("category", 1, 1136, category, need=True, key=True),
        Field("answer", 2, 1073, answers, need=True),
        *(Field(f"condition{index}", 2 + index, 1321, codes, need=index == 1) for index in range(1, count + 1)),
    )
    return Seg("CRC", label, fields, most=most)


def _codes(label: str, first: str, others: str, *, count: int, need: bool = False, most: int = 1) -> Seg:
    def code(index: int) -> Composite:
        codes = first if index == 1 else others
        parts = (Field(f"list{index}", 1, 1270, codes, need=True, key=index == 1), Field(f"code{index}", 2, 1271, need=True))
        return Composite(f"codes{index}", index, parts, need=index == 1)

    return Seg("HI", label, tuple(code(index) for index in range(1, count + 1)), need=need, most=most)


def _repriced(methods: str, *on_lines: Field) -> Seg:
    fields = (
        Field("method", 1, 1473, methods, need=True),
        Field("allowed", 2, 782, need=True),
        Field("saved", 3, 782),
        Field("repricer", 4, 127),
        Field("rate", 5, 118),
        Field("group_code", 6, 127),
        Field("group_amount", 7, 782),
        *on_lines,
        Field("reject_reason", 13, 901, REJECTS),
        Field("policy", 14, 1526, POLICY),
        Field("exception", 15, 1527, EXCEPTIONS),
    )
    return Seg("HCP", "pricing", fields)


CONTRACT = Seg(
    "CN1",
    "contract",
    (
        Field("type", 1, 1166, "01 02 03 04 05 06 09", need=True),
        Field("amount", 2, 782),
        Field("percent", 3, 332),
        Field("code", 4, 127),
        Field("discount", 5, 338),
        Field("version", 6, 799),
    ),
)
FIXED_FORMAT = Seg("K3", "fixed_format", (Field("text", 1, 449, need=True),), most=10)
AMBULANCE_TRANSPORT = Seg(
    "CR1",
    "ambulance",
    (
        Field("weight_unit", 1, 355, "LB"),
        Field("weight", 2, 81),
        Field("reason", 4, 1317, "A B C D E", need=True),
        Field("unit", 5, 355, "DH", need=True),
        Field("miles", 6, 380, need=True),
        Field("round_trip", 9, 352),
        Field("stretcher", 10, 352),
    ),
)
SPINE = Seg(
    "CR2",
    "spinal_manipulation",
    (Field("condition", 8, 1342, "A C D E F G M", need=True), Field("text1", 10, 352), Field("text2", 11, 352)),
)

SUBMITTER = Loop(
    "submitter",
    "1000A",
    (name("name", "41", "1 2", ids="46", id_need=True, suffix=False), contact("contact", "IC", need=True, most=2)),
    need=True,
)
RECEIVER = Loop("receiver", "1000B", (organization("name", "40", ids="46"),), need=True)

BILLING = Loop(
    "billing",
    "2010AA",
    (
        name("name", "85", "1 2", ids="XX"),
        *address(need=True),
        ref("tax_id", "EI SY", need=True),
        ref("license", "0B 1G", most=2),
        contact("contact", "IC", most=2),
    ),
    need=True,
)
PAY_TO = Loop("pay_to", "2010AB", (nameless("name", "87", "1 2"), *address(need=True)))
PAY_TO_PLAN = Loop(
    "pay_to_plan",
    "2010AC",
    (
        organization("name", "PE", ids="PI XV"),
        *address(need=True),
        ref("other_id", "2U FY NF"),
        ref("tax_id", "EI", need=True),
    ),
)
INSURED = Loop(
    "insured",
    "2010BA",
    (
        name("name", "IL", "1 2", ids="II MI", id_need=True),
        *address(need=False),
        _born(need=False),
        ref("social_security", "SY"),
        ref("casualty_claim", "Y4"),
        contact("contact", "IC", BY_PHONE),
    ),
    need=True,
)
PAYER = Loop(
    "payer",
    "2010BB",
    (
        organization("name", "PR", ids="PI XV"),
        *address(need=False),
        ref("other_id", "2U EI FY NF", most=3),
        ref("billing_id", "G2 LU", most=2),
    ),
    need=True,
)
PERSON = Loop(
    "person",
    "2010CA",
    (
        name("name", "QC", "1"),
        *address(need=True),
        _born(need=True),
        ref("casualty_claim", "Y4"),
        ref("member_id", "1W SY"),
        contact("contact", "IC", BY_PHONE),
    ),
    need=True,
)

REFERRING = Loop("referring", "2310A", (name("name", "DN P3", "1", ids="XX"), ref("other_id", "0B 1G G2", most=3)), most=2)
RENDERING = Loop(
    "rendering", "2310B", (name("name", "82", "1 2", ids="XX"), specialty("PE"), ref("other_id", "0B 1G G2 LU", most=4))
)
FACILITY = Loop(
    "facility",
    "2310C",
    (
        organization("name", "77", ids="XX", id_need=False),
        *address(need=True),
        ref("other_id", "0B G2 LU", most=3),
        contact("contact", "IC", BY_PHONE),
    ),
)
SUPERVISING = Loop("supervising", "2310D", (name("name", "DQ", "1", ids="XX"), ref("other_id", "0B 1G G2 LU", most=4)))
PICK_UP = Loop("pick_up", "2310E", (nameless("name", "PW", "2"), *address(need=True)))
DROP_OFF = Loop("drop_off", "2310F", (organization("name", "45", name_need=False), *address(need=True)))

OTHER_INSURED = Loop(
    "insured",
    "2330A",
    (name("name", "IL", "1 2", ids="II MI", id_need=True), *address(need=False), ref("social_security", "SY")),
    need=True,
)
OTHER_PAYER = Loop(
    "payer",
    "2330B",
    (
        organization("name", "PR", ids="PI XV"),
        *address(need=False),
        dtp("paid_on", "573"),
        ref("other_id", "2U EI FY NF", most=2),
        ref("prior_authorization", "G1"),
        ref("referral", "9F"),
        ref("adjustment", "T4"),
        ref("claim_number", "F8"),
    ),
    need=True,
)


def _other_provider(label: str, loop: str, entity: str, types: str, ids: str, *, most: int = 1, numbers: int = 3) -> Loop:
    return Loop(label, loop, (nameless("name", entity, types), ref("other_id", ids, need=True, most=numbers)), most=most)


OTHER_COVERAGE = Loop(
    "other_coverage",
    "2320",
    (
        _subscriber(f"18 {RELATIONSHIPS}", relationship_need=True),
        adjustments("adjustments", ADJUSTMENT_GROUPS, most=5),
        amount("paid", "D"),
        amount("noncovered", "A8"),
        amount("remaining", "EAF"),
        Seg(
            "OI",
            "agreements",
            (
                Field("assigns", 3, 1073, "N W Y", need=True),
                Field("signature", 4, 1351, "P"),
                Field("release", 6, 1363, "I Y", need=True),
            ),
            need=True,
        ),
        remarks_moa(),
        OTHER_INSURED,
        OTHER_PAYER,
        _other_provider("referring", "2330C", "DN P3", "1", "0B 1G G2", most=2),
        _other_provider("rendering", "2330D", "82", "1 2", "0B 1G G2 LU"),
        _other_provider("facility", "2330E", "77", "2", "0B G2 LU"),
        _other_provider("supervising", "2330F", "DQ", "1", "0B 1G G2 LU"),
        _other_provider("billing", "2330G", "85", "1 2", "G2 LU", numbers=2),
    ),
    most=10,
)

DRUG = Loop(
    "drug",
    "2410",
    (
        Seg(
            "LIN", "drug", (Field("kind", 2, 235, "EN EO HI N4 ON UK UP", need=True), Field("code", 3, 234, need=True)), need=True
        ),
        Seg(
            "CTP",
            "quantity",
            (
                Field("quantity", 4, 380, need=True),
                Composite("units", 5, (Field("unit", 1, 355, "F2 GR ME ML UN", need=True),), need=True),
            ),
            need=True,
        ),
        ref("prescription", "VY XZ"),
    ),
)


def _line_provider(label: str, loop: str, who: Seg, ids: str, *more: Seg, most: int = 1, numbers: int = 20) -> Loop:
    return Loop(label, loop, (who, *more, ref("other_id", ids, most=numbers, payer_id=True)), most=most)


LINE_PROVIDERS = (
    _line_provider("rendering", "2420A", name("name", "82", "1 2", ids="XX"), "0B 1G G2 LU", specialty("PE")),
    _line_provider("purchased_from", "2420B", nameless("name", "QB", "1 2", ids="XX"), "0B 1G G2"),
    _line_provider(
        "facility", "2420C", organization("name", "77", ids="XX", id_need=False), "G2 LU", *address(need=True), numbers=3
    ),
    _line_provider("supervising", "2420D", name("name", "DQ", "1", ids="XX"), "0B 1G G2 LU"),
    Loop(
        "ordering",
        "2420E",
        (
            name("name", "DK", "1", ids="XX"),
            *address(need=False),
            ref("other_id", "0B 1G G2", most=20, payer_id=True),
            contact("contact", "IC"),
        ),
    ),
    _line_provider("referring", "2420F", name("name", "DN P3", "1", ids="XX"), "0B 1G G2", most=2),
    Loop("pick_up", "2420G", (nameless("name", "PW", "2"), *address(need=True))),
    Loop("drop_off", "2420H", (organization("name", "45", name_need=False), *address(need=True))),
)

LINE_ADJUDICATION = Loop(
    "adjudication",
    "2430",
    (
        Seg(
            "SVD",
            "adjudicated",
            (
                Field("payer_id", 1, 67, need=True),
                Field("paid", 2, 782, need=True),
                procedure("service", 3, PROCEDURE_KINDS),
                Field("units", 5, 380, need=True),
                Field("bundled_into", 6, 554),
            ),
            need=True,
        ),
        adjustments("adjustments", ADJUSTMENT_GROUPS, most=5),
        dtp("paid_on", "573", need=True),
        amount("remaining", "EAF"),
    ),
    most=15,
)
FORMS = Loop(
    "forms",
    "2440",
    (
        Seg("LQ", "form", (Field("list", 1, 1270, "AS UT", need=True), Field("code", 2, 1271, need=True)), need=True),
        Seg(
            "FRM",
            "answers",
            (
                Field("question", 1, 350, need=True),
                Field("answer", 2, 1073, "N W Y"),
                Field("text", 3, 127),
                Field("day", 4, 373),
                Field("percent", 5, 332),
            ),
            need=True,
            most=99,
        ),
    ),
    most=0,
)

SERVICE = Seg(
    "SV1",
    "service",
    (
        procedure("service", 1, PROCEDURE_KINDS),
        Field("charge", 2, 782, need=True),
        Field("unit", 3, 355, "MJ UN", need=True),
        Field("units", 4, 380, need=True),
        Field("place_of_service", 5, 1331),
        Composite("pointers", 7, tuple(Field(f"pointer{n}", n, 1328, POINTERS, need=n == 1) for n in range(1, 5)), need=True),
        Field("emergency", 9, 1073, "Y"),
        Field("epsdt", 11, 1073, "Y"),
        Field("family_planning", 12, 1073, "Y"),
        Field("copay_exempt", 15, 1327, "0"),
    ),
    need=True,
)

LINE = Loop(
    "line",
    "2400",
    (
        Seg("LX", "number", (Field("number", 1, 554, need=True),), need=True),
        SERVICE,
        Seg(
            "SV5",
            "equipment",
            (
                Composite(
                    "service", 1, (Field("kind", 1, 235, "HC", need=True), Field("procedure", 2, 234, need=True)), need=True
                ),
                Field("unit", 2, 355, "DA", need=True),
                Field("days", 3, 380, need=True),
                Field("rental", 4, 782, need=True),
                Field("purchase", 5, 782, need=True),
                Field("frequency", 6, 594, "1 4 6", need=True),
            ),
        ),
        _attachment("attachment", ATTACHMENTS, "AA BM EL EM FT FX", most=10, control=True),
        _attachment("necessity", "CT", "AB AD AF AG NS", most=1, control=False),
        AMBULANCE_TRANSPORT,
        Seg(
            "CR3",
            "equipment_certification",
            (
                Field("type", 1, 1322, "I R S", need=True),
                Field("unit", 2, 355, "MO", need=True),
                Field("months", 3, 380, need=True),
            ),
        ),
        _conditions("ambulance_conditions", "07", YES_NO, AMBULANCE, count=5, most=3),
        _conditions("hospice", "70", YES_NO, "65", count=1),
        _conditions("equipment_conditions", "09", YES_NO, "38 ZV", count=2),
        dtp("served_on", "472", "D8 RD8", need=True),
        dtp("prescribed_on", "471"),
        dtp("certified_on", "607"),
        dtp("therapy_began_on", "463"),
        dtp("last_certified_on", "461"),
        dtp("last_seen_on", "304"),
        dtp("tested_on", "738 739", most=2),
        dtp("shipped_on", "011"),
        dtp("x_rayed_on", "455"),
        dtp("treated_since", "454"),
        quantity("patients", "PT"),
        quantity("oxygen", "FL"),
        Seg(
            "MEA",
            "test_result",
            (
                Field("reference", 1, 737, "OG TR", need=True),
                Field("kind", 2, 738, "HT R1 R2 R3 R4", need=True),
                Field("value", 3, 739, need=True),
            ),
            most=5,
        ),
        CONTRACT,
        ref("repriced", "9B"),
        ref("repriced_again", "9D"),
        ref("prior_authorization", "G1", most=5, payer_id=True),
        ref("line_no", "6R"),
        ref("mammography", "EW"),
        ref("clia", "X4"),
        ref("clia_referred", "F4"),
        ref("batch", "BT"),
        ref("referral", "9F", most=5, payer_id=True),
        amount("sales_tax", "T"),
        amount("postage", "F4"),
        FIXED_FORMAT,
        _note("note", "ADD DCP"),
        _note("third_party_note", "TPO"),
        Seg("PS1", "purchased", (Field("provider", 1, 127, need=True), Field("charge", 2, 782, need=True))),
        _repriced(
            LINE_PRICING,
            Field("procedure_kind", 9, 235, PROCEDURE_KINDS),
            Field("procedure", 10, 234),
            Field("unit", 11, 355, "MJ UN"),
            Field("units", 12, 380),
        ),
        DRUG,
        *LINE_PROVIDERS,
        LINE_ADJUDICATION,
        FORMS,
    ),
    need=True,
    most=50,
)

CLAIM_HEAD = Seg(
    "CLM",
    "claim",
    (
        Field("control", 1, 1028, need=True),
        Field("charge", 2, 782, need=True),
        Composite(
            "place",
            5,
            (
                Field("place_of_service", 1, 1331, need=True),
                Field("place_list", 2, 1332, "B", need=True),
                Field("frequency", 3, 1325, need=True),
            ),
            need=True,
        ),
        Field("signature_on_file", 6, 1073, YES_NO, need=True),
        Field("assignment", 7, 1359, "A B C", need=True),
        Field("assigns_benefits", 8, 1073, "N W Y", need=True),
        Field("release", 9, 1363, "I Y", need=True),
        Field("signature_source", 10, 1351, "P"),
        Composite(
            "causes",
            11,
            (
                Field("cause1", 1, 1362, "AA EM OA", need=True),
                Field("cause2", 2, 1362, "AA EM OA"),
                Field("accident_state", 4, 156),
                Field("accident_country", 5, 26),
            ),
        ),
        Field("special_program", 12, 1366, "02 03 05 09"),
        Field("delay_reason", 20, 1514, "1 2 3 4 5 6 7 8 9 10 11 15"),
    ),
    need=True,
)

CLAIM = Loop(
    "claim",
    "2300",
    (
        CLAIM_HEAD,
        dtp("onset", "431"),
        dtp("treated_since", "454"),
        dtp("last_seen_on", "304"),
        dtp("acute_manifestation", "453"),
        dtp("accident_on", "439"),
        dtp("last_menses", "484"),
        dtp("x_rayed_on", "455"),
        dtp("prescribed_on", "471"),
        dtp("disabled", "314 360 361", "D8 RD8"),
        dtp("last_worked_on", "297"),
        dtp("back_to_work_on", "296"),
        dtp("admitted_on", "435"),
        dtp("discharged_on", "096"),
        dtp("care_assumed", "090 091", most=2),
        dtp("first_contact", "444"),
        dtp("repricer_received_on", "050"),
        _attachment("attachment", ATTACHMENTS, "AA BM EL EM FT FX", most=10, control=True),
        CONTRACT,
        amount("patient_paid", "F5"),
        ref("service_exception", "4N"),
        ref("medicare_crossover", "F5"),
        ref("mammography", "EW"),
        ref("referral", "9F"),
        ref("prior_authorization", "G1"),
        ref("payer_claim_number", "F8"),
        ref("clia", "X4"),
        ref("repriced", "9A"),
        ref("repriced_again", "9C"),
        ref("investigational", "LX"),
        ref("clearinghouse", "D9"),
        ref("patient_number", "EA"),
        ref("demonstration", "P4"),
        ref("care_plan", "1J"),
        FIXED_FORMAT,
        _note("note", "ADD CER DCP DGN TPO"),
        AMBULANCE_TRANSPORT,
        SPINE,
        _conditions("ambulance_conditions", "07", YES_NO, AMBULANCE, count=5, most=3),
        _conditions("vision", "E1 E2 E3", YES_NO, VISION, count=5, most=3),
        _conditions("homebound", "75", "Y", "IH", count=1),
        _conditions("epsdt", "ZZ", YES_NO, "AV NU S2 ST", count=3),
        _codes("diagnoses", "ABK BK", "ABF BF", count=12, need=True),
        _codes("anesthesia", "BP", "BO", count=2),
        _codes("conditions", "BG", "BG", count=12, most=2),
        _repriced(CLAIM_PRICING),
        REFERRING,
        RENDERING,
        FACILITY,
        SUPERVISING,
        PICK_UP,
        DROP_OFF,
        OTHER_COVERAGE,
        LINE,
    ),
    most=100,
)

DEPENDENT = Loop(
    "dependent",
    "2000C",
    (
        level("23", children="0"),
        _patient(Field("relationship", 1, 1069, RELATIONSHIPS, need=True), need=True),
        PERSON,
        replace(CLAIM, need=True),
    ),
    most=0,
)
SUBSCRIBER = Loop(
    "subscriber",
    "2000B",
    (level("22"), _subscriber("18", relationship_need=False), _patient(need=False), INSURED, PAYER, CLAIM, DEPENDENT),
    need=True,
    most=0,
)
CURRENCY = Seg("CUR", "currency", (Field("entity", 1, 98, "85", need=True), Field("currency", 2, 100, need=True)))
BILLING_LEVEL = Loop(
    "billing_level",
    "2000A",
    (level("20", top=True, children="1"), specialty("BI"), CURRENCY, BILLING, PAY_TO, PAY_TO_PLAN, SUBSCRIBER),
    need=True,
    most=0,
)

T837P = Transaction(
    "837",
    "HC",
    "005010X222A1",
    "Health Care Claim: Professional",
    Loop("set", "", (begin("00 18", "0019", "CH RP 31"), SUBMITTER, RECEIVER, BILLING_LEVEL)),
)
