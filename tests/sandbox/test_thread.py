"""One visit through the whole system: a copy of the example from the note to the statement, and where it stops when it cannot go on."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import transaction
from django_scopes import scopes_disabled

from superbill.app.claim_from import NoCharge
from superbill.app.tables import load_table
from superbill.app.visit_folder import CoderSheet, TakenCode, VisitFolder, read_visit_folder
from superbill.basics.errors import BadInput
from superbill.basics.money import cents_from
from superbill.claims.claim import Claim
from superbill.claims.life import State
from superbill.claims.plain import from_plain
from superbill.claims.visit import Service, Visit
from superbill.exchange.acks_277ca import read_277ca
from superbill.exchange.acks_999 import read_999
from superbill.exchange.remits_835 import read_835
from superbill.sandbox.practice import WORKERS, desk_of, open_practice
from superbill.sandbox.thread import StoppedHere, Thread, run_visit
from superbill.storage.config import Config
from superbill.storage.models import ClaimRecord, EntryRecord, FileRecord, Membership, VisitRecord
from tests.pyx12_check import pyx12_errors

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "visit"
GIVEN = ("visit.toml", "note.txt", "sheet.toml", "fees.csv", "contract.toml", "benefits.toml")
MADE = (
    *("visit.json", "codes.json", "sheet.json", "claim.json", "findings.json", "expected.json"),
    *("claim.837", "ack.999", "ack.277ca", "remit.835", "entries.json", "bank.csv", "statement.pdf", "trail.txt"),
)


@dataclass(frozen=True)
class Told:
    """A visit folder after its visit was taken to the end, and the steps that were printed."""

    folder: Path
    steps: list[dict[str, Any]]

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def json(self, name: str) -> Any:
        return json.loads(self.read(name))


def superbill(*words: str) -> bytes:
    """Run a command as a person does, and give what it prints. The books of a visit are always in its folder."""
    env = {"SUPERBILL_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "superbill.site.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "superbill", *words], env={**os.environ, **env}, capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, code_tables: Path) -> Told:
    """`superbill visit` on a copy of the example, in a process of its own."""
    folder = tmp_path_factory.mktemp("example") / "visit"
    folder.mkdir()
    for name in GIVEN:
        shutil.copy(EXAMPLE / name, folder)
    return Told(folder, json.loads(superbill("visit", str(folder), "--json")))


def test_each_step_leaves_what_the_next_one_is_made_from(told: Told) -> None:
    names = [step["name"] for step in told.steps]

    assert names == [
        *("registration", "documentation", "suggestions", "coding", "claim", "edits", "expected payment"),
        *("submission", "acknowledgements", "remittance", "posting", "bank", "statement", "trail"),
    ]
    written = [name for step in told.steps for name in step["artifact"].split(", ") if name]
    assert sorted(written) == sorted(MADE)
    assert all(told.read(name) for name in MADE)
    assert all(step["outcome"] and step["seconds"] >= 0 for step in told.steps)


def test_what_was_given_is_left_as_it_was(told: Told) -> None:
    for name in GIVEN:
        assert told.read(name) == (EXAMPLE / name).read_bytes()


def test_the_files_pass_the_independent_validator(told: Told) -> None:
    for name in ("claim.837", "ack.999", "ack.277ca", "remit.835"):
        assert pyx12_errors(told.read(name)) == [], name


def test_the_nouns_on_disk_are_read_back(told: Told) -> None:
    visit, claim = from_plain(Visit, told.json("visit.json")), from_plain(Claim, told.json("claim.json"))

    assert claim.patient == visit.patient
    assert claim.control == "V1001-1"
    assert told.json("findings.json") == []


def test_the_answers_are_those_to_what_was_sent(told: Told) -> None:
    claim = from_plain(Claim, told.json("claim.json"))
    (heard,) = read_999(told.read("ack.999"))
    (taken,) = read_277ca(told.read("ack.277ca"))
    (remit,) = read_835(told.read("remit.835"))

    assert heard.group_control == str(int(told.read("claim.837")[90:99]))
    assert (taken.claim_control, taken.accepted, taken.charge_cents) == (claim.control, True, claim.charge_cents)
    assert [paid.control for paid in remit.claims] == [claim.control]
    assert remit.claims[0].payer_claim_number == taken.payer_claim_number


def test_what_was_expected_is_what_was_paid(told: Told) -> None:
    expected = told.json("expected.json")
    (remit,) = read_835(told.read("remit.835"))

    assert remit.paid_cents == sum(line["paid_cents"] for line in expected["lines"]) > 0
    assert remit.claims[0].patient_share_cents == sum(
        line["deductible_cents"] + line["copay_cents"] + line["coinsurance_cents"] for line in expected["lines"]
    )


def test_the_books_end_with_the_money_in_the_bank_and_a_share_with_the_patient(told: Told) -> None:
    accounts: dict[str, int] = {}
    for entry in told.json("entries.json"):
        assert sum(posting["cents"] for posting in entry["postings"]) == 0
        for posting in entry["postings"]:
            accounts[posting["account"]] = accounts.get(posting["account"], 0) + posting["cents"]
    (remit,) = read_835(told.read("remit.835"))

    assert accounts["Assets:Cash:Bank"] == remit.paid_cents
    assert accounts["Assets:Receivable:Patient"] == remit.claims[0].patient_share_cents
    assert accounts["Assets:Cash:Clearing"] == accounts["Assets:Receivable:Payer"] == 0
    assert sum(accounts.values()) == 0


def test_the_banks_line_carries_the_trace_of_the_remittance(told: Told) -> None:
    header, line = told.read("bank.csv").decode().splitlines()
    (remit,) = read_835(told.read("remit.835"))

    row = dict(zip(header.split(","), line.split(","), strict=True))

    assert (row["trace"], row["payer_tax_id"]) == (remit.trace, remit.payer_tax_id)
    assert cents_from(row["amount"]) == remit.paid_cents


def test_the_trail_reaches_the_words_of_the_note(told: Told) -> None:
    trail, note = told.read("trail.txt").decode(), told.read("note.txt").decode()

    for words in ("posting ", "835 ", "claim     V1001-1", "Dana Reyes, CPC", "code A    E11.65", "code C    M25.561"):
        assert words in trail
    lit = [line.split("[", 1)[1].split("]", 1)[0] for line in trail.splitlines() if "[" in line]
    assert lit
    assert all(words in note for words in lit)


def test_a_posting_of_the_kept_books_is_traced_by_its_number(told: Told) -> None:
    posting = told.read("trail.txt").decode().split()[1]

    printed = superbill("trace", posting, "--data", str(told.folder / "books"))

    assert printed == told.read("trail.txt")


def test_the_statement_asks_for_the_patients_share(told: Told) -> None:
    (remit,) = read_835(told.read("remit.835"))
    statement = next(step for step in told.steps if step["name"] == "statement")

    with pikepdf.open(told.folder / "statement.pdf") as pdf:
        assert len(pdf.pages) >= 1
        assert "/StructTreeRoot" in pdf.Root
    assert statement["outcome"].endswith(" due")
    assert cents_from(statement["outcome"].split()[1]) == remit.claims[0].patient_share_cents


def test_the_same_visit_gives_the_same_bytes_again(told: Told, tmp_path: Path) -> None:
    (tmp_path / "visit").mkdir()
    for name in GIVEN:
        shutil.copy(EXAMPLE / name, tmp_path / "visit")
    superbill("visit", str(tmp_path / "visit"))

    for name in ("claim.837", "ack.999", "ack.277ca", "remit.835", "sheet.json", "entries.json", "bank.csv", "trail.txt"):
        assert (tmp_path / "visit" / name).read_bytes() == told.read(name), name


# ------------------------------------------------------------------------------------------------ where it stops


@pytest.fixture
def books(db: None, settings: Any, tmp_path: Path, code_tables: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Empty books in this process. Files are put down at once: in a test there is no commit to wait for."""
    settings.SUPERBILL = Config(data=tmp_path)
    monkeypatch.setattr(transaction, "on_commit", lambda put_down: put_down())
    return tmp_path


@pytest.fixture(scope="module")
def example() -> VisitFolder:
    return read_visit_folder({name: (EXAMPLE / name).read_bytes() for name in GIVEN})


def stopped(folder: VisitFolder, error: type[Exception] = StoppedHere) -> tuple[Any, list[str]]:
    """Run a visit that does not reach the end: the refusal, and the steps that were done."""
    thread = Thread()
    with pytest.raises(error) as refused:
        run_visit(folder, thread)
    return refused.value, [step.name for step in thread.steps]


def state_of_the_claim() -> str:
    with scopes_disabled():
        return ClaimRecord.objects.get().state


def test_a_coverage_that_ended_stops_before_anything_is_sent(books: Path, example: VisitFolder) -> None:
    coverage = example.visit.coverage
    ended = replace(coverage, period=replace(coverage.period, until=date(2026, 9, 1)))

    refused, steps = stopped(replace(example, visit=replace(example.visit, coverage=ended)))

    assert "V1001 is held by edits: COV-01" in refused.what
    assert "Mend what the findings say" in refused.todo
    assert steps[-1] == "edits" and "submission" not in steps
    assert state_of_the_claim() == State.HELD
    assert not (books / "exchange" / "to-payer").exists()


def test_an_npi_with_a_wrong_digit_stops_before_anything_is_sent(books: Path, example: VisitFolder) -> None:
    wrong = replace(example.visit.rendering, npi="2876500201")

    refused, _ = stopped(replace(example, visit=replace(example.visit, rendering=wrong)))

    assert "NPI-02" in refused.what
    assert state_of_the_claim() == State.HELD


def test_a_member_whom_the_payer_does_not_know_stops_at_the_acknowledgement(books: Path, example: VisitFolder) -> None:
    coverage = replace(example.visit.coverage, member_id="AHP4410027")
    made: dict[str, bytes] = {}
    thread = Thread(keep=made.__setitem__)

    with pytest.raises(StoppedHere, match="rejected by payer") as refused:
        run_visit(replace(example, visit=replace(example.visit, coverage=coverage)), thread)

    assert "277CA A7" in refused.value.todo
    assert "ack.277ca" in made and "remit.835" not in made
    assert state_of_the_claim() == State.REJECTED


def test_a_visit_that_the_payer_denies_stops_with_the_next_step(books: Path, example: VisitFolder) -> None:
    sheet = CoderSheet("Dana Reyes, CPC", (TakenCode("M17.11"),), example.sheet.service[:0])
    fees = example.fees + "20610,,2026-01-01,,135.00\n"
    wrong = replace(sheet, service=(Service("20610", ("M17.11",), ("LT",)),))

    refused, steps = stopped(replace(example, sheet=wrong, fees=fees))

    assert "V1001 is denied" in refused.what and refused.todo
    assert steps[-1] == "remittance"
    assert state_of_the_claim() == State.DENIED


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"fees": "code,amount\n99214,1\n"}, "charges, line 1"),
        ({"fees": ""}, "charges"),
        ({"fees": "code,modifier,since,until,dollars\n99214,,2026-01-01,,12,50\n"}, "charges, line 2"),
        ({"contract": "payer_id = "}, "contract"),
        ({"contract": 'payer_id = "ACME1"\n'}, "contract"),
        ({"benefits": "deductible = [\n"}, "benefits"),
        ({"benefits": 'deductible = "ten"\nout_of_pocket = "1.00"\n'}, "benefits"),
    ],
)
def test_a_table_that_cannot_be_read_stops_before_anything_is_registered(
    books: Path, example: VisitFolder, changes: dict[str, str], what: str
) -> None:
    refused, steps = stopped(replace(example, **changes), BadInput)

    assert refused.where.startswith(what)
    assert refused.what
    assert steps == []
    with scopes_disabled():
        assert not VisitRecord.objects.exists()


def test_a_service_without_a_charge_stops_at_the_coding(books: Path, example: VisitFolder) -> None:
    refused, steps = stopped(replace(example, fees="code,modifier,since,until,dollars\n36415,,2026-01-01,,18.00\n"), NoCharge)

    assert "There is no charge for 99214" in refused.what
    assert steps[-1] == "suggestions"


def test_nothing_is_booked_for_a_visit_that_was_stopped_before_it_was_sent(books: Path, example: VisitFolder) -> None:
    coverage = replace(example.visit.coverage, member_id="")

    stopped(replace(example, visit=replace(example.visit, coverage=coverage)))

    with scopes_disabled():
        assert (EntryRecord.objects.count(), FileRecord.objects.count()) == (0, 0)


# --------------------------------------------------------------------------------------------- the practice's people


def test_a_practice_is_opened_once_with_its_workers_who_have_no_passwords(books: Path) -> None:
    first, again = open_practice(), open_practice()

    members = Membership.objects.select_related("user").order_by("pk")
    assert first == again
    assert [(member.user.username, member.role) for member in members] == [(worker.username, worker.role) for worker in WORKERS]
    assert not any(member.user.has_usable_password() for member in members)


def test_a_desk_is_the_workers_with_the_role_or_somebody_who_stands_in(books: Path) -> None:
    practice_id = open_practice()

    own, other = (desk_of("biller", practice_id, on=date(2026, 9, 9), by=by) for by in ("", "Dana Reyes, CPC"))

    assert (own.by, own.role, own.practice_name) == ("Luis Ortega", "biller", "Lakeside Family Medicine")
    assert other.by == "Dana Reyes, CPC"
    load_table(own, "fees", "code,modifier,since,until,dollars\n99213,,2026-01-01,,1.00\n")
