"""The practice's own tables: read through before they are kept, so that a bad one leaves the former in its place."""

from datetime import date

import pytest

from superbill.app.find_codes import find_codes
from superbill.app.tables import fees, find_benefits, find_contract, load_table
from superbill.basics.errors import BadInput
from superbill.storage.models import PracticeTable
from tests.app.office import FEES, SERVED, Office


def test_a_table_that_is_loaded_again_replaces_the_former(office: Office) -> None:
    load_table(office.desk(), "fees", FEES.replace("150.00", "151.00"))

    with office.looking():
        fee = fees(office.desk()).fee("99213", (), on=SERVED)
        assert PracticeTable.objects.filter(kind="fees").count() == 1
    assert fee is not None and fee.cents == 15100


@pytest.mark.parametrize(
    ("kind", "text"),
    [("fees", "code\n"), ("fees", ""), ("contract", "payer_id ="), ("contract", ""), ("benefits", "x = 1\n"), ("benefits", "")],
)
def test_a_table_that_cannot_be_read_is_refused_and_the_former_stays(office: Office, kind: str, text: str) -> None:
    key = {"fees": "", "contract": "ACME1", "benefits": "AHP4410072"}[kind]
    with office.looking():
        before = PracticeTable.objects.get(kind=kind, key=key).text

    with pytest.raises(BadInput) as refused:
        load_table(office.desk(), kind, text, key=key)

    assert refused.value.where.startswith({"fees": "charges"}.get(kind, kind))
    with office.looking():
        assert PracticeTable.objects.get(kind=kind, key=key).text == before


def test_a_kind_of_table_that_is_not_known_is_refused_with_those_that_are(office: Office) -> None:
    with pytest.raises(BadInput, match="no kind of table 'wages'") as refused:
        load_table(office.desk(), "wages", "x")

    assert "fees, contract, benefits" in refused.value.todo


def test_what_was_not_loaded_is_not_found(office: Office) -> None:
    with office.looking():
        assert find_contract(office.desk(), "NOBODY") is None
        assert find_benefits(office.desk(), "NOBODY") is None
        assert find_contract(office.desk(), "ACME1") is not None


def test_codes_are_found_for_the_day_of_the_visit(office: Office) -> None:
    office.register()

    found = find_codes(office.desk("coder"), "V1", "M17.1")

    assert "M17.12" in {code.code for code in found}
    assert len(found) <= 12
    assert find_codes(office.desk("coder"), "V1", " m ") == ()
    assert date(2026, 9, 14) == SERVED
