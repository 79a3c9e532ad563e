"""The bank: a deposit is booked against the remittance that announced it, once, in whichever order they come."""

from datetime import date

import pytest

from superbill.app.list_remits import list_remits
from superbill.app.list_work import list_work
from superbill.app.match_bank import is_bank_file
from superbill.ledger.accounts import BANK, CLEARING
from superbill.storage.models import BankLine
from tests.app.office import ACME_TAX_ID, OKAFOR, Office, bank_csv, file_835, remit

HEADER = "date,amount,trace,payer_tax_id,description"


def waiting(office: Office) -> list[tuple[str, str]]:
    rows = list_work(office.desk("biller"), chosen="money").rows
    return [(row.ref, row.money) for row in rows if row.kind == "deposit"]


def deposit_word(office: Office) -> str:
    return list_remits(office.desk())[0].deposit


def test_a_deposit_that_a_remittance_announced_is_booked(office: Office) -> None:
    office.sent()
    answer = remit(office.paid("V1-1"))
    office.receive(file_835(answer))
    assert (office.accounts()[CLEARING], deposit_word(office)) == (20250, "deposit expected")

    heard = office.receive(bank_csv(answer), "bank.csv")

    assert (heard.kind, heard.state, heard.done, heard.problem) == ("BANK", "used", "1 deposit matched.", "")
    assert office.accounts()[BANK] == 20250
    assert CLEARING not in office.accounts()
    assert (deposit_word(office), waiting(office)) == ("deposit matched", [])


def test_a_deposit_that_comes_first_waits_and_is_booked_with_its_remittance(office: Office) -> None:
    office.sent()
    answer = remit(office.paid("V1-1"))
    before = office.books()

    early = office.receive(bank_csv(answer), "bank.csv")
    assert (early.state, early.problem) == ("used", "No remittance yet for EFT1 (202.50).")
    assert (office.books(), waiting(office)) == (before, [("EFT1", "202.50")])

    office.receive(file_835(answer))
    assert office.accounts()[BANK] == 20250
    assert waiting(office) == []


def test_the_same_list_twice_books_once(office: Office) -> None:
    office.sent()
    answer = remit(office.paid("V1-1"))
    office.receive(file_835(answer))
    office.receive(bank_csv(answer), "monday.csv")
    books = office.books()

    same_bytes = office.receive(bank_csv(answer), "tuesday.csv")
    longer_list = office.receive(bank_csv(answer) + b"2026-09-20,5.00,EFT9,1390000099,OTHER\n", "wednesday.csv")

    assert same_bytes.state == "again"
    assert longer_list.done == "0 deposits matched, 1 known before."
    assert office.books() == books
    assert waiting(office) == [("EFT9", "5.00")]


@pytest.mark.parametrize(
    ("amount", "trace", "tax_id"),
    [
        ("202.49", "EFT1", ACME_TAX_ID),
        ("202.50", "EFT2", ACME_TAX_ID),
        ("202.50", "EFT1", "1390000011"),
        ("202.50", "eft1", ACME_TAX_ID),
    ],
)
def test_a_deposit_that_differs_in_amount_trace_or_payer_waits(office: Office, amount: str, trace: str, tax_id: str) -> None:
    office.sent()
    office.receive(file_835(remit(office.paid("V1-1"))))

    office.receive(f"{HEADER}\n2026-09-19,{amount},{trace},{tax_id},ACME\n".encode())

    assert waiting(office) == [(trace, amount)]
    assert BANK not in office.accounts()


def test_a_deposit_for_a_remittance_that_is_held_waits(office: Office) -> None:
    office.sent()
    office.receive(file_835(remit(office.paid("V1-1", control="X1-1"))))

    office.receive(bank_csv(remit(office.paid("V1-1"))))

    assert waiting(office) == [("EFT1", "202.50")]


def test_several_deposits_are_each_matched_on_their_own(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", OKAFOR)
    first, second = remit(office.paid("V1-1")), remit(office.paid("V2-1"), trace="EFT2")
    office.receive(file_835(first))

    heard = office.receive(bank_csv(first, second))

    assert heard.done == "1 deposit matched."
    assert heard.problem == "No remittance yet for EFT2 (202.50)."


def test_a_remittance_without_money_expects_no_deposit(office: Office) -> None:
    office.sent()

    office.receive(file_835(remit(office.denied("V1-1"))))

    assert deposit_word(office) == "no money moved"


@pytest.mark.parametrize(
    "row",
    [
        "19.09.2026,202.50,EFT1,1390000099,ACME",
        "2026-09-19,much,EFT1,1390000099,ACME",
        '2026-09-19,"1,5",EFT1,1390000099,ACME',
        "2026-09-19,202.50,,1390000099,ACME",
        "2026-09-19,202.50,EFT1",
        "2026-09-19",
        "2026-09-19,202.50,EFT1,1390000099,ACME,more",
        "2026-09-19,202.50,EFT1,1390000099,\x00",
        f"2026-09-19,202.50,{'E' * 60},1390000099,ACME",
        "2026-09-19,202.50,EFT1,139000009999,ACME",
        '2026-09-19,202.50,EFT1,1390000099,"ACME',
    ],
    ids=range(11),
)
def test_a_list_with_a_row_that_cannot_be_read_is_kept_whole_and_the_row_named(office: Office, row: str) -> None:
    office.sent()
    answer = remit(office.paid("V1-1"))
    office.receive(file_835(answer))
    books = office.books()

    heard = office.receive(bank_csv(answer) + f"{row}\n".encode(), "bank.csv")

    assert (heard.kind, heard.state) == ("BANK", "kept")
    assert heard.problem.startswith("bank.csv, line 3: ")
    assert office.books() == books
    with office.looking():
        assert not BankLine.objects.exists()


def test_a_list_that_is_no_text_is_kept(office: Office) -> None:
    heard = office.receive(f"{HEADER}\n2026-09-19,1.00,EFT1,1390000099,Z".encode() + b"\xfc\n", "bank.csv")

    assert (heard.kind, heard.state) == ("BANK", "kept")
    assert "UTF-8" in heard.problem


def test_a_long_description_is_shortened_and_a_blank_line_passed_over(office: Office) -> None:
    heard = office.receive(f"{HEADER}\n\n2026-09-19, 202.50 ,EFT1,1390000099,{'D' * 300}\n".encode(), "bank.csv")

    assert heard.state == "used"
    assert waiting(office) == [("EFT1", "202.50")]


def test_an_empty_list_is_used_and_books_nothing(office: Office) -> None:
    heard = office.receive(f"{HEADER}\n".encode())

    assert (heard.state, heard.done) == ("used", "0 deposits matched.")


def test_a_list_is_known_by_its_first_line() -> None:
    assert is_bank_file(f"{HEADER}\r\n".encode())
    assert is_bank_file(b"\xef\xbb\xbf" + HEADER.encode())
    assert not is_bank_file(b"date,amount\n")
    assert not is_bank_file(b"")


def test_the_day_of_the_deposit_is_the_banks(office: Office) -> None:
    office.sent()
    answer = remit(office.paid("V1-1"))
    office.receive(file_835(answer))

    office.receive(bank_csv(answer, on=date(2026, 9, 25)))

    with office.looking():
        line = BankLine.objects.get()
        assert line.entry is not None and line.entry.on == date(2026, 9, 25)
