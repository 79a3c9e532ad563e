"""Statements: what a patient owes after the payer has answered, made once and kept as it was sent."""

import io
from dataclasses import replace

import pikepdf
import pytest

from superbill.app.find import NotHere
from superbill.app.make_statement import NothingDue, get_statement, list_patients, make_statement
from superbill.app.show_patient import show_patient
from superbill.app.take_payment import take_payment
from superbill.claims.remit import Adjustment
from superbill.storage.models import StatementRecord
from tests.app.office import OKAFOR, Office, file_835, remit

PATIENT = "P0001"


@pytest.fixture
def owing(office: Office) -> Office:
    """V1 is paid by its payer, and 30.00 are left to the patient; V2 of another patient waits with the payer."""
    office.sent("V1")
    office.sent("V2", OKAFOR)
    paid = office.paid("V1-1")
    first = replace(paid.lines[0], paid_cents=15900, adjustments=(Adjustment("CO", "45", 2100), Adjustment("PR", "3", 3000)))
    office.receive(file_835(remit(replace(paid, paid_cents=17250, patient_share_cents=3000, lines=(first, paid.lines[1])))))
    return office


def test_a_statement_asks_for_what_is_open_and_is_kept_as_it_was_sent(owing: Office) -> None:
    made = make_statement(owing.desk("biller"), PATIENT)

    kept = get_statement(owing.desk(), int(made.id))
    assert (made.number, made.due) == ("S1001", "30.00")
    assert kept == made
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages) == 1
    assert owing.told() == "Statement S1001 made."


def test_a_second_statement_asks_for_the_rest_and_the_first_stays(owing: Office) -> None:
    first = make_statement(owing.desk("biller"), PATIENT)
    take_payment(owing.desk("biller"), "V1", 1000, method="cash")

    second = make_statement(owing.desk("biller"), PATIENT)

    assert (second.number, second.due) == ("S1002", "20.00")
    assert get_statement(owing.desk(), int(first.id)).pdf == first.pdf


def test_a_patient_who_owes_nothing_gets_none(owing: Office) -> None:
    take_payment(owing.desk("biller"), "V1", 3000, method="cash")
    with owing.looking():
        other = show_patient(owing.desk(), PATIENT)

    for number in (PATIENT, "P0002"):
        with pytest.raises(NothingDue, match="owes nothing now"):
            make_statement(owing.desk("biller"), number)

    assert not other.can_bill
    with owing.looking():
        assert not StatementRecord.objects.exists()


def test_a_patient_whose_payer_has_not_answered_owes_nothing_yet(owing: Office) -> None:
    (waiting,) = [row for row in list_patients(owing.desk(), everyone=True) if row.number != PATIENT]

    assert (waiting.owes, waiting.with_payer) == ("0.00", "225.00")
    with pytest.raises(NothingDue, match="owes nothing now"):
        make_statement(owing.desk("biller"), waiting.number)


def test_the_list_has_those_who_owe_and_with_everyone_all(owing: Office) -> None:
    (row,) = list_patients(owing.desk())

    assert (row.number, row.owes, row.with_payer, row.last_statement) == (PATIENT, "30.00", "0.00", "")
    assert len(list_patients(owing.desk(), everyone=True)) == 2

    make_statement(owing.desk("biller"), PATIENT)
    assert list_patients(owing.desk())[0].last_statement == "S1001, 09/18/2026"


def test_the_patients_page_has_visits_and_statements(owing: Office) -> None:
    made = make_statement(owing.desk("biller"), PATIENT)

    page = show_patient(owing.desk("biller"), PATIENT)

    assert (page.name, page.owes, page.can_bill) == ("Kowalski, Margaret", "30.00", True)
    assert [(visit.claim, visit.state, visit.owes) for visit in page.visits] == [("V1", "paid", "30.00")]
    assert [(row.id, row.due) for row in page.statements] == [(made.id, "30.00")]
    assert not show_patient(owing.desk("coder"), PATIENT).can_bill


@pytest.mark.parametrize("wrong", [0, 999])
def test_a_statement_or_patient_that_is_not_there_is_said_to_be_so(owing: Office, wrong: int) -> None:
    with pytest.raises(NotHere, match="no such statement"):
        get_statement(owing.desk(), wrong)
    with pytest.raises(NotHere, match="There is no patient"):
        make_statement(owing.desk("biller"), f"X{wrong}")
