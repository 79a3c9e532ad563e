"""The practice payer on folders: pick up, answer once, refuse with a reason, never show half a file."""

import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from superbill.claims.proof import prove
from superbill.exchange.acks_277ca import read_277ca
from superbill.exchange.acks_999 import read_999
from superbill.exchange.remits_835 import read_835
from superbill.sandbox import folder as folder_module
from superbill.sandbox.folder import BadRegister, Done, PracticePayer
from tests.sandbox.invented import AT, RECEIVED, claim, file_of, line


@pytest.fixture
def payer(tmp_path: Path) -> PracticePayer:
    return PracticePayer(tmp_path / "exchange")


def work(payer: PracticePayer, *, pay: bool = True, days: int = 0) -> tuple[Done, ...]:
    later = timedelta(days=days)
    return payer.work(on=RECEIVED + later, at=AT + later, pay=pay)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def put(payer: PracticePayer, name: str, data: bytes) -> Path:
    path = payer.to_payer / name
    path.write_bytes(data)
    return path


def test_the_folders_are_made_where_they_are_missing(payer: PracticePayer) -> None:
    assert work(payer) == ()
    assert payer.to_payer.is_dir()
    assert payer.from_payer.is_dir()


def test_a_claim_file_is_answered_in_the_order_of_life_and_set_aside(payer: PracticePayer) -> None:
    put(payer, "a.837", file_of(claim()))

    done = work(payer)

    assert done == (
        Done("a.837", "answered", ("000001.999", "000002.277ca")),
        Done("", "paid", ("000003.835", "000004.bank.csv")),
    )
    assert names(payer.from_payer) == ["000001.999", "000002.277ca", "000003.835", "000004.bank.csv"]
    assert names(payer.to_payer) == []
    assert names(payer.to_payer / "done") == ["a.837"]


def test_the_answers_are_what_their_names_say(payer: PracticePayer) -> None:
    put(payer, "a.837", file_of(claim()))

    work(payer)

    assert read_999((payer.from_payer / "000001.999").read_bytes())[0].code == "A"
    assert read_277ca((payer.from_payer / "000002.277ca").read_bytes())[0].accepted
    (remit,) = read_835((payer.from_payer / "000003.835").read_bytes())
    assert prove(remit) == ()
    deposit = (payer.from_payer / "000004.bank.csv").read_text().splitlines()[1]
    assert deposit.startswith(f"2026-09-18,68.75,{remit.trace},{remit.payer_tax_id},")


@pytest.mark.parametrize("name", ["a.837.part", ".a.837", ".part"])
def test_an_unfinished_file_is_left_alone(payer: PracticePayer, name: str) -> None:
    put(payer, name, file_of(claim()))

    assert work(payer) == ()
    assert names(payer.to_payer) == [name]


def test_a_file_is_taken_as_soon_as_it_has_its_name(payer: PracticePayer) -> None:
    unfinished = put(payer, "a.837.part", file_of(claim()))
    work(payer)

    unfinished.rename(payer.to_payer / "a.837")

    assert [done.what for done in work(payer)] == ["answered", "paid"]


def test_the_same_bytes_are_answered_once_under_whatever_name(payer: PracticePayer) -> None:
    put(payer, "a.837", file_of(claim()))
    work(payer)
    before = names(payer.from_payer)
    put(payer, "a.837", file_of(claim()))
    put(payer, "b.837", file_of(claim()))

    done = work(payer)

    assert [(each.took, each.what, each.wrote) for each in done] == [("a.837", "known", ()), ("b.837", "known", ())]
    assert names(payer.from_payer) == before
    assert names(payer.to_payer / "done") == ["a-2.837", "a.837", "b.837"]


def test_what_was_answered_is_remembered_by_the_next_payer_on_the_folder(payer: PracticePayer) -> None:
    put(payer, "a.837", file_of(claim()))
    work(payer)
    put(payer, "b.837", file_of(claim(), control=2))

    work(PracticePayer(payer.root))

    (remit,) = read_835((payer.from_payer / "000007.835").read_bytes())
    assert [adjustment.reason for adjustment in remit.claims[0].lines[0].adjustments] == ["18"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"Dear payer, please find our claims attached.", "not X12"),
        (file_of(claim())[:-40], ""),
        (file_of(claim())[:200], ""),
    ],
    ids=["empty", "a letter", "cut at the end", "cut in the middle"],
)
def test_an_unreadable_file_is_refused_with_the_reason_beside_it(payer: PracticePayer, data: bytes, says: str) -> None:
    put(payer, "a.837", data)

    (done,) = work(payer)

    assert (done.what, done.wrote) == ("refused", ())
    assert names(payer.to_payer / "refused") == ["a.837", "a.837.why.txt"]
    assert (payer.to_payer / "refused" / "a.837").read_bytes() == data
    why = (payer.to_payer / "refused" / "a.837.why.txt").read_text()
    assert says in why
    assert why.strip() == done.why
    assert names(payer.from_payer) == []


def test_two_refused_files_of_one_name_keep_their_own_reasons(payer: PracticePayer) -> None:
    put(payer, "a.837", b"")
    work(payer)
    put(payer, "a.837", b"Dear payer")

    work(payer)

    assert names(payer.to_payer / "refused") == ["a-2.837", "a-2.837.why.txt", "a.837", "a.837.why.txt"]


def test_an_unreadable_file_does_not_hold_up_the_next(payer: PracticePayer) -> None:
    put(payer, "a.837", b"")
    put(payer, "b.837", file_of(claim()))

    assert [done.what for done in work(payer)] == ["refused", "answered", "paid"]


def test_a_set_that_is_rejected_is_answered_with_a_999_only(payer: PracticePayer) -> None:
    put(payer, "a.837", file_of(claim()).replace(b"SBR*P*18*", b"SBR*9*18*"))

    assert work(payer) == (Done("a.837", "answered", ("000001.999",)),)


def test_claims_wait_for_the_day_they_are_paid(payer: PracticePayer) -> None:
    put(payer, "a.837", file_of(claim()))
    put(payer, "b.837", file_of(claim(line("36415"), number="V0002"), control=2))

    heard = work(payer, pay=False)
    paid = work(PracticePayer(payer.root), days=4)

    assert [done.what for done in heard] == ["answered", "answered"]
    assert [done.what for done in paid] == ["paid"]
    (remit,) = read_835((payer.from_payer / paid[0].wrote[0]).read_bytes())
    assert [each.control for each in remit.claims] == ["V0001-1", "V0002-1"]
    assert remit.paid_on == RECEIVED + timedelta(days=4)


def test_a_payment_of_nothing_brings_no_deposit(payer: PracticePayer) -> None:
    put(payer, "a.837", file_of(claim(line("83036"))))

    assert work(payer)[-1].wrote == ("000003.835",)


def test_two_payers_on_equal_folders_write_equal_bytes(tmp_path: Path) -> None:
    written = []
    for root in (tmp_path / "one", tmp_path / "two"):
        payer = PracticePayer(root)
        put(payer, "a.837", file_of(claim(), claim(line("36415"), number="V0002")))
        work(payer)
        written.append({path.name: path.read_bytes() for path in payer.from_payer.iterdir()})

    assert written[0] == written[1]


def test_after_a_crash_before_the_register_was_written_the_same_answers_are_written_again(
    payer: PracticePayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(payer, "a.837", file_of(claim()))
    write_whole = folder_module._write_whole

    def crash(path: Path, data: bytes) -> None:
        if path.name == "register.json":
            raise OSError("the disk is gone")
        write_whole(path, data)

    monkeypatch.setattr(folder_module, "_write_whole", crash)
    with pytest.raises(OSError, match="the disk is gone"):
        work(payer)
    before = {path.name: path.read_bytes() for path in payer.from_payer.iterdir()}
    monkeypatch.undo()

    work(payer)

    assert sorted(before) == ["000001.999", "000002.277ca"]
    assert {name: (payer.from_payer / name).read_bytes() for name in before} == before
    assert len(names(payer.from_payer)) == 4


def test_after_a_crash_before_the_file_was_moved_it_is_only_moved(payer: PracticePayer) -> None:
    path = put(payer, "a.837", file_of(claim()))
    work(payer)
    (payer.to_payer / "done" / "a.837").rename(path)

    (done,) = work(payer)

    assert done.what == "known"
    assert len(names(payer.from_payer)) == 4


def test_nothing_unfinished_is_left_behind(payer: PracticePayer) -> None:
    put(payer, "a.837", file_of(claim()))

    work(payer)

    assert list(payer.root.rglob("*.part")) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"decisions": 1}'])
def test_a_register_that_cannot_be_read_stops_the_work_and_loses_nothing(payer: PracticePayer, text: str) -> None:
    put(payer, "a.837", file_of(claim()))
    (payer.root / "state" / "register.json").write_text(text)

    with pytest.raises(BadRegister, match="cannot be read"):
        work(payer)

    assert names(payer.to_payer) == ["a.837"]


def test_a_denied_claim_goes_round_the_folders_until_it_is_paid(payer: PracticePayer) -> None:
    wrong = claim(line("20610", 18500, "RT"), diagnoses=("M17.12",))
    put(payer, "a.837", file_of(wrong))
    work(payer)
    (denied,) = read_835((payer.from_payer / "000003.835").read_bytes())
    number = denied.claims[0].payer_claim_number
    right = replace(wrong, version=2, diagnoses=("M17.11",), frequency="7", payer_claim_number=number)
    put(payer, "b.837", file_of(right, control=2))

    work(payer)

    (remit,) = read_835((payer.from_payer / "000006.835").read_bytes())
    assert [each.status for each in denied.claims] == ["4"]
    assert [each.status for each in remit.claims] == ["22", "1"]


def watched(payer: PracticePayer, until: threading.Event, *, every_seconds: float = 0.01) -> threading.Thread:
    thread = threading.Thread(
        target=payer.watch, args=(until,), kwargs={"now": lambda: AT, "every_seconds": every_seconds}, daemon=True
    )
    thread.start()
    return thread


def wait_for(path: Path, *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not path.exists():
        time.sleep(0.01)
    return path.exists()


def test_the_watch_answers_what_arrives_until_it_is_stopped(payer: PracticePayer) -> None:
    stop = threading.Event()
    thread = watched(payer, stop)

    put(payer, "a.837.part", file_of(claim())).rename(payer.to_payer / "a.837")
    arrived = wait_for(payer.from_payer / "000004.bank.csv")
    stop.set()
    thread.join(timeout=10)

    assert arrived
    assert not thread.is_alive()


def test_the_watch_goes_on_after_a_round_that_failed(payer: PracticePayer, caplog: pytest.LogCaptureFixture) -> None:
    register = payer.root / "state" / "register.json"
    register.write_text("{")
    put(payer, "a.837", file_of(claim()))
    stop = threading.Event()
    thread = watched(payer, stop, every_seconds=0.001)

    deadline = time.monotonic() + 10
    while not caplog.records and time.monotonic() < deadline:
        time.sleep(0.01)
    register.unlink()
    arrived = wait_for(payer.from_payer / "000003.835")
    stop.set()
    thread.join(timeout=10)

    assert arrived
    assert "could not finish its round" in caplog.text


def test_the_watch_takes_the_day_from_the_clock_it_is_given(payer: PracticePayer) -> None:
    put(payer, "a.837", file_of(claim()))
    stop = threading.Event()
    moments: list[datetime] = []

    def now() -> datetime:
        moments.append(AT + timedelta(days=2))
        if len(moments) > 1:
            stop.set()
        return moments[-1]

    payer.watch(stop, now=now, every_seconds=0)

    (remit,) = read_835((payer.from_payer / "000003.835").read_bytes())
    assert remit.paid_on == RECEIVED + timedelta(days=2)
