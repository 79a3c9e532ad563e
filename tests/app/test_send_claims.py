"""Sending: one file for each payer, kept and put where it is fetched, charged once; and all of it or nothing."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from superbill.app import send_claims as module
from superbill.app.find import NotHere
from superbill.app.read_file import read_claims
from superbill.app.send_claims import NothingReady
from superbill.claims.life import NoSuchMove, State
from superbill.exchange.claims_837p import as_carried
from superbill.ledger.accounts import CHARGES, PAYER
from superbill.storage.models import ClaimRecord, ControlNumber, FileRecord
from tests.app.office import AT, DAY, NYBERG, SERVICES, Office, file_835, remit, visit
from tests.pyx12_check import pyx12_errors


def to_payer(office: Office) -> list[str]:
    folder = office.folder / "exchange" / "to-payer"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_what_is_ready_goes_out_in_one_file_for_each_payer(office: Office) -> None:
    for number, member in (("V1", "AHP4410072/01"), ("V2", NYBERG), ("V3", "AHP4410388/01")):
        office.draft(number, member)

    sent = office.send()

    assert [(file.name, file.payer, file.claims, file.charge_cents) for file in sent] == [
        ("acme1-00001.837", "Acme Health Plan", ("V1-1", "V3-1"), 45000),
        ("evrg2-00002.837", "Evergreen Mutual", ("V2-1",), 22500),
    ]
    assert to_payer(office) == ["acme1-00001.837", "evrg2-00002.837"]
    assert {office.state(number) for number in ("V1", "V2", "V3")} == {State.SENT}


def test_the_file_that_is_kept_is_the_file_that_went_and_holds_the_claim(office: Office) -> None:
    office.sent()

    data = (office.folder / "exchange" / "to-payer" / "acme1-00001.837").read_bytes()

    with office.looking():
        row = FileRecord.objects.get()
        assert (bytes(row.content), row.sha256, row.state) == (data, hashlib.sha256(data).hexdigest(), "sent")
        assert [version.control for version in row.versions.all()] == ["V1-1"]
    ours = as_carried(office.claim("V1-1"), at=AT)
    (claim,) = read_claims(data)
    assert claim == replace(ours, patient=replace(ours.patient, number=claim.patient.number))
    assert pyx12_errors(data) == []


def test_a_claim_is_charged_when_it_is_first_sent(office: Office) -> None:
    office.draft()
    assert office.books() == (0, 0, 0)

    office.send()

    assert office.accounts() == {PAYER: 22500, CHARGES: -22500}
    assert office.books() == (1, 4, 0)


def test_a_correction_posts_only_what_it_changes(office: Office) -> None:
    office.sent()
    office.receive(file_835(remit(office.denied("V1-1"))))

    office.code(services=SERVICES[:1])
    office.send()

    assert office.accounts() == {PAYER: 21000, CHARGES: -21000}
    assert office.state() == State.SENT


def test_only_the_named_claims_go(office: Office) -> None:
    office.draft("V1")
    office.draft("V2")

    office.send("V2")

    assert (office.state("V1"), office.state("V2")) == (State.READY, State.SENT)


def test_a_name_that_is_not_here_is_said_and_nothing_is_sent(office: Office) -> None:
    office.draft("V1")

    with pytest.raises(NotHere, match="There is no claim 'V9'"):
        office.send("V1", "V9")

    assert (office.state("V1"), to_payer(office)) == (State.READY, [])


def test_nothing_to_send_is_said(office: Office) -> None:
    office.register()

    with pytest.raises(NothingReady, match="No claim is ready") as refused:
        office.send()

    assert "pass the edits" in refused.value.todo


def test_a_claim_is_not_sent_twice_and_a_held_one_not_at_all(office: Office) -> None:
    office.draft("V1")
    office.register("V2", rendering=visit().rendering)
    office.code("V2", services=())
    office.send("V1")

    for number in ("V1", "V2"):
        with pytest.raises(NoSuchMove, match="cannot take 'sent'"):
            office.send(number)

    assert (office.state("V1"), office.state("V2")) == (State.SENT, State.HELD)
    assert to_payer(office) == ["acme1-00001.837"]


def test_one_claim_that_cannot_go_holds_back_those_named_with_it(office: Office) -> None:
    office.draft("V1")
    office.register("V2")
    office.code("V2", services=())

    with pytest.raises(NoSuchMove):
        office.send("V1", "V2")

    assert (office.state("V1"), to_payer(office), office.books()) == (State.READY, [], (0, 0, 0))


class PowerCut(Exception):
    """Whatever ends a process between two steps."""


@pytest.mark.parametrize("step", ["next_number", "claim_file", "move_claim", "keep_entry", "entry_for_charge"])
def test_a_failure_at_any_step_leaves_nothing_half_sent(office: Office, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    office.draft()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(module, step, fail)
        with pytest.raises(PowerCut):
            office.send()

    assert (office.state(), office.path()[-1], to_payer(office)) == (State.READY, State.READY, [])
    with office.looking():
        assert not FileRecord.objects.exists()
        assert not ControlNumber.objects.filter(series="interchange", last__gt=0).exists()
        assert ClaimRecord.objects.get().state_since == DAY
    assert office.books() == (0, 0, 0)
    assert [file.control for file in office.send()] == [1]


def test_a_failure_after_the_first_of_two_files_sends_neither(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.draft("V1")
    office.draft("V2", NYBERG)
    keep_entry, calls = module.keep_entry, []

    def fail_the_second_time(*args: Any, **kwargs: Any) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise PowerCut
        return keep_entry(*args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(module, "keep_entry", fail_the_second_time)
        with pytest.raises(PowerCut):
            office.send()

    assert (office.state("V1"), office.state("V2"), to_payer(office)) == (State.READY, State.READY, [])
    assert office.books() == (0, 0, 0)


def test_a_failure_between_sheet_and_draft_keeps_neither(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from superbill.app import draft_claim, save_sheet
    from superbill.storage.models import ClaimVersion, Event, FindingRecord, SheetRecord

    office.register()
    with office.looking():
        events = Event.objects.count()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise PowerCut

    for where, step in ((save_sheet, "draft_and_check"), (draft_claim, "check_version"), (draft_claim, "expected_for")):
        with monkeypatch.context() as patched:
            patched.setattr(where, step, fail)
            with pytest.raises(PowerCut):
                office.code()

    with office.looking():
        assert (SheetRecord.objects.count(), ClaimRecord.objects.count(), ClaimVersion.objects.count()) == (0, 0, 0)
        assert (FindingRecord.objects.count(), Event.objects.count()) == (0, events)


def test_the_day_of_sending_is_the_desks_day(office: Office) -> None:
    office.draft()

    office.send(on=DAY + timedelta(days=1))

    with office.looking():
        assert ClaimRecord.objects.get().state_since == DAY + timedelta(days=1)
