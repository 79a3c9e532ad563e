"""A claim: an immutable version with its own copy of patient, coverage and providers.

What was sent is kept exactly as sent. A correction is a new version with frequency 7 (replacement) or 8 (void) and the
payer's own number of the claim it replaces.
"""

from dataclasses import dataclass
from datetime import date

from superbill.claims.people import Coverage, Patient, Practice, Provider

ORIGINAL, REPLACEMENT, VOID = "1", "7", "8"


@dataclass(frozen=True, slots=True)
class Line:
    """One service line (loop 2400). `charge_cents` is for all units; pointers are positions from 1 in the diagnoses."""

    line_no: int
    procedure: str
    charge_cents: int
    served_on: date
    pointers: tuple[int, ...]
    modifiers: tuple[str, ...] = ()
    units: int = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """One version of a professional claim. `number` stays through its life; `version` counts from 1.

    `diagnoses` are ICD-10-CM codes with their dot, the first-listed first (at most twelve). `payer_claim_number` is the
    payer's number of the claim replaced or voided (REF*F8). `created_on` is the day this version was drafted.
    """

    number: str
    version: int
    patient: Patient
    coverage: Coverage
    practice: Practice
    rendering: Provider
    place_of_service: str
    diagnoses: tuple[str, ...]
    lines: tuple[Line, ...]
    created_on: date
    frequency: str = ORIGINAL
    payer_claim_number: str = ""
    prior_authorization: str = ""
    accepts_assignment: bool = True

    @property
    def control(self) -> str:
        """The patient control number (CLM01), which comes back as CLP01: one for each version."""
        return f"{self.number}-{self.version}"

    @property
    def charge_cents(self) -> int:
        """The total charge (CLM02): always the sum of the lines."""
        return sum(line.charge_cents for line in self.lines)

    @property
    def served_on(self) -> date:
        """The first day of service."""
        return min(line.served_on for line in self.lines)


def split_control(control: str) -> tuple[str, int] | None:
    """`V0002-3` as (`V0002`, 3); None when the text is not one of our control numbers."""
    number, _, version = control.rpartition("-")
    ours = number and version.isascii() and version.isdigit() and len(version) < 10
    return (number, int(version)) if ours else None
