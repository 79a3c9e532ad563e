"""Attacks with files: their bytes, their names, their sizes. Each is kept with a reason that a biller can read; none holds up others."""

import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from superbill.app.list_files import list_files
from superbill.app.outbox import deliver_waiting
from superbill.app.receive_files import receive_folder
from superbill.storage.folders import put_whole
from superbill.storage.models import FileRecord
from tests.app.office import Office, bank_csv, file_835, remit
from tests.review.test_money import undone
from tests.web.conftest import Practice

EVIL_NAMES = [
    "../../../etc/passwd",
    "..\\..\\windows\\system32",
    "a file with blanks.835",
    "ü" * 300 + ".835",
    "x\r\nSet-Cookie: sessionid=1.835",
    'quote".835',
    "nul\x00byte.835",
    "not utf-8 \udce9.835",
    "\x1b[31mred\x1b[0m.835",
    "right \u202e to left.835",
    "<script>alert(1)</script>.835",
    "=cmd|' /C calc'!A0.835",
    "",
    ".",
]


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_a_file_may_have_any_name_and_is_kept_listed_and_given_back(office: Office, name: str) -> None:
    office.sent()
    data = file_835(remit(office.paid("V1-1")))

    heard = office.receive(data, name)

    assert (heard.state, heard.problem) == ("used", "")
    (row,) = [row for row in list_files(office.desk()) if row.direction == "received"]
    assert row.name.isprintable()
    assert len(row.name) <= 200
    row.name.encode()


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_no_name_of_a_file_breaks_its_page_or_its_header(practice: Practice, office_of: Office, name: str) -> None:
    client = practice.client("manager")
    office_of.receive(b"something " + name.encode("utf-8", "replace"), name)
    row = list_files(practice.desk("manager"))[0]

    page, given, listed = client.get(f"/files/{row.id}/"), client.get(f"/files/{row.id}/?as=file"), client.get("/files/")

    assert (page.status_code, given.status_code, listed.status_code) == (200, 200, 200)
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Disposition"].isprintable()
    assert "<script>alert(1)" not in page.text + listed.text
    assert given["Content-Type"] == "application/octet-stream"


@pytest.fixture
def office_of(practice: Practice, tmp_path: Path) -> Office:
    """The same practice, with the short ways of the other tests."""
    return Office(practice.id, tmp_path)


def test_a_name_that_is_not_text_does_not_hold_up_the_folder(office: Office) -> None:
    office.sent()
    folder = office.folder / "exchange" / "from-payer"
    folder.mkdir(parents=True)
    (folder / os.fsdecode(b"1 caf\xe9.835")).write_bytes(b"no file of ours")
    (folder / "2.835").write_bytes(file_835(remit(office.paid("V1-1"))))

    received = receive_folder(office.desk())

    assert [one.state for one in received] == ["kept", "used"]
    assert [path for path in folder.iterdir() if path.is_file()] == []


@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300), at=st.integers(0, 900), cut=st.integers(0, 200))
def test_whatever_bytes_stand_in_a_file_it_is_kept_with_a_reason_in_words(office: Office, data: bytes, at: int, cut: int) -> None:
    with undone():
        office.sent()
        whole = file_835(remit(office.paid("V1-1")))
        books = office.books()

        for attack in (data, b"ISA" + data, whole[:at] + data + whole[at + cut :], whole[:106] + data):
            heard = office.receive(attack)

            assert "itself failed" not in heard.problem
            assert heard.state != "kept" or (heard.problem and office.books() == books)
            if heard.state == "used":
                break


@pytest.mark.parametrize(
    ("replaced", "by"),
    [
        (b"CLP*V1-1*", b"CLP*V1-" + b"9" * 5000 + b"*"),
        (b"ACME HEALTH PLAN", b"A" * 100_000),
        (b"ACME HEALTH PLAN", b"\xff\xfe\xed\xa0\x80"),
        (b"CAS*CO*45*", b"CAS*" + b"9" * 5000 + b"*45*"),
        (b"HC:99214", b"HC:" + b"9" * 5000),
        (b"REF*6R*1~", b"REF*6R*" + b"9" * 5000 + b"~"),
        (b"BPR*I*202.5*", b"BPR*I*" + b"9" * 5000 + b"*"),
        (b"BPR*I*202.5*", b"BPR*I*-202.5*"),
        (b"*20260914", b"*99991231"),
        (b"*20260918", b"*00010101"),
    ],
)
def test_huge_and_odd_elements_are_used_or_refused_with_their_place(office: Office, replaced: bytes, by: bytes) -> None:
    office.sent()
    data = file_835(remit(office.paid("V1-1")))
    assert replaced in data

    heard = office.receive(data.replace(replaced, by))

    assert "itself failed" not in heard.problem
    assert heard.state == "used" or heard.problem
    assert office.books()[2] == 0


# ------------------------------------------------------------------------------------------------------------- the bank

HEADER = "date,amount,trace,payer_tax_id,description"


@pytest.mark.parametrize(
    ("text", "state", "said"),
    [
        (f"{HEADER}\n2026-09-19,202.50,EFT1,1390000099,A\n", "used", ""),
        (f"\ufeff{HEADER}\r\n2026-09-19,202.50,EFT1,1390000099,A\r\n", "used", ""),
        (f'{HEADER}\n2026-09-19,"1,234.50",EFT1,1390000099,A\n', "used", "No remittance yet for EFT1 (1,234.50)"),
        (f"{HEADER}\n2026-09-19,-5,EFT1,1390000099,A\n", "used", "No remittance yet for EFT1 (-5.00)"),
        (f"{HEADER}\n2026-09-19,1e9,EFT1,1390000099,A\n", "kept", "'1e9' is not an amount"),
        (f"{HEADER}\n2026-09-19,=1+1,EFT1,1390000099,A\n", "kept", "is not an amount"),
        (f"{HEADER}\n2026-09-19,{'9' * 40},EFT1,1390000099,A\n", "kept", "is not an amount"),
        (f"{HEADER}\n2026-09-19,999999999999999,EFT1,1390000099,A\n", "used", "No remittance yet"),
        (f"{HEADER}\n2026-09-19,1234.50,EFT1\n", "kept", "The row has 3 fields"),
        (f"{HEADER}\n09/19/2026,1234.50,EFT1,1390000099,A\n", "kept", "no readable day"),
        (f"{HEADER}\n2026-09-19,1.00,{'E' * 51},1390000099,A\n", "kept", "cannot be read"),
        (f"{HEADER}\n2026-09-19,1.00,E,13900000991,A\n", "kept", "cannot be read"),
        (f"{HEADER}\n2026-09-19,1.00,E\0,1390000099,A\n", "kept", "cannot be read"),
        (f'{HEADER}\n2026-09-19,1.00,E,1390000099,"A\n', "kept", "not well-formed CSV"),
        (f"{HEADER}\n2026-09-19,1.00,E,1390000099,{'A' * 200_000}\n", "kept", ""),
        (f"{HEADER}\n", "used", ""),
        ("date,amount,trace\n2026-09-19,1.00,E\n", "kept", ""),
    ],
)
def test_a_list_of_deposits_is_read_or_refused_with_its_line(office: Office, text: str, state: str, said: str) -> None:
    office.sent()
    office.receive(file_835(remit(office.paid("V1-1"))))

    heard = office.receive(text.encode(), "bank.csv")

    assert heard.state == state
    assert said in heard.problem
    assert "itself failed" not in heard.problem
    assert bool(heard.problem) == (state == "kept" or bool(said))


def test_a_list_that_is_not_utf_8_names_the_byte(office: Office) -> None:
    heard = office.receive(f"{HEADER}\n2026-09-19,1.00,E,1,Caf\xe9\n".encode("latin-1"), "bank.csv")

    assert heard.state == "kept"
    assert "not UTF-8" in heard.problem


def test_a_deposit_whose_numbers_hold_slashes_is_never_taken_for_another(office: Office) -> None:
    office.sent("V1")
    office.sent("V2", "AHP4410388/01")
    first, second = remit(office.paid("V1-1"), trace="2/3"), remit(office.paid("V2-1"), trace="3")
    deposits = bank_csv(first, second).replace(b"2/3,1390000099", b"2/3,1").replace(b",3,1390000099", b",3,1/2")
    office.receive(deposits, "bank.csv")

    one = office.receive(file_835(first).replace(b"1390000099", b"1"))
    two = office.receive(file_835(second, control=2).replace(b"1390000099", b"1/2"))

    assert (one.state, two.state) == ("used", "used")
    assert office.accounts()["Assets:Cash:Bank"] == 40500


# ----------------------------------------------------------------------------------------------------------- two at once


def test_a_file_that_is_written_by_two_at_once_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.837"
    real = os.fsync

    def second_writer(stream: int) -> None:
        monkeypatch.setattr(os, "fsync", real)
        put_whole(target, b"whole")
        real(stream)

    monkeypatch.setattr(os, "fsync", second_writer)

    put_whole(target, b"whole")

    assert [path.name for path in tmp_path.iterdir()] == ["a.837"]
    assert target.read_bytes() == b"whole"


def test_a_file_that_somebody_took_at_the_same_time_holds_up_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.sent()
    folder = office.folder / "exchange" / "from-payer"
    folder.mkdir(parents=True)
    (folder / "1.999").write_bytes(office.ack_999())
    (folder / "2.835").write_bytes(file_835(remit(office.paid("V1-1"))))
    real = Path.read_bytes

    def taken_by_another(path: Path) -> bytes:
        data = real(path)
        if path.name == "1.999" and path.parent == folder:
            path.unlink()
        return data

    monkeypatch.setattr(Path, "read_bytes", taken_by_another)

    received = receive_folder(office.desk())

    assert [one.state for one in received] == ["used", "used"]
    with office.looking():
        assert FileRecord.objects.filter(direction="in").count() == 2


def test_a_file_is_delivered_once(office: Office) -> None:
    office.sent()
    folder = office.folder / "exchange" / "to-payer"
    (file,) = folder.iterdir()
    file.unlink()

    assert deliver_waiting(office.id) == 0
    assert list(folder.iterdir()) == []


# ------------------------------------------------------------------------------------------------------------ by the page


@pytest.mark.parametrize("name", [name for name in EVIL_NAMES if name not in ("", ".", "not utf-8 \udce9.835")])
def test_a_file_that_is_uploaded_may_have_any_name(practice: Practice, name: str) -> None:
    client = practice.client("biller")

    answer = client.post("/files/upload/", {"file": SimpleUploadedFile(name, b"no file of ours")}, follow=True)

    assert answer.status_code in (200, 400)
    assert "Traceback" not in answer.text
