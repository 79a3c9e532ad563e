"""What an 835 says, as people speak of it: a remittance with claim payments, their services, adjustments and remarks.

Named tuples, as in `claims`. Money is whole cents, None where it is absent or cannot be read (level 1 has said so). A positive
adjustment lowers the payment; a reversal has negative charge, payment and adjustments. Claims are handed over one by one, the
`Remittance` with its totals at the end, so that a file of any size fits into memory. Source: guide 005010X221A1.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects.claims_pieces import Adjustment, Amount, Extra, Party, Procedure, Reference, Span
from superbill.x12.objects.payments import Payment, Trace
from superbill.x12.objects.reading import CENTS

DENIED, REVERSAL, PREDETERMINATION = "4", "22", "25"
FORWARDED = frozenset(("19", "20", "21", "23"))
MEDICARE_OR_MEDICAID = frozenset(("MA", "MB", "MC"))


class Quantity(NamedTuple):
    """QTY: a number with its kind, such as CA (covered days)."""

    kind: str = ""
    number: Decimal | None = None
    at: At = NOWHERE


class Remark(NamedTuple):
    """LQ: a remark with its list, HE (RARC) or RX (NCPDP)."""

    list: str = ""
    code: str = ""
    at: At = NOWHERE


class Adjudication(NamedTuple):
    """MIA or MOA (`tag`): amounts and remarks of a claim's adjudication. `elements` begin with the first, MIA01 or MOA01."""

    tag: str = ""
    elements: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    at: At = NOWHERE

    def cents(self, element: int) -> int | None:
        """The amount at an element, counted from 1, such as MIA04 (paid by DRG) or MOA02 (payable by HCPCS)."""
        return CENTS[self.elements[element - 1]] if element <= len(self.elements) else None


class ServicePayment(NamedTuple):
    """Loop 2110: one service as it was decided. `billed` is what was charged for, when another service was decided upon.

    `units` are those paid for, None when the payer left them out, which means one. `at` is the SVC.
    """

    procedure: Procedure = Procedure()
    charge_cents: int | None = None
    paid_cents: int | None = None
    revenue: str = ""
    units: Decimal | None = None
    billed: Procedure | None = None
    billed_units: Decimal | None = None
    at: At = NOWHERE
    adjustments: tuple[Adjustment, ...] = ()
    dates: tuple[Span, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    remarks: tuple[Remark, ...] = ()
    is_cut: bool = False

    @property
    def line_control(self) -> str:
        """The number that the biller gave the line (REF*6R); empty when the payer dropped it."""
        return next((each.number for each in self.references if each.kind == "6R"), "")

    @property
    def served_from(self) -> date | None:
        """The day of service, or the first of several."""
        return next((each.first for each in self.dates if each.kind in ("472", "150")), None)

    @property
    def served_to(self) -> date | None:
        """The last day of service."""
        return next((each.first for each in self.dates if each.kind in ("472", "151")), self.served_from)

    @property
    def allowed_cents(self) -> int | None:
        """What the payer allows (AMT*B6)."""
        return next((each.cents for each in self.amounts if each.kind == "B6"), None)


class RemittanceHeader(NamedTuple):
    """What is true of the whole remittance. `references` are REF*EV (receiver) and REF*F2 (version); `produced_on` is DTM*405."""

    payment: Payment = Payment()
    trace: Trace = Trace()
    currency: str = ""
    references: tuple[Reference, ...] = ()
    produced_on: date | None = None
    payer: Party = Party()
    payee: Party = Party()
    delivery: Extra | None = None


class ClaimPayment(NamedTuple):
    """Loop 2100: one claim as it was decided. `control` is what the biller called it (CLP01), `payer_claim_number` CLP07.

    `facility` and `frequency` are CLP08 and CLP09: the place of service or the bill type of the claim. `parties` are all NM1.
    `earlier` is the number of the segment in this set where the very same claim payment stood before, or 0; `numbered` that where
    the payer's number stood for another claim of the biller. `is_cut` when it had more of something than is kept in memory.
    """

    control: str = ""
    status: str = ""
    charge_cents: int | None = None
    paid_cents: int | None = None
    patient_share_cents: int | None = None
    filing: str = ""
    payer_claim_number: str = ""
    facility: str = ""
    frequency: str = ""
    drg: str = ""
    drg_weight: Decimal | None = None
    discharge_fraction: Decimal | None = None
    at: At = NOWHERE
    header: RemittanceHeader = RemittanceHeader()
    earlier: int = 0
    numbered: int = 0
    adjustments: tuple[Adjustment, ...] = ()
    parties: tuple[Party, ...] = ()
    inpatient: Adjudication | None = None
    outpatient: Adjudication | None = None
    references: tuple[Reference, ...] = ()
    dates: tuple[Span, ...] = ()
    contacts: tuple[tuple[str, ...], ...] = ()
    amounts: tuple[Amount, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    services: tuple[ServicePayment, ...] = ()
    is_cut: bool = False

    @property
    def is_reversal(self) -> bool:
        """The payer takes an earlier decision back."""
        return self.status == REVERSAL

    @property
    def patient(self) -> Party | None:
        """NM1*QC."""
        return self.party("QC")

    @property
    def insured(self) -> Party | None:
        """NM1*IL, when the patient is not the insured."""
        return self.party("IL")

    @property
    def corrected(self) -> Party | None:
        """NM1*74: name and number of the patient or the insured as the payer has them."""
        return self.party("74")

    @property
    def rendering(self) -> Party | None:
        """NM1*82, when it is not the payee."""
        return self.party("82")

    @property
    def crossover(self) -> Party | None:
        """NM1*TT: the payer that the claim was sent on to."""
        return self.party("TT")

    @property
    def corrected_payer(self) -> Party | None:
        """NM1*PR: the payer that comes first, as this payer believes."""
        return self.party("PR")

    @property
    def remarks(self) -> tuple[str, ...]:
        """The remarks that are about the whole claim (MIA and MOA)."""
        return (self.inpatient.remarks if self.inpatient else ()) + (self.outpatient.remarks if self.outpatient else ())

    @property
    def all_adjustments(self) -> tuple[Adjustment, ...]:
        """Those of the claim, then those of its services."""
        return (*self.adjustments, *(each for service in self.services for each in service.adjustments))

    def party(self, role: str) -> Party | None:
        """The first of that role (NM101)."""
        for each in self.parties:
            if each.role == role:
                return each
        return None

    def dated(self, kind: str) -> date | None:
        """The day of that kind: 232 and 233 (first and last of the statement), 036 (coverage ended), 050 (claim received)."""
        return next((each.first for each in self.dates if each.kind == kind), None)

    def reference(self, kind: str) -> Reference | None:
        """The first number of that kind, such as F8 (the claim that this one corrects) or EA (medical record)."""
        for each in self.references:
            if each.kind == kind:
                return each
        return None

    def amount(self, kind: str) -> Amount | None:
        """The first amount of that kind, such as AU (covered) or I (interest). Amounts take no part in balancing."""
        for each in self.amounts:
            if each.kind == kind:
                return each
        return None


class ProviderAdjustment(NamedTuple):
    """One reason of a PLB: money moved outside claims; positive lowers the payment. `element` is that of the reason."""

    provider: str = ""
    fiscal_period: date | None = None
    reason: str = ""
    reference: str = ""
    cents: int | None = None
    element: int = 3
    at: At = NOWHERE


class ClaimGroup(NamedTuple):
    """Loop 2000 when it has ended: its number (LX01), what TS3 says of it, and what was counted in it.

    `stated_claims` and `stated_charge_cents` are TS304 and TS305; `summary` and `supplement` are all elements of TS3 and TS2.
    `charged_cents` is None when a charge could not be read.
    """

    number: str = ""
    provider: str = ""
    facility: str = ""
    fiscal_period: date | None = None
    stated_claims: Decimal | None = None
    stated_charge_cents: int | None = None
    summary: tuple[str, ...] = ()
    supplement: tuple[str, ...] = ()
    at: At = NOWHERE
    claims: int = 0
    charged_cents: int | None = 0


class Remittance(NamedTuple):
    """One 835 when its set has ended, with totals of what went by; a total is None when an amount could not be read.

    `claims_paid_cents` is ΣCLP04, `moved_cents` ΣPLB, `interest_cents` ΣAMT*I of the claims. `is_cut` when there were more
    provider adjustments than are kept in memory; `moved_cents` counts them all.
    """

    header: RemittanceHeader = RemittanceHeader()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    claims: int = 0
    charged_cents: int | None = 0
    claims_paid_cents: int | None = 0
    moved_cents: int | None = 0
    interest_cents: int | None = 0
    is_cut: bool = False
