"""The demonstration as a newcomer plays it: `superbill demo --no-serve` in a process of its own, then a look at what it left.

Nothing is told to it of what should come out: the denial, its cause and its correction are found by the same parts that work
for anybody.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from superbill.basics.days import years_between
from superbill.basics.money import cents_from
from superbill.claims.life import NEXT, State
from superbill.claims.proof import prove
from superbill.exchange.claims_837p import read_837p
from superbill.exchange.kinds import kind_of
from superbill.exchange.remits_835 import read_835
from superbill.sandbox.plan import load_members
from superbill.sandbox.play import Part, load_play, note_text, patient_number, visit_of
from tests.demo import fresh_database
from tests.pyx12_check import pyx12_errors

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import json, sys
from pathlib import Path
from superbill.cli import books_on_disk
books_on_disk.open_django(Path(sys.argv[1]))
from superbill.app.desk import Desk
from superbill.app.examine import examine
from superbill.app.list_claims import list_claims
from superbill.app.list_denials import list_denials
from superbill.app.list_files import list_files
from superbill.app.list_postings import list_postings
from superbill.app.list_work import QUEUES, list_work
from superbill.app.show_aging import show_aging
from superbill.app.show_claim import show_claim
from superbill.app.artifacts import payment_posting
from superbill.app.trace_posting import trace_posting
from superbill.claims.plain import to_plain
from superbill.storage import clock
from superbill.storage.models import PracticeRecord
desk = Desk(PracticeRecord.objects.get().pk, "", "Ingrid Halvorsen", "manager", clock.today())
claims = list_claims(desk)
seen = {
    "day": desk.on,
    "claims": claims,
    "pages": {row.number: show_claim(desk, row.number) for row in claims.rows},
    "denials": list_denials(desk),
    "files": list_files(desk),
    "books": list_postings(desk),
    "work": {key: list_work(desk, chosen=key) for key in QUEUES},
    "aging": show_aging(desk),
    "trace": trace_posting(desk, payment_posting(desk, "V1001")),
    "examined": examine(),
}
print(json.dumps(to_plain(seen)))
"""


@dataclass(frozen=True)
class Played:
    """The data folder of the demonstration, what it printed, and what the pages would show."""

    data: Path
    printed: str
    seen: dict[str, Any]

    def page(self, number: str) -> dict[str, Any]:
        return dict(self.seen["pages"][number])

    def artifact(self, name: str) -> bytes:
        return (self.data / "artifacts" / name).read_bytes()

    def files(self, side: str) -> list[Path]:
        return sorted((self.data / "exchange" / side / "done").iterdir())


def run(*command: str, env: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, *command], env={**os.environ, **env}, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, code_tables: Path) -> Iterator[Played]:
    data = tmp_path_factory.mktemp("played") / "demo"
    with fresh_database() as database_url:
        env = {
            "SUPERBILL_DATA": str(data),
            "SUPERBILL_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "superbill.site.settings",  # not those of the tests
        }
        printed = run("-m", "superbill", "demo", "--data", str(data), "--no-serve", env=env)
        yield Played(data, printed, json.loads(run("-c", LOOK, str(data), env=env)))


@cache
def part(number: str) -> Part:
    return next(part for part in load_play().part if part.number == number)


def spoken(page: dict[str, Any]) -> list[str]:
    return [event["state"] for event in page["timeline"] if event["state"]]


def test_every_state_that_the_demonstration_promises_is_there(played: Played) -> None:
    states = {row["number"]: row["state"] for row in played.seen["claims"]["rows"]}

    assert played.seen["day"] == "2026-09-18"
    assert states["V1001"] == states["V1002"] == State.PAID
    assert states["V1003"] == State.HELD
    assert "V1004" not in states
    assert {State.PAID, State.HELD, State.DENIED, State.REJECTED, State.READY, State.ACCEPTED} <= set(states.values())


def test_the_table_that_is_printed_names_each_told_step_with_its_time(played: Played) -> None:
    for words in ("V1001 registered", "V1001 paid", "V1002 denied", "V1003 claim checked", "NCCI-PTP-01"):
        assert words in played.printed
    assert re.search(r"\d+ ms", played.printed)


def test_every_claim_has_only_moves_of_the_table_on_its_timeline(played: Played) -> None:
    for number, page in played.seen["pages"].items():
        path = [State(state) for state in spoken(page)]
        assert path[0] is State.DRAFT
        assert path[-1] == page["state"], number
        assert all(after in NEXT[before].values() for before, after in pairwise(path)), number


def test_the_books_balance_and_everything_is_in_order(played: Played) -> None:
    entries = json.loads(played.artifact("ledger.json"))

    assert played.seen["books"]["sum"] == "0.00"
    assert all(sum(posting["cents"] for posting in entry["postings"]) == 0 for entry in entries)
    assert len({entry["ref"] for entry in entries}) == len(entries) > 20
    assert [check["name"] for check in played.seen["examined"] if not check["ok"]] == []


def test_what_payers_owe_on_the_aging_page_is_what_is_open_on_the_claims(played: Played) -> None:
    rows = played.seen["claims"]["rows"]

    open_cents = sum(cents_from(row["payer_open"]) + cents_from(row["patient_open"]) for row in rows)

    total = played.seen["aging"]["total"]
    assert open_cents == cents_from(total["total"]) - abs(cents_from(total["credit"]))
    assert sum(1 for cell in total["cells"] if cents_from(cell["amount"]) > 0) >= 3


# ------------------------------------------------------------------------------------------------- X12, by others


def test_the_files_of_the_exchange_pass_the_independent_validator(played: Played) -> None:
    told = ["V1001/claim.837", "V1001/ack.999", "V1001/ack.277ca", "V1001/remit.835", "V1002/claim.837", "V1002/remit.835"]
    files = {path.name: path.read_bytes() for side in ("to-payer", "from-payer") for path in played.files(side)}
    largest: dict[tuple[str, bytes], str] = {}  # of each kind, of each payer: the validator takes its time
    for name, data in files.items():
        if not name.endswith(".csv"):
            key = kind_of(data), min(data[35:50], data[54:69])
            largest[key] = max(largest.get(key, name), name, key=lambda name: len(files[name]))

    checked = {name: files[name] for name in largest.values()} | {name: played.artifact(name) for name in told}

    assert {kind for kind, _ in largest} == {"837P", "999", "277CA", "835"}
    assert len(largest) == 8
    assert {name: errors for name, data in checked.items() if (errors := pyx12_errors(data))} == {}


def test_every_remittance_of_the_demonstration_balances(played: Played) -> None:
    remits = [remit for path in played.files("from-payer") if path.suffix == ".835" for remit in read_835(path.read_bytes())]

    assert len(remits) > 5
    assert [finding for remit in remits for finding in prove(remit)] == []


def test_every_file_that_came_was_used(played: Played) -> None:
    assert [file for file in played.seen["files"] if file["problem"]] == []
    assert {file["state"] for file in played.seen["files"]} == {"sent", "used"}
    assert not [path for path in (played.data / "exchange" / "from-payer").iterdir() if path.is_file()]


def test_no_control_number_of_an_interchange_is_used_twice(played: Played) -> None:
    for side in ("to-payer", "from-payer"):
        numbers = [path.read_bytes()[90:99] for path in played.files(side) if path.suffix != ".csv"]
        assert len(set(numbers)) == len(numbers)


# ----------------------------------------------------------------------------------------------- V1001: paid


def test_the_first_visit_is_paid_and_leaves_a_share_to_the_patient(played: Played) -> None:
    money = played.page("V1001")["money"]

    assert spoken(played.page("V1001")) == [
        "draft",
        "ready to send",
        "sent",
        "file received",
        "accepted by payer",
        "paid",
    ]
    assert money["payer_paid"] == money["expected_payer"]
    assert money["patient_open"] == money["expected_patient"] != "0.00"
    assert (money["payer_open"], money["differs"]) == ("0.00", "")


def test_its_trail_leads_to_the_words_of_the_note(played: Played) -> None:
    trace, note = played.seen["trace"], played.artifact("V1001/note.txt").decode()

    assert trace["remit_trace"] and trace["claim_control"] == "V1001-1" and trace["sheet_by"] == "Dana Reyes"
    assert [code["code"] for code in trace["codes"]] == ["E11.65", "I10", "M25.561"]
    for code in trace["codes"]:
        assert code["words"], code["code"]
        for words in code["words"]:
            assert note[words["start"] : words["end"]] == words["words"]


def test_what_the_note_denies_or_tells_of_the_family_is_set_aside(played: Played) -> None:
    codes = json.loads(played.artifact("V1001/codes.json"))

    suggested = {item["code"] for item in codes["suggestions"]}
    aside = " ".join(item["evidence"]["words"].lower() for item in codes["set_aside"])

    assert {"E11.65", "I10", "M25.561"} <= suggested
    assert not any(code.startswith(("C50", "R07", "S83", "M23")) for code in suggested)
    for words in ("chest pain", "breast cancer", "meniscal tear"):
        assert words in aside


# ------------------------------------------------------------------------------ V1002: denied, corrected, paid


def test_the_second_visit_goes_from_denied_to_paid(played: Played) -> None:
    page = played.page("V1002")

    assert spoken(page) == [
        *("draft", "ready to send", "sent", "file received", "accepted by payer", "denied"),
        *("draft", "ready to send", "sent", "file received", "accepted by payer", "paid"),
    ]
    assert [(version["control"], version["kind"]) for version in page["versions"]] == [
        ("V1002-2", "replacement"),
        ("V1002-1", "original"),
    ]


def test_the_same_mistake_that_is_still_open_is_explained_with_where_to_look(played: Played) -> None:
    (denial,) = [row for row in played.seen["denials"] if row["number"] == "V1005"]

    assert denial["codes"] == "CO-11"
    assert denial["owner"] == "coder"
    assert all(denial[field] for field in ("title", "plain", "cause", "next_step", "correct_by"))
    assert denial["amount"] == "151.00"
    assert any("M17.12" in hint["instead"] for hint in denial["hints"])


def test_the_denied_answer_was_co_11_on_every_line(played: Played) -> None:
    remits = [remit for path in played.files("from-payer") if path.suffix == ".835" for remit in read_835(path.read_bytes())]

    (denied,) = [claim for remit in remits for claim in remit.claims if claim.control == "V1002-1" and not claim.is_reversal]

    assert (denied.status, denied.paid_cents) == ("4", 0)
    assert {(each.group, each.reason) for line in denied.lines for each in line.adjustments} == {("CO", "11")}


def test_the_correction_is_a_replacement_with_the_payers_number(played: Played) -> None:
    items = [item for batch in read_837p(played.artifact("V1002/claim.837")) for item in batch.items]
    claim = next(item.claim for item in items if item.control == "V1002-2")
    remits = [remit for path in played.files("from-payer") if path.suffix == ".835" for remit in read_835(path.read_bytes())]
    (denied,) = [paid for remit in remits for paid in remit.claims if paid.control == "V1002-1" and not paid.is_reversal]

    assert claim.frequency == "7"
    assert claim.payer_claim_number == denied.payer_claim_number
    assert f"REF*F8*{denied.payer_claim_number}~".encode() in played.artifact("V1002/claim.837")
    assert claim.diagnoses == ("M17.12",)
    assert claim.lines[0].modifiers == ("LT",)


def test_the_payer_takes_the_denial_back_and_pays_in_one_remittance(played: Played) -> None:
    (remit,) = read_835(played.artifact("V1002/remit.835"))

    taken_back, paid = (claim for claim in remit.claims if claim.control.startswith("V1002-"))

    assert (taken_back.control, taken_back.status, taken_back.charge_cents, taken_back.paid_cents) == ("V1002-1", "22", -15100, 0)
    assert (paid.control, paid.status, paid.charge_cents) == ("V1002-2", "1", 15100)
    assert (
        paid.paid_cents
        + paid.patient_share_cents
        + sum(each.cents for line in paid.lines for each in line.adjustments if each.group == "CO")
        == 15100
    )


def test_its_books_end_as_if_it_had_been_right_from_the_first(played: Played) -> None:
    money = played.page("V1002")["money"]
    entries = json.loads(played.artifact("ledger.json"))

    charged = sum(
        posting["cents"]
        for entry in entries
        for posting in entry["postings"]
        if posting["claim"].startswith("V1002-") and posting["account"] == "Income:Charges"
    )

    assert charged == -15100
    assert money["payer_open"] == "0.00"
    assert money["payer_paid"] == money["expected_payer"]
    assert money["patient_open"] == money["expected_patient"]
    assert (
        sum(cents_from(money[part]) for part in ("payer_paid", "patient_paid", "adjusted", "patient_open", "payer_open")) == 15100
    )


# ---------------------------------------------------------------------------------------- V1003: held by the edits


def test_the_third_visit_is_held_by_the_pair_and_never_sent(played: Played) -> None:
    page = played.page("V1003")

    stops = [finding for finding in page["findings"] if finding["severity"] == "stop"]

    assert {finding["code"] for finding in stops} == {"NCCI-PTP-01"}
    assert all(finding["source"] and finding["todo"] for finding in stops)
    assert spoken(page) == ["draft", "held by edits"]
    assert page["files"] == []
    assert not any(b"V1003" in path.read_bytes() for path in played.files("to-payer"))
    assert not any("V1003" in json.dumps(entry) for entry in json.loads(played.artifact("ledger.json")))


# --------------------------------------------------------------------------------------------------- work and people


def test_each_queue_that_a_newcomer_is_shown_has_something_in_it(played: Played) -> None:
    counts = {key: [row["ref"] for row in work["rows"]] for key, work in played.seen["work"].items()}

    assert counts["to-code"] == ["V1004"]
    assert counts["held"] == ["V1003"]
    assert "V1005" in counts["denied"]
    assert counts["ready"] == ["V1008"]
    assert counts["rejected"] == ["V1007"]
    assert "V1009" in counts["unanswered"]
    assert counts["files"] == []


@pytest.mark.parametrize("number", [part.number for part in load_play().part])
def test_a_note_agrees_with_the_member_about_age_sex_and_day(number: str) -> None:
    played_part = part(number)
    visit, text = visit_of(played_part), note_text(played_part.note).decode()
    person = visit.patient.person
    words = {"woman": "F", "female": "F", "girl": "F", "man": "M", "male": "M", "boy": "M"}

    ages = [int(age) for age in re.findall(r"\b(\d{1,3})[ -](?:y/o|yo|year[- ]old)", text)]
    sexes = {words[word] for word in re.findall(r"(?:y/o|yo|year[- ]old)\s+(woman|female|girl|man|male|boy)\b", text)}

    assert ages == [years_between(person.born, visit.served_on)] * len(ages)
    assert sexes <= {person.sex}
    for pronoun, sex in (("She", "F"), ("Her", "F"), ("He", "M"), ("His", "M")):
        assert not re.search(rf"\b{pronoun}\b", text) or person.sex == sex


def test_every_told_note_says_age_and_sex() -> None:
    for told in (part for part in load_play().part if part.story != "background"):
        assert re.search(r"\d+ y/o (wo)?man", note_text(told.note).decode()), told.number


def test_the_told_notes_are_signed_on_the_day_of_service_by_the_clinician() -> None:
    for told in (part for part in load_play().part if part.story != "background"):
        text = note_text(told.note).decode()
        assert f"{told.clinician}, MD, {told.served_on:%m/%d/%Y}" in text, told.number


def test_the_note_of_the_first_visit_is_the_one_of_the_example() -> None:
    assert note_text("diabetes-knee") == (ROOT / "examples" / "visit" / "note.txt").read_bytes()


def test_everyone_in_the_demonstration_is_invented() -> None:
    for played_part in load_play().part:
        visit = visit_of(played_part)
        assert visit.practice.npi.startswith("2") and visit.rendering.npi.startswith("2")
        assert played_part.served_on <= date(2026, 9, 18)
    assert len({patient_number(member) for member in load_members()}) == len(load_members())
