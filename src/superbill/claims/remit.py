"""A remittance: what a payer paid, what it did not, and why.

Signs are those of the 835: a positive adjustment lowers the payment. A reversal (claim status 22) carries negative charge,
payment and adjustments.
"""

from dataclasses import dataclass
from datetime import date

REVERSAL = "22"
DENIED = "4"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One reason for paying another amount than charged. `group` is CO, PR, OA or PI; `reason` is the CARC."""

    group: str
    reason: str
    cents: int


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One service as adjudicated (loop 2110). `line_no` is what REF*6R carried, or None when the payer dropped it."""

    procedure: str
    charge_cents: int
    paid_cents: int
    served_on: date
    modifiers: tuple[str, ...] = ()
    units: int = 1
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    allowed_cents: int | None = None
    line_no: int | None = None


@dataclass(frozen=True, slots=True)
class PaidClaim:
    """One claim payment (loop 2100). `control` is CLP01, `status` CLP02, `patient_share_cents` CLP05, `payer_claim_number` CLP07."""

    control: str
    status: str
    charge_cents: int
    paid_cents: int
    patient_share_cents: int
    payer_claim_number: str
    patient_last_name: str
    patient_first_name: str
    member_id: str
    adjustments: tuple[Adjustment, ...] = ()
    lines: tuple[PaidLine, ...] = ()
    remarks: tuple[str, ...] = ()
    filing: str = "CI"

    @property
    def is_reversal(self) -> bool:
        """The payer takes an earlier adjudication back."""
        return self.status == REVERSAL


@dataclass(frozen=True, slots=True)
class ProviderAdjustment:
    """Money moved outside any claim (PLB): `reason` such as FB, WO, L6; positive lowers the payment."""

    reason: str
    reference: str
    cents: int


@dataclass(frozen=True, slots=True)
class Remit:
    """One 835 transaction. `trace` (TRN02) with `payer_tax_id` (TRN03, ten characters) ties it to the bank line.

    `method` is BPR04: ACH, CHK or NON.
    """

    payer_id: str
    payer_name: str
    payee_npi: str
    payee_name: str
    paid_cents: int
    paid_on: date
    trace: str
    payer_tax_id: str
    method: str
    claims: tuple[PaidClaim, ...]
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
