"""Whatever comes in is kept byte for byte; what could be used is used once, and of the rest it is said why not."""

import hashlib

import pytest

from superbill.app.list_files import get_file, list_files
from superbill.app.list_work import list_work
from superbill.app.receive_files import receive_folder
from superbill.claims.life import State
from superbill.storage.models import FileRecord
from tests.app.office import Office, bank_csv, file_835, remit


def unused(office: Office) -> list[tuple[str, str]]:
    """What the worklist shows of files that could not be used."""
    return [(row.who, row.why) for row in list_work(office.desk("biller"), chosen="files").rows]


def content(office: Office, name: str) -> bytes:
    (row,) = [row for row in list_files(office.desk()) if row.name == name]
    return get_file(office.desk(), int(row.id)).data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        b"%PDF-1.7 a letter from the payer",
        b"ISA",
        b"ISA*00*",
        "Sehr geehrte Damen und Herren".encode("utf-16"),
        b"date;amount;trace\n2026-09-18;1,00;EFT1\n",
        b"ISA" + b"*" * 500,
        b"\xff" * 4000,
    ],
    ids=range(9),
)
def test_what_is_no_file_of_ours_is_kept_and_listed_with_its_reason(office: Office, data: bytes) -> None:
    office.sent()
    before = office.books()

    heard = office.receive(data, "letter.bin")

    assert (heard.state, heard.done) == ("kept", "Nothing of it was used.")
    assert heard.problem
    assert unused(office) == [("letter.bin", heard.problem)]
    assert content(office, "letter.bin") == data
    assert (office.books(), office.state()) == (before, State.SENT)


@pytest.mark.parametrize("kind", ["835", "999", "277CA"])
def test_a_file_cut_anywhere_in_the_middle_is_kept_and_nothing_of_it_used(office: Office, kind: str) -> None:
    office.sent()
    whole = {"835": file_835(remit(office.paid("V1-1"))), "999": office.ack_999(), "277CA": office.ack_277("V1-1")}[kind]
    before, path = office.books(), office.path()
    cuts = [1, 50, 105, 106, *range(120, len(whole) - 2, max(1, len(whole) // 12)), len(whole) - 2]

    for cut in cuts:
        heard = office.receive(whole[:cut], f"cut-{cut}.{kind}")
        assert heard.state == "kept" and heard.problem, cut

    assert (office.books(), office.path()) == (before, path)
    assert [row.name for row in list_files(office.desk(), problems=True)] == [f"cut-{cut}.{kind}" for cut in reversed(cuts)]
    assert office.receive(whole, f"whole.{kind}").state == "used"


def test_a_piece_taken_out_of_the_middle_is_noticed(office: Office) -> None:
    office.sent()
    whole = file_835(remit(office.paid("V1-1")))
    segments = whole.split(b"~")

    for place in range(2, len(segments) - 3):
        heard = office.receive(b"~".join(segments[:place] + segments[place + 1 :]), f"{place}.835")
        assert heard.state == "kept", segments[place]

    assert office.state() == State.SENT


def test_our_own_claims_that_come_back_are_no_answer(office: Office) -> None:
    office.sent()

    heard = office.receive(office.last_sent(), "echo.837")

    assert (heard.kind, heard.state) == ("837P", "kept")
    assert "is not something that payers send here" in heard.problem


def test_the_same_bytes_a_second_time_change_nothing(office: Office) -> None:
    office.sent()
    data = file_835(remit(office.paid("V1-1")))
    first = office.receive(data, "first.835")
    before, path = office.books(), office.path()

    again = office.receive(data, "second.835")

    assert (first.state, again.state, again.kind) == ("used", "again", "835")
    assert "came before as first.835" in again.done
    assert (office.books(), office.path()) == (before, path)
    assert [row.name for row in list_files(office.desk()) if row.direction == "received"] == ["first.835"]


def test_a_file_that_could_not_be_used_is_tried_again_when_it_comes_again(office: Office) -> None:
    office.draft()
    data = file_835(remit(office.paid("V1-1")))
    early = office.receive(data, "early.835")  # the payer is quicker than we are
    office.send()

    late = office.receive(data, "late.835")

    assert (early.state, late.state, late.problem) == ("kept", "used", "")
    assert "None of its claims was sent from here" in early.problem
    assert office.state() == State.PAID
    assert office.remits() == [("EFT1", "posted")]
    assert unused(office) == []
    with office.looking():
        assert FileRecord.objects.filter(direction="in").count() == 1


def test_a_folder_is_taken_in_the_order_of_names_and_each_file_stays_in_done(office: Office) -> None:
    office.sent()
    folder = office.folder / "exchange" / "from-payer"
    folder.mkdir(parents=True)
    answer = remit(office.paid("V1-1"))
    files = {
        "1.999": office.ack_999(),
        "2.277ca": office.ack_277("V1-1"),
        "3.835": file_835(answer),
        "4.csv": bank_csv(answer),
        "5.txt": b"hello",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "6.835.part").write_bytes(b"ISA*00*")
    (folder / ".hidden").write_bytes(b"ISA*00*")

    received = receive_folder(office.desk("biller"))

    assert [(item.name, item.kind, item.state) for item in received] == [
        ("1.999", "999", "used"),
        ("2.277ca", "277CA", "used"),
        ("3.835", "835", "used"),
        ("4.csv", "BANK", "used"),
        ("5.txt", "?", "kept"),
    ]
    assert sorted(path.name for path in folder.iterdir()) == [".hidden", "6.835.part", "done"]
    assert {path.name: path.read_bytes() for path in (folder / "done").iterdir()} == files
    assert receive_folder(office.desk("biller")) == ()


def test_a_namesake_in_done_is_not_overwritten(office: Office) -> None:
    folder = office.folder / "exchange" / "from-payer"
    folder.mkdir(parents=True)
    for text in (b"one", b"two"):
        (folder / "1.txt").write_bytes(text)
        receive_folder(office.desk("biller"))

    assert {path.name: path.read_bytes() for path in (folder / "done").iterdir()} == {"1.txt": b"one", "1-2.txt": b"two"}


def test_a_folder_that_is_not_there_holds_nothing(office: Office) -> None:
    assert receive_folder(office.desk("biller")) == ()


def test_a_crash_between_keeping_and_setting_aside_takes_the_file_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from superbill.app import receive_files

    office.sent()
    folder = office.folder / "exchange" / "from-payer"
    folder.mkdir(parents=True)
    (folder / "1.835").write_bytes(file_835(remit(office.paid("V1-1"))))

    def fail(path: object) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as patched:
        patched.setattr(receive_files, "set_aside", fail)
        with pytest.raises(OSError, match="gone"):
            receive_folder(office.desk("biller"))
    after_crash = office.books()

    (again,) = receive_folder(office.desk("biller"))

    assert again.state == "again"
    assert office.books() == after_crash
    assert (folder / "done" / "1.835").exists()


def test_a_very_long_name_is_kept_with_its_end(office: Office) -> None:
    office.receive(b"hello", "x" * 300 + ".835")

    (row,) = list_files(office.desk())
    assert row.name.endswith(".835") and len(row.name) == 200


def test_a_file_is_kept_with_its_fingerprint_and_the_claims_that_it_touched(office: Office) -> None:
    office.sent()
    data = office.ack_999()

    office.receive(data, "1.999")

    with office.looking():
        row = FileRecord.objects.get(name="1.999")
        assert row.sha256 == hashlib.sha256(data).hexdigest()
        assert [version.control for version in row.versions.all()] == ["V1-1"]
