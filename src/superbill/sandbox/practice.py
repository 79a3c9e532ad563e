"""The invented practice of the demonstration: its people at work, and how its books are opened."""

from dataclasses import dataclass
from datetime import date

from superbill.app.desk import Desk
from superbill.app.open_practice import let_in
from superbill.app.open_practice import open_practice as open_books
from superbill.claims.people import Address, Practice, Provider
from superbill.storage.models import PracticeRecord

PRACTICE = Practice(
    name="Lakeside Family Medicine",
    npi="2876500101",
    tax_id="390000017",
    taxonomy="207Q00000X",
    address=Address("200 Harbor Street", "Lakeside", "WI", "539990200"),
    contact_name="Luis Ortega",
    phone="6085550142",
)
ALVAREZ = Provider("2876500200", "Alvarez", "Marisol", "207Q00000X")
BEAUMONT = Provider("2876500309", "Beaumont", "Isaac", "207Q00000X")
CLINICIANS = {"Alvarez": ALVAREZ, "Beaumont": BEAUMONT}


@dataclass(frozen=True, slots=True)
class Worker:
    """Someone who works at the practice."""

    username: str
    first_name: str
    last_name: str
    role: str


WORKERS = (
    Worker("coder", "Dana", "Reyes", "coder"),
    Worker("biller", "Luis", "Ortega", "biller"),
    Worker("manager", "Ingrid", "Halvorsen", "manager"),
    Worker("clinician", "Marisol", "Alvarez", "clinician"),
)


def open_practice(practice: Practice = PRACTICE) -> int:
    """Open the books of a practice with its workers, who have no passwords: they enter by one-time links."""
    practice_id = open_books(practice)
    for worker in WORKERS:
        let_in(practice_id, worker.username, first_name=worker.first_name, last_name=worker.last_name, role=worker.role)
    return practice_id


def desk_of(role: str, practice_id: int, *, on: date, by: str = "") -> Desk:
    """The desk of the worker with this role on a day; `by` names someone else who does the same work."""
    worker = next(worker for worker in WORKERS if worker.role == role)
    name = PracticeRecord.objects.get(pk=practice_id).name
    return Desk(practice_id, name, by or f"{worker.first_name} {worker.last_name}", role, on)
