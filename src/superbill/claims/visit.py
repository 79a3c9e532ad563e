"""A visit: who was seen, by whom, where, when, under which policy; and the superbill, the sheet that is filled for it."""

from dataclasses import dataclass
from datetime import date

from superbill.claims.note import CodeChoice
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
class Service:
    """A service that was rendered, as the coder enters it: code, modifiers, units, and the diagnoses it was for.

    `codes` are ICD-10-CM codes, the most important first, at most four; the claim turns them into pointers.
    """

    procedure: str
    codes: tuple[str, ...]
    modifiers: tuple[str, ...] = ()
    units: int = 1


@dataclass(frozen=True, slots=True)
class Pick:
    """A code as picked on the page or in a file: accepted, changed or added, and where in the note its words stand.

    `spans` are half-open character positions in the note as it reads now.
    """

    code: str
    how: str = "accepted"
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The superbill: what coder and biller share. Codes in order (first-listed first), each with who took it and why.

    `level_why` says how the visit level was reached; it is empty when no level was calculated.
    """

    choices: tuple[CodeChoice, ...]
    services: tuple[Service, ...]
    level_why: tuple[str, ...] = ()
