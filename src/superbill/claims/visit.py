"""A visit: who was seen, by whom, where, when, under which policy; and what is charged for it."""

from dataclasses import dataclass
from datetime import date

from superbill.claims.people import Coverage, Patient, Practice, Provider


@dataclass(frozen=True, slots=True)
class Visit:
    """One encounter as registered. `number` is the practice's own; `place_of_service` the two-digit CMS code."""

    number: str
    patient: Patient
    coverage: Coverage
    practice: Practice
    rendering: Provider
    served_on: date
    place_of_service: str
    new_patient: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """A service to bill: its code and modifiers, units, the practice's charge for all units, and the diagnoses it is for.

    `pointers` are positions (from 1) in the claim's list of diagnoses, the most important first, at most four.
    """

    procedure: str
    charge_cents: int
    pointers: tuple[int, ...]
    modifiers: tuple[str, ...] = ()
    units: int = 1
