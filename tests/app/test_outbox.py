"""The outbox: a file that was kept and not delivered is delivered at the next occasion, under its own name and with its bytes."""

from typing import Any

import pytest

from superbill.app import outbox
from superbill.app.outbox import deliver_waiting
from superbill.app.receive_files import receive_folder
from superbill.app.send_claims import send_claims
from superbill.claims.life import State
from superbill.storage.models import FileRecord
from tests.app.office import OKAFOR, Office


def put_down(office: Office) -> dict[str, bytes]:
    folder = office.folder / "exchange" / "to-payer"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def states(office: Office) -> list[tuple[str, str]]:
    with office.looking():
        return list(FileRecord.objects.filter(direction="out").order_by("pk").values_list("name", "state"))


def crash_after_commit(office: Office) -> None:
    """Everything is kept, and the machine stops before anything is delivered."""
    office.draft()
    send_claims(office.desk("biller"))  # inside a test nothing is committed, so nothing is put down


def test_a_file_waits_until_it_is_put_down(office: Office) -> None:
    crash_after_commit(office)

    assert (put_down(office), states(office)) == ({}, [("acme1-00001.837", "waiting")])
    assert office.state() == State.SENT

    assert deliver_waiting(office.id) == 1
    assert put_down(office) == {"acme1-00001.837": office.last_sent()}
    assert states(office) == [("acme1-00001.837", "sent")]
    assert deliver_waiting(office.id) == 0


@pytest.mark.parametrize("occasion", ["the next sending", "the next receiving"])
def test_what_waits_is_delivered_at_the_next_occasion(office: Office, occasion: str) -> None:
    crash_after_commit(office)

    if occasion == "the next sending":
        office.draft("V2", OKAFOR)
        office.send()
    else:
        receive_folder(office.desk("biller"))

    assert "acme1-00001.837" in put_down(office)
    assert {state for _, state in states(office)} == {"sent"}


def test_a_disk_that_fails_leaves_the_file_waiting(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    crash_after_commit(office)

    def fail(*args: Any) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "put_whole", fail)
        with pytest.raises(OSError, match="no space left"):
            deliver_waiting(office.id)
    assert states(office) == [("acme1-00001.837", "waiting")]

    assert deliver_waiting(office.id) == 1


def test_the_payer_answers_a_file_that_was_put_down_twice_once(office: Office) -> None:
    crash_after_commit(office)
    deliver_waiting(office.id)
    first = put_down(office)
    with office.looking():
        FileRecord.objects.update(state="waiting")  # as if it had stopped before that was written down

    deliver_waiting(office.id)

    assert put_down(office) == first
