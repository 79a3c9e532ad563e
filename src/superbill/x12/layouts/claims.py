"""What an 837 holds, as tables: sets, claims, lines, diagnoses and other codes, other payers and what they paid and adjusted.

Nothing here runs. One layout serves professional, institutional and dental claims; what one of them does not have is null.
"""

from superbill.x12.layouts import Balance, Column, Count, Layout, Table, Total

SETS = Table(
    "sets",
    "set",
    (
        Column("purpose", "code", "/begin.purpose"),
        Column("reference", "text", "/begin.reference"),
        Column("created_on", "day", "/begin.created_on"),
        Column("type", "code", "/begin.type"),
        Column("submitter", "text", "1000A/name.last_name"),
        Column("submitter_id", "text", "1000A/name.id"),
        Column("receiver_id", "text", "1000B/name.id"),
    ),
    totals=(Count("claims", "claims"), Total("charge_cents", "claims", "charge_cents")),
)

CLAIMS = Table(
    "claims",
    "claim",
    (
        Column("control", "text", "2300/claim.control"),
        Column("charge_cents", "cents", "2300/claim.charge"),
        Column("place_of_service", "code", "2300/claim.place_of_service 2300/claim.facility"),
        Column("frequency", "code", "2300/claim.frequency"),
        Column("assignment", "code", "2300/claim.assignment"),
        Column("payer_claim_number", "text", "2300/payer_claim_number.number"),
        Column("prior_authorization", "text", "2300/prior_authorization.number"),
        Column("clearinghouse_number", "text", "2300/clearinghouse.number"),
        Column("patient_paid_cents", "cents", "2300/patient_paid.amount"),
        Column("patient_due_cents", "cents", "2300/patient_due.amount"),
        Column("served_on", "day", "2300/served_on.day"),
        Column("statement_from", "day", "2300/statement.day"),
        Column("statement_to", "last_day", "2300/statement.day"),
        Column("admitted_on", "day", "2300/admitted_on.day"),
        Column("accident_on", "day", "2300/accident_on.day"),
        Column("discharged_on", "day", "2300/discharged_on.day"),
        Column("admission_type", "code", "2300/stay.admission_type"),
        Column("admission_source", "code", "2300/stay.admission_source"),
        Column("patient_status", "code", "2300/stay.patient_status"),
        Column("drg", "code", "2300/drg.code1"),
        Column("billing_npi", "text", "2010AA/name.id", shared=True),
        Column("billing_name", "text", "2010AA/name.last_name", shared=True),
        Column("billing_tax_id", "text", "2010AA/tax_id.number", shared=True),
        Column("billing_taxonomy", "code", "2000A/specialty.taxonomy", shared=True),
        Column("rendering_npi", "text", "2310B:rendering/name.id 2310D:rendering/name.id"),
        Column("attending_npi", "text", "2310A:attending/name.id"),
        Column("operating_npi", "text", "2310B:operating/name.id"),
        Column("referring_npi", "text", "2310A:referring/name.id 2310F:referring/name.id"),
        Column("facility_npi", "text", "2310C:facility/name.id 2310E:facility/name.id"),
        Column("payer_rank", "code", "2000B/subscriber.rank", shared=True),
        Column("filing", "code", "2000B/subscriber.filing", shared=True),
        Column("group_number", "text", "2000B/subscriber.group_number", shared=True),
        Column("payer_id", "text", "2010BB/name.id", shared=True),
        Column("payer_name", "text", "2010BB/name.last_name", shared=True),
        Column("member_id", "text", "2010BA/name.id", shared=True),
        Column("insured_last_name", "text", "2010BA/name.last_name", shared=True),
        Column("insured_first_name", "text", "2010BA/name.first_name", shared=True),
        Column("relationship", "code", "2000C/patient.relationship 2000B/subscriber.relationship", shared=True),
        Column("patient_last_name", "text", "2010CA/name.last_name 2010BA/name.last_name", shared=True),
        Column("patient_first_name", "text", "2010CA/name.first_name 2010BA/name.first_name", shared=True),
        Column("patient_born", "day", "2010CA/born.born 2010BA/born.born"),
        Column("patient_sex", "code", "2010CA/born.sex 2010BA/born.sex", shared=True),
    ),
    loop="2300",
    totals=(Count("lines", "lines"), Total("lines_cents", "lines", "charge_cents")),
    balances=(Balance("balanced", "charge_cents", "lines_cents", "CLM02 = sum of the lines' charges: X12 RFI 1294"),),
)

LINES = Table(
    "lines",
    "line",
    (
        Column("number", "whole", "2400/number.number"),
        Column("kind", "code", "2400/service.kind"),
        Column("procedure", "code", "2400/service.procedure"),
        *(Column(f"modifier{n}", "code", f"2400/service.modifier{n}") for n in range(1, 5)),
        Column("revenue", "code", "2400/service.revenue"),
        Column("charge_cents", "cents", "2400/service.charge"),
        Column("unit", "code", "2400/service.unit"),
        Column("units", "number", "2400/service.units"),
        Column("place_of_service", "code", "2400/service.place_of_service"),
        *(Column(f"pointer{n}", "whole", f"2400/service.pointer{n}") for n in range(1, 5)),
        Column("noncovered_cents", "cents", "2400/service.noncovered"),
        Column("served_from", "day", "2400/served_on.day"),
        Column("served_to", "last_day", "2400/served_on.day"),
        Column("control", "text", "2400/line_no.number"),
        Column("prior_authorization", "text", "2400/prior_authorization.number"),
        Column("drug", "code", "2410/drug.code"),
        Column("drug_quantity", "number", "2410/quantity.quantity"),
        Column("rendering_npi", "text", "2420A:rendering/name.id 2420C:rendering/name.id"),
    ),
    loop="2400",
    within=("claims",),
)

DIAGNOSES = Table(
    "diagnoses",
    "diagnosis",
    (
        Column("list", "code", "list{n}"),
        Column("code", "code", "code{n}"),
        Column("present_on_admission", "code", "present{n}"),
    ),
    each="2300/diagnoses 2300/principal 2300/admitting 2300/reasons 2300/external 2300/other_diagnoses",
    within=("claims",),
)

CODES = Table(
    "codes",
    "code_number",
    (
        Column("list", "code", "list{n}"),
        Column("code", "code", "code{n}"),
        Column("from", "day", "day{n} period{n}"),
        Column("to", "last_day", "day{n} period{n}"),
        Column("amount_cents", "cents", "amount{n}"),
    ),
    each=(
        "2300/principal_procedure 2300/other_procedures 2300/anesthesia 2300/occurrence_spans 2300/occurrences 2300/values"
        " 2300/conditions 2300/treatments"
    ),
    within=("claims",),
)

TEETH = Table(
    "teeth",
    "tooth_number",
    (Column("tooth", "code", "tooth"), *(Column(f"surface{n}", "code", f"surface{n}") for n in range(1, 6))),
    each="2400/tooth",
    within=("claims", "lines"),
)

OTHER_PAYERS = Table(
    "other_payers",
    "other_payer",
    (
        Column("rank", "code", "2320/subscriber.rank"),
        Column("filing", "code", "2320/subscriber.filing"),
        Column("payer_id", "text", "2330B/name.id"),
        Column("payer_name", "text", "2330B/name.last_name"),
        Column("claim_number", "text", "2330B/claim_number.number"),
        Column("paid_on", "day", "2330B/paid_on.day"),
        Column("paid_cents", "cents", "2320/paid.amount"),
        Column("noncovered_cents", "cents", "2320/noncovered.amount"),
        Column("remaining_cents", "cents", "2320/remaining.amount"),
    ),
    loop="2320",
    within=("claims",),
)

ADJUDICATIONS = Table(
    "adjudications",
    "adjudication",
    (
        Column("payer_id", "text", "2430/adjudicated.payer_id"),
        Column("paid_cents", "cents", "2430/adjudicated.paid"),
        Column("procedure", "code", "2430/adjudicated.procedure"),
        Column("units", "number", "2430/adjudicated.units"),
        Column("paid_on", "day", "2430/paid_on.day"),
        Column("remaining_cents", "cents", "2430/remaining.amount"),
    ),
    loop="2430",
    within=("claims", "lines"),
    totals=(Total("adjusted_cents", "adjustments", "amount_cents"),),
)

ADJUSTMENTS = Table(
    "adjustments",
    "adjustment",
    (
        Column("group", "code", "group"),
        Column("reason", "code", "reason{n}"),
        Column("amount_cents", "cents", "amount{n}"),
        Column("quantity", "number", "quantity{n}"),
    ),
    each="2320/adjustments 2430/adjustments",
    within=("claims", "lines", "other_payers", "adjudications"),
)

CLAIM_TABLES = Layout("837", (SETS, CLAIMS, LINES, DIAGNOSES, CODES, TEETH, OTHER_PAYERS, ADJUDICATIONS, ADJUSTMENTS))
