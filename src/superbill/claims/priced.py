"""What a claim should bring: allowed amounts, and who owes them, with the working shown."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its contract amount. `allowed_cents` is None when the contract has no price for it.

    `working` is one sentence a step, such as `fee 99214 on 2026-09-14: 128.43 (contract table, row since 2026-01-01)`.
    `served_on` lets a daily copay be counted once a day; lines without it count as one day.
    """

    line_no: int
    procedure: str
    charge_cents: int
    allowed_cents: int | None
    working: tuple[str, ...]
    served_on: date | None = None


@dataclass(frozen=True, slots=True)
class PricedClaim:
    """A claim with its contract amounts."""

    control: str
    contract: str
    lines: tuple[PricedLine, ...]


@dataclass(frozen=True, slots=True)
class Benefits:
    """What a patient's plan leaves to the patient, as of a day.

    `copay_cents` applies once a day to visits (the procedures in `copay_procedures`); `coinsurance` is the patient's rate
    after the deductible, for what has no copay. `met` amounts are what was used before this claim.
    """

    deductible_cents: int
    deductible_met_cents: int
    copay_cents: int
    coinsurance: Decimal
    out_of_pocket_cents: int
    out_of_pocket_met_cents: int
    copay_procedures: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class OwedLine:
    """How one allowed amount divides. `contractual + deductible + copay + coinsurance + paid == charge` when priced."""

    line_no: int
    procedure: str
    charge_cents: int
    allowed_cents: int
    contractual_cents: int
    deductible_cents: int
    copay_cents: int
    coinsurance_cents: int
    paid_cents: int
    working: tuple[str, ...]

    @property
    def patient_cents(self) -> int:
        """The patient's share of this line."""
        return self.deductible_cents + self.copay_cents + self.coinsurance_cents


@dataclass(frozen=True, slots=True)
class Owed:
    """What payer and patient owe for a claim, and the benefits as they stand after it."""

    control: str
    lines: tuple[OwedLine, ...]
    unpriced: tuple[int, ...]
    benefits_after: Benefits

    @property
    def paid_cents(self) -> int:
        """What the payer owes."""
        return sum(line.paid_cents for line in self.lines)

    @property
    def patient_cents(self) -> int:
        """What the patient owes."""
        return sum(line.patient_cents for line in self.lines)
