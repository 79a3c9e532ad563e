"""Registration: a visit and its patient are kept, each with a copy of its own."""

from dataclasses import replace

import pytest

from superbill.app.find import NotHere, get_patient, get_visit, visit_of
from superbill.app.register_visit import BadNumber, VisitTaken, WrongPractice, register_visit
from superbill.claims.people import Patient
from superbill.storage.models import PatientRecord, VisitRecord
from tests.app.office import Office, visit


def test_a_visit_is_kept_as_it_was_registered(office: Office) -> None:
    registered = visit("V1")

    number = register_visit(office.desk("biller"), registered)

    with office.looking():
        assert number == "V1"
        assert visit_of(get_visit(office.desk(), "V1")) == registered
        assert get_patient(office.desk(), registered.patient.number).last_name == "Kowalski"


def test_a_number_is_used_once(office: Office) -> None:
    register_visit(office.desk("biller"), visit("V1"))

    with pytest.raises(VisitTaken, match="V1 is registered already") as refused:
        register_visit(office.desk("biller"), visit("V1"))

    assert "another number" in refused.value.todo
    with office.looking():
        assert VisitRecord.objects.count() == 1


def test_a_visit_without_a_number_gets_the_next_one(office: Office) -> None:
    numbers = [register_visit(office.desk("biller"), visit("")) for _ in range(3)]

    assert numbers == ["V1001", "V1002", "V1003"]


def test_a_number_that_somebody_took_by_hand_is_passed_over(office: Office) -> None:
    for number in ("V1001", "V1002", "V1004"):
        register_visit(office.desk("biller"), visit(number))

    numbers = [register_visit(office.desk("biller"), visit("")) for _ in range(2)]

    assert numbers == ["V1003", "V1005"]


def test_a_later_change_of_name_changes_the_patient_and_no_earlier_visit(office: Office) -> None:
    first = visit("V1")
    married = replace(first.patient.person, last_name="Moss")
    register_visit(office.desk("biller"), first)

    register_visit(office.desk("biller"), visit("V2", patient=Patient(first.patient.number, married)))

    with office.looking():
        assert PatientRecord.objects.get().last_name == "Moss"
        assert visit_of(get_visit(office.desk(), "V1")).patient.person.last_name == "Kowalski"


@pytest.mark.parametrize("number", ["V2", "", "v1 or 1=1", "V1" * 40])
def test_a_visit_that_is_not_there_is_said_to_be_so(office: Office, number: str) -> None:
    register_visit(office.desk("biller"), visit("V1"))

    with office.looking(), pytest.raises(NotHere, match="There is no visit") as refused:
        get_visit(office.desk(), number)

    assert "search box" in refused.value.todo
    assert len(refused.value.what) < 60


def test_a_visit_of_another_practice_is_not_kept_in_these_books(office: Office) -> None:
    registered = visit("V1")
    elsewhere = replace(registered, practice=replace(registered.practice, npi="2876500309"))

    with pytest.raises(WrongPractice, match="2876500309") as refused:
        register_visit(office.desk("biller"), elsewhere)

    assert refused.value.where == "practice.npi"
    with office.looking():
        assert not VisitRecord.objects.exists()


@pytest.mark.parametrize(("payer_id", "kept"), [("A" * 20, True), ("A" * 21, False), ("", False)])
def test_a_payer_id_has_a_length_that_every_database_takes(office: Office, payer_id: str, kept: bool) -> None:
    registered = visit("V1")
    coverage = replace(registered.coverage, payer=replace(registered.coverage.payer, payer_id=payer_id))

    if kept:
        register_visit(office.desk("biller"), replace(registered, coverage=coverage))
    else:
        with pytest.raises(BadNumber):
            register_visit(office.desk("biller"), replace(registered, coverage=coverage))

    with office.looking():
        assert VisitRecord.objects.exists() is kept
