"""What an 835 holds, as tables: remittances, claims, services, adjustments, provider adjustments, remarks.

Nothing here runs. The balances are those of the 835 guide: service, claim and transaction; AMT segments take no part in them.
"""

from superbill.x12.layouts import Balance, Column, Count, Layout, Table, Total

_GUIDE = "005010X221A1, 1.10.2.1: balancing"

REMITTANCES = Table(
    "remittances",
    "set",
    (
        Column("handling", "code", "/payment.handling"),
        Column("paid_cents", "cents", "/payment.paid"),
        Column("credit_debit", "code", "/payment.credit_or_debit"),
        Column("method", "code", "/payment.method"),
        Column("paid_on", "day", "/payment.paid_on"),
        Column("trace", "text", "/trace.number"),
        Column("payer_tax_id", "text", "/trace.payer_tax_id"),
        Column("produced_on", "day", "/produced_on.day"),
        Column("payer_name", "text", "1000A/name.name"),
        Column("payer_id", "text", "1000A/name.id 1000A/other_id.number"),
        Column("payee_name", "text", "1000B/name.name"),
        Column("payee_id_type", "code", "1000B/name.id_type"),
        Column("payee_id", "text", "1000B/name.id"),
    ),
    totals=(
        Count("claims", "claims"),
        Total("claims_paid_cents", "claims", "paid_cents"),
        Total("provider_adjusted_cents", "provider_adjustments", "amount_cents"),
    ),
    balances=(Balance("balanced", "claims_paid_cents", "provider_adjusted_cents paid_cents", _GUIDE),),
)

CLAIMS = Table(
    "claims",
    "claim",
    (
        Column("control", "text", "2100/claim.control"),
        Column("status", "code", "2100/claim.status"),
        Column("charge_cents", "cents", "2100/claim.charge"),
        Column("paid_cents", "cents", "2100/claim.paid"),
        Column("patient_share_cents", "cents", "2100/claim.patient_share"),
        Column("filing", "code", "2100/claim.filing"),
        Column("payer_claim_number", "text", "2100/claim.payer_claim_number"),
        Column("place_of_service", "code", "2100/claim.place_of_service"),
        Column("frequency", "code", "2100/claim.frequency"),
        Column("drg", "code", "2100/claim.drg"),
        Column("patient_last_name", "text", "2100/patient.last_name"),
        Column("patient_first_name", "text", "2100/patient.first_name"),
        Column("patient_id", "text", "2100/patient.id"),
        Column("insured_id", "text", "2100/insured.id"),
        Column("corrected_id", "text", "2100/corrected_patient.id"),
        Column("rendering_npi", "text", "2100/rendering.id"),
        Column("crossover_payer", "text", "2100/crossover.last_name"),
        Column("served_from", "day", "2100/served_on=232.day"),
        Column("served_to", "day", "2100/served_on=233.day"),
        Column("received_on", "day", "2100/received_on.day"),
    ),
    loop="2100",
    totals=(
        Count("services", "services"),
        Total("adjusted_cents", "adjustments", "amount_cents"),
        Total("services_charge_cents", "services", "charge_cents"),
        Total("services_paid_cents", "services", "paid_cents"),
    ),
    balances=(
        Balance("balanced", "charge_cents", "adjusted_cents paid_cents", _GUIDE),
        Balance("services_balanced", "charge_cents", "services_charge_cents", _GUIDE, when="services"),
    ),
)

SERVICES = Table(
    "services",
    "service",
    (
        Column("kind", "code", "2110/service.kind"),
        Column("procedure", "code", "2110/service.procedure"),
        *(Column(f"modifier{n}", "code", f"2110/service.modifier{n}") for n in range(1, 5)),
        Column("charge_cents", "cents", "2110/service.charge"),
        Column("paid_cents", "cents", "2110/service.paid"),
        Column("revenue", "code", "2110/service.revenue"),
        Column("units", "number", "2110/service.units"),
        Column("billed_procedure", "code", "2110/service.billed_procedure"),
        Column("billed_units", "number", "2110/service.billed_units"),
        Column("served_from", "day", "2110/served_on=472.day 2110/served_on=150.day"),
        Column("served_to", "day", "2110/served_on=472.day 2110/served_on=151.day"),
        Column("control", "text", "2110/line_no.number"),
    ),
    loop="2110",
    within=("claims",),
    totals=(Total("adjusted_cents", "adjustments", "amount_cents"),),
    balances=(Balance("balanced", "charge_cents", "adjusted_cents paid_cents", _GUIDE),),
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
    each="2100/adjustments 2110/adjustments",
    within=("claims", "services"),
)

PROVIDER_ADJUSTMENTS = Table(
    "provider_adjustments",
    "provider_adjustment",
    (
        Column("provider", "text", "provider"),
        Column("fiscal_period", "day", "fiscal_period"),
        Column("reason", "code", "reason{n}"),
        Column("reference", "text", "reference{n}"),
        Column("amount_cents", "cents", "amount{n}"),
    ),
    each="/provider_adjustment",
)

REMARKS = Table(
    "remarks",
    "remark",
    (Column("list", "code", "list"), Column("code", "code", "remark{n} code")),
    each="2100/outpatient 2100/inpatient 2110/remark",
    within=("claims", "services"),
)

AMOUNTS = Table(
    "amounts",
    "amount",
    (Column("type", "code", "type"), Column("amount_cents", "cents", "amount")),
    each="2100/amounts 2110/amounts",
    within=("claims", "services"),
)

REMITTANCE_TABLES = Layout("835", (REMITTANCES, CLAIMS, SERVICES, ADJUSTMENTS, PROVIDER_ADJUSTMENTS, REMARKS, AMOUNTS))
