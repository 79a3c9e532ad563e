"""835 Health Care Claim Payment/Advice, 005010X221A1.

Nothing here runs. Payer and payee → header number → claim payment → service payment; then what moves outside claims (PLB).
"""

from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.shapes import (
    address,
    adjustments,
    amount,
    contact,
    dtm,
    name,
    organization,
    procedure,
    quantity,
    ref,
    remarks_moa,
)

CLAIM_STATUSES = "1 2 3 4 19 20 21 22 23 25"
FILINGS_835 = "12 13 14 15 16 17 AM CH DS HM LM MA MB MC OF TV VA WC ZZ"
PROVIDER_REASONS = (
    "50 51 72 90 AH AM AP B2 B3 BD BN C5 CR CS CT CV CW DM E3 FB FC GO HM IP IR IS J1 L3 L6 LE LS OA OB PI PL RA RE SL TL WO WU"
)
GROUPS = "CO OA PI PR"
PAID_KINDS = "AD ER HC HP IV N4 N6 NU UI WK"
MORE_AMOUNTS = "ZK ZL ZM ZN ZO"

PAYMENT = Seg(
    "BPR",
    "payment",
    (
        Field("handling", 1, 305, "C D H I P U X", need=True),
        Field("paid", 2, 782, need=True),
        Field("credit_or_debit", 3, 478, "C D", need=True),
        Field("method", 4, 591, "ACH BOP CHK FWT NON", need=True),
        Field("format", 5, 812, "CCP CTX"),
        Field("payer_bank_type", 6, 506, "01 04"),
        Field("payer_bank", 7, 507),
        Field("payer_account_type", 8, 569, "DA"),
        Field("payer_account", 9, 508),
        Field("payer_tax_id", 10, 509),
        Field("payer_supplement", 11, 510),
        Field("payee_bank_type", 12, 506, "01 04"),
        Field("payee_bank", 13, 507),
        Field("payee_account_type", 14, 569, "DA SG"),
        Field("payee_account", 15, 508),
        Field("paid_on", 16, 373, need=True),
    ),
    need=True,
)
TRACE = Seg(
    "TRN",
    "trace",
    (
        Field("type", 1, 481, "1", need=True),
        Field("number", 2, 127, need=True),
        Field("payer_tax_id", 3, 509, need=True),
        Field("supplement", 4, 127),
    ),
    need=True,
)


def _party(entity: str, ids: str, *, need: bool) -> Seg:
    fields = (
        Field("entity", 1, 98, entity, need=True, key=True),
        Field("name", 2, 93, need=True),
        Field("id_type", 3, 66, ids, need=need),
        Field("id", 4, 67, need=need),
    )
    return Seg("N1", "name", fields, need=True)


PAYER = Loop(
    "payer",
    "1000A",
    (
        _party("PR", "XV", need=False),
        *address(need=True),
        ref("other_id", "2U EO HI NF", most=4),
        contact("business_contact", "CX", ("EM FX TE", "EM EX FX TE", "EX"), way_need=False),
        contact("technical_contact", "BL", ("EM TE UR", "EM EX FX TE UR", "EM EX FX UR"), need=True, way_need=False, most=0),
        contact("website", "IC", ("UR",), person=False),
    ),
    need=True,
)
PAYEE = Loop(
    "payee",
    "1000B",
    (
        _party("PE", "FI XV XX", need=True),
        *address(need=False),
        ref("other_id", "0B D3 PQ TJ", most=0),
        Seg(
            "RDM",
            "delivery",
            (Field("way", 1, 756, "BM EM FT OL", need=True), Field("name", 2, 93), Field("number", 3, 364)),
        ),
    ),
    need=True,
)

SERVICE = Loop(
    "service",
    "2110",
    (
        Seg(
            "SVC",
            "service",
            (
                procedure("paid_service", 1, PAID_KINDS, words=False),
                Field("charge", 2, 782, need=True),
                Field("paid", 3, 782, need=True),
                Field("revenue", 4, 234),
                Field("units", 5, 380),
                procedure("billed_service", 6, PAID_KINDS, need=False, prefix="billed_"),
                Field("billed_units", 7, 380),
            ),
            need=True,
        ),
        dtm("served_on", "150 151 472", most=2),
        adjustments("adjustments", GROUPS),
        ref("other_id", "1S APC BB E9 G1 G3 LU RB", most=8),
        ref("line_no", "6R"),
        ref("provider_id", "0B 1A 1B 1C 1D 1G 1H 1J D3 G2 HPI SY TJ", most=10),
        ref("policy", "0K", most=5),
        amount("amounts", f"B6 KH T T2 {MORE_AMOUNTS}", most=9),
        quantity("quantities", MORE_AMOUNTS, most=6),
        Seg("LQ", "remark", (Field("list", 1, 1270, "HE RX", need=True), Field("code", 2, 1271, need=True)), most=99),
    ),
    most=999,
)

INPATIENT = Seg(
    "MIA",
    "inpatient",
    (
        Field("days", 1, 380, need=True),
        *(Field(f"amount{n}", n, 782) for n in (2, 4)),
        Field("psychiatric_days", 3, 380),
        Field("remark1", 5, 127),
        *(Field(f"amount{n}", n, 782) for n in range(6, 15)),
        Field("cost_report_days", 15, 380),
        *(Field(f"amount{n}", n, 782) for n in range(16, 20)),
        *(Field(f"remark{n - 18}", n, 127) for n in range(20, 24)),
        Field("amount24", 24, 782),
    ),
)

CLAIM = Loop(
    "claim",
    "2100",
    (
        Seg(
            "CLP",
            "claim",
            (
                Field("control", 1, 1028, need=True),
                Field("status", 2, 1029, CLAIM_STATUSES, need=True),
                Field("charge", 3, 782, need=True),
                Field("paid", 4, 782, need=True),
                Field("patient_share", 5, 782),
                Field("filing", 6, 1032, FILINGS_835, need=True),
                Field("payer_claim_number", 7, 127, need=True),
                Field("place_of_service", 8, 1331),
                Field("frequency", 9, 1325),
                Field("drg", 11, 1354),
                Field("drg_weight", 12, 380),
                Field("discharge_fraction", 13, 954),
            ),
            need=True,
        ),
        adjustments("adjustments", GROUPS),
        name("patient", "QC", "1", ids="34 HN II MI MR", last_need=False),
        name("insured", "IL", "1 2", ids="FI II MI", id_need=True, last_need=False, need=False),
        name("corrected_patient", "74", "1 2", ids="C", last_need=False, need=False),
        name("rendering", "82", "1 2", ids="BD BS FI MC PC SL UP XX", id_need=True, last_need=False, need=False),
        organization("crossover", "TT", ids="AD FI NI PI PP XV", need=False),
        organization("corrected_payer", "PR", ids="AD FI NI PI PP XV", need=False),
        name("other_insured", "GB", "1 2", ids="FI II MI", last_need=False, need=False),
        INPATIENT,
        remarks_moa(),
        ref("other_id", "1L 1W 28 6P 9A 9C BB CE EA F8 G1 G3 IG SY", most=5),
        ref("rendering_id", "0B 1A 1B 1C 1D 1G 1H 1J D3 G2 LU", most=10),
        dtm("served_on", "232 233", most=2),
        dtm("coverage_expired", "036"),
        dtm("received_on", "050"),
        contact("contact", "CX", ("EM FX TE", "EM EX FX TE", "EX"), most=2),
        amount("amounts", f"AU D8 DY F5 I NL T T2 {MORE_AMOUNTS}", most=13),
        quantity("quantities", f"CA CD LA LE NE NR OU PS VS {MORE_AMOUNTS}", most=14),
        SERVICE,
    ),
    need=True,
    most=0,
)

HEADER = Loop(
    "header",
    "2000",
    (
        Seg("LX", "number", (Field("number", 1, 554, need=True),), need=True),
        Seg(
            "TS3",
            "facility_summary",
            (
                Field("provider", 1, 127, need=True),
                Field("facility_type", 2, 1331, need=True),
                Field("fiscal_period", 3, 373, need=True),
                Field("claims", 4, 380, need=True),
                Field("charge", 5, 782, need=True),
                *(Field(f"amount{n}", n, 782) for n in (13, 15, 17, 18, 20, 21, 22)),
                Field("count23", 23, 380),
                Field("amount24", 24, 782),
            ),
        ),
        Seg(
            "TS2",
            "drg_summary",
            tuple(Field(f"amount{n}", n, 380 if n in (7, 10, 11, 12, 13, 14, 16) else 782) for n in range(1, 20)),
        ),
        CLAIM,
    ),
    most=0,
    implied=True,
)


def _moved(index: int) -> tuple[Composite, Field]:
    need = index == 1
    parts = (Field(f"reason{index}", 1, 426, PROVIDER_REASONS, need=True), Field(f"reference{index}", 2, 127))
    return Composite(f"moved{index}", 1 + 2 * index, parts, need=need), Field(f"amount{index}", 2 + 2 * index, 782, need=need)


PROVIDER_ADJUSTMENT = Seg(
    "PLB",
    "provider_adjustment",
    (
        Field("provider", 1, 127, need=True),
        Field("fiscal_period", 2, 373, need=True),
        *(each for index in range(1, 7) for each in _moved(index)),
    ),
    most=0,
)

T835 = Transaction(
    "835",
    "HP",
    "005010X221A1",
    "Health Care Claim Payment/Advice",
    Loop(
        "set",
        "",
        (
            PAYMENT,
            TRACE,
            Seg("CUR", "currency", (Field("entity", 1, 98, "PR", need=True), Field("currency", 2, 100, need=True))),
            ref("receiver_id", "EV"),
            ref("version", "F2"),
            dtm("produced_on", "405"),
            PAYER,
            PAYEE,
            HEADER,
            PROVIDER_ADJUSTMENT,
        ),
    ),
    also="005010X221",
)
