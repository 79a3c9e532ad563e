"""Register a visit: who was seen, by whom, where, when, under which policy."""

from dataclasses import replace

from superbill.app.desk import Desk, at_desk
from superbill.app.numbers import next_number
from superbill.app.trail import note_event
from superbill.basics.errors import BadInput
from superbill.claims.people import Patient
from superbill.claims.plain import to_plain
from superbill.claims.visit import Visit
from superbill.storage import clock
from superbill.storage.models import PatientRecord, PracticeRecord, VisitRecord


class WrongPractice(BadInput):
    """The visit is of another practice than these books."""


class VisitTaken(BadInput):
    """Another visit has this number."""


class BadNumber(BadInput):
    """A number that cannot stand in an address, a file or a list."""


LONGEST = 20


@at_desk(may="register")
def register_visit(desk: Desk, visit: Visit) -> str:
    """Keep a visit and its patient; returns the visit's number, given out here when it came without one.

    The visit keeps its own copy of patient, coverage and providers: a later change of address changes no claim.
    Raises `VisitTaken`, `BadNumber`, `WrongPractice`.
    """
    _prove_practice(desk, visit)
    if visit.number:
        _prove_number("visit", visit.number)
    _prove_number("patient", visit.patient.number)
    _prove_number("payer", visit.coverage.payer.payer_id)
    PracticeRecord.objects.select_for_update().get(pk=desk.practice_id)  # one at a time: a number is given once
    if _is_taken(desk, visit.number):
        raise VisitTaken(
            f"Visit {visit.number} is registered already.", todo="Give it another number, or none to have one given."
        )
    number = visit.number or _free_number(desk)
    visit = replace(visit, number=number)
    row = VisitRecord.objects.create(
        practice_id=desk.practice_id,
        number=number,
        patient=_keep_patient(desk, visit.patient),
        served_on=visit.served_on,
        payer_id=visit.coverage.payer.payer_id,
        details=to_plain(visit),
        registered_at=clock.now(),
    )
    note_event(desk, "Visit registered.", visit=row)
    return number


def _prove_practice(desk: Desk, visit: Visit) -> None:
    """Payers pay the practice on the claim: one that is not the practice of these books would be paid past them."""
    practice = PracticeRecord.objects.get(pk=desk.practice_id)
    if visit.practice.npi != practice.npi:
        raise WrongPractice(
            f"The visit is of NPI {visit.practice.npi[:20]}; these books are those of NPI {practice.npi}.",
            where="practice.npi",
            todo="Register it in the books of its own practice, or correct the NPI.",
        )


def _prove_number(kind: str, number: str) -> None:
    """Raises `BadNumber`. A slash parts addresses, and one that begins with a dot leads elsewhere."""
    if not number.strip() or not number.isprintable() or set("/\\") & set(number) or number.startswith("."):
        what = f"{number[:40]!r} cannot be the number of a {kind}."
        raise BadNumber(
            what, where=f"{kind} number", todo="Use letters, digits and hyphens; no slash, and no dot at the beginning."
        )
    if len(number) > LONGEST:
        what = f"The number of the {kind} has {len(number)} characters."
        raise BadNumber(what, where=f"{kind} number", todo=f"It may have {LONGEST}.")


def _is_taken(desk: Desk, number: str) -> bool:
    return VisitRecord.objects.filter(practice_id=desk.practice_id, number=number).exists()


def _free_number(desk: Desk) -> str:
    """The next number of the series that nobody has given by hand."""
    while _is_taken(desk, number := f"V{1000 + next_number(desk, 'visit')}"):
        pass
    return number


def _keep_patient(desk: Desk, patient: Patient) -> PatientRecord:
    """The patient for the lists, where a very long name is cut; the details hold it whole."""
    person = patient.person
    row, _ = PatientRecord.objects.update_or_create(
        practice_id=desk.practice_id,
        number=patient.number,
        defaults={
            "last_name": person.last_name[:60],
            "first_name": person.first_name[:35],
            "born": person.born,
            "details": to_plain(patient),
        },
    )
    return row
