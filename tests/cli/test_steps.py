"""The steps of a visit as commands of their own, on files: the documented examples, standard input, JSON and exit codes."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Played
from tests.cli.running import check_complaint, check_shape, superbill, superbill_here, surroundings
from tools.refresh import reference

COMMANDS = reference.commands()
FILE_COMMANDS = (
    "register",
    "code",
    "coding level",
    "check",
    "draft",
    "expect",
    "pay",
    "prove",
    "read",
    "write",
    "codes search",
    "edits list",
    "edits show",
)
JSON_COMMANDS = tuple(name for name in FILE_COMMANDS if name not in ("draft", "read", "write"))
CANARY = "Wilhelmina Canary Huntington"
CUT = 400


def words_of_example(name: str) -> list[str]:
    """The documented example as words, without the name of the program and without what the shell does."""
    return shlex.split(reference.example_of(COMMANDS[name]).partition(" > ")[0])[1:]


@pytest.mark.parametrize("name", FILE_COMMANDS)
def test_the_documented_example_runs(visit_copy: Path, name: str) -> None:
    ended = superbill_here(*words_of_example(name), cwd=visit_copy)

    assert ended.code == 0, ended.err
    assert ended.data
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("name", JSON_COMMANDS)
def test_json_has_the_documented_shape(visit_copy: Path, name: str) -> None:
    ended = superbill_here(*words_of_example(name), "--json", cwd=visit_copy)

    assert ended.code == 0, ended.err
    assert ended.json
    check_shape(reference.json_shapes()[name], ended.json)


@pytest.mark.parametrize("name", ["draft", "read"])
def test_what_is_always_json_has_the_documented_shape(visit_copy: Path, name: str) -> None:
    ended = superbill_here(*words_of_example(name), cwd=visit_copy)

    assert ended.code == 0, ended.err
    check_shape(reference.json_shapes()[name], ended.json)


@pytest.mark.parametrize("name", ["register", "code", "check", "expect", "prove", "read", "write"])
def test_a_dash_reads_standard_input(visit_copy: Path, name: str) -> None:
    words = words_of_example(name)
    file = visit_copy / words[1]

    named = superbill_here(*words, cwd=visit_copy)
    piped = superbill_here(words[0], "-", *words[2:], cwd=visit_copy, stdin=file.read_bytes())

    assert piped.code == 0, piped.err
    assert without_the_moment(piped.out) == without_the_moment(named.out)


def without_the_moment(text: str) -> str:
    """A claim file says when it was written, twice; two runs may fall into two minutes."""
    lines = text.split("~")
    return "~".join(line for line in lines if not line.lstrip().startswith(("ISA*", "GS*", "BHT*")))


def test_the_steps_can_be_piped_into_each_other(visit_copy: Path) -> None:
    drafted = superbill("draft", "examples/visit", "--on", "2026-09-10", cwd=visit_copy)
    written = superbill("write", "-", cwd=visit_copy, stdin=drafted.data)
    checked = superbill("check", "-", "--on", "2026-09-10", "--json", cwd=visit_copy, stdin=written.data)
    answers = superbill("pay", "-", "--on", "2026-09-14", "--into", ".", "--json", cwd=visit_copy, stdin=written.data)
    proved = superbill("prove", "remit.835", "--json", cwd=visit_copy)

    assert checked.json["claims"] == [{"file": "standard input", "claim": "V1001-1", "findings": []}]
    assert sorted(answers.json) == ["ack.277ca", "ack.999", "bank.csv", "remit.835"]
    assert all(row["holds"] for row in proved.json[0]["proof"])


def test_a_claim_that_an_edit_stops_ends_with_1_and_its_findings(visit_copy: Path) -> None:
    claim = json.loads((visit_copy / "examples/visit/claim.json").read_text())
    claim["coverage"]["member_id"] = ""

    ended = superbill_here("check", "-", "--on", "2026-09-10", cwd=visit_copy, stdin=json.dumps(claim).encode())

    assert ended.code == 1
    assert "COV-02" in ended.out and "source:" in ended.out


def test_a_registration_with_a_wrong_check_digit_ends_with_1_and_says_which(visited: Played) -> None:
    registered = (visited.folder / "examples/visit/visit.toml").read_bytes()

    ended = superbill_here(
        "register", "-", "--on", "2026-09-08", cwd=visited.folder, stdin=registered.replace(b"876500200", b"876500201")
    )

    assert ended.code == 1
    assert "NPI-02" in ended.out


def test_a_remittance_that_does_not_balance_ends_with_1_and_the_working(visit_copy: Path) -> None:
    remit = (visit_copy / "examples/visit/remit.835").read_bytes()

    ended = superbill_here("prove", "-", cwd=visit_copy, stdin=remit.replace(b"*116.64*", b"*116.65*", 1))

    assert ended.code == 1
    assert "FAILS" in ended.out


def test_codes_that_are_not_found_end_with_1_and_a_word_on_standard_error(visited: Played) -> None:
    ended = superbill_here("codes", "search", "zzzzzz", cwd=visited.folder)

    assert (ended.code, ended.data, ended.err) == (1, b"", "Nothing found.\n")


def test_building_the_books_says_where_they_stand(visited: Played, code_tables: Path) -> None:
    ended = superbill_here("codes", "build", cwd=visited.folder)

    assert (ended.code, ended.data) == (0, b"")
    assert str(code_tables.parent) in ended.err


def test_an_edit_is_explained_by_its_code_in_small_letters_too(visited: Played) -> None:
    ended = superbill_here("edits", "show", "npi-01", cwd=visited.folder)

    assert ended.code == 0
    assert ended.out.startswith("NPI-01  ")


UNKNOWN = [
    ("register", "nowhere.toml"),
    ("code", "nowhere.txt"),
    ("coding", "level", "--note", "nowhere.txt"),
    ("check", "nowhere.837"),
    ("expect", "nowhere.json", "--contract", "c.toml", "--benefits", "b.toml"),
    ("pay", "nowhere.837"),
    ("prove", "nowhere.835"),
    ("read", "nowhere.835"),
    ("write", "nowhere.json"),
    ("draft", "nowhere"),
]


@pytest.mark.parametrize("words", UNKNOWN, ids=[words[0] for words in UNKNOWN])
def test_a_file_that_is_not_there_ends_with_2_and_its_name(visited: Played, words: tuple[str, ...]) -> None:
    ended = superbill_here(*words, cwd=visited.folder)

    check_complaint(ended, code=2)
    assert "nowhere" in ended.err or words[0] == "draft"


@pytest.mark.parametrize("words", [("check", "claim.837"), ("pay", "claim.837"), ("prove", "remit.835"), ("read", "remit.835")])
def test_a_file_that_was_cut_ends_with_2_and_the_place(visited: Played, words: tuple[str, str]) -> None:
    whole = (visited.folder / "examples/visit" / words[1]).read_bytes()

    ended = superbill_here(words[0], "-", cwd=visited.folder, stdin=whole[:CUT])

    check_complaint(ended, code=2)
    assert "cut" in ended.err and "segment" in ended.err


BAD = [
    ("register", "-", f'number = "{CANARY}'.encode()),
    ("code", "-", b"\x00\x01" + CANARY.encode()),
    ("check", "-", f'{{"number": "{CANARY}'.encode()),
    ("write", "-", f'{{"number": ["{CANARY}"]}}'.encode()),
    ("read", "-", CANARY.encode()),
    ("prove", "-", f"ISA*{CANARY}".encode()),
    ("pay", "-", CANARY.encode()),
]


@pytest.mark.parametrize(("name", "dash", "data"), BAD, ids=[name for name, *_ in BAD])
def test_what_cannot_be_read_ends_with_2_and_is_not_quoted(visited: Played, name: str, dash: str, data: bytes) -> None:
    ended = superbill_here(name, dash, cwd=visited.folder, stdin=data)

    check_complaint(ended, code=2)
    assert "Canary" not in ended.err


def test_a_table_that_is_not_text_is_named(visit_copy: Path) -> None:
    (visit_copy / "contract.toml").write_bytes(b"\xff\xfe\x00")
    claim, benefits = "examples/visit/claim.json", "examples/visit/benefits.toml"

    ended = superbill_here("expect", claim, "--contract", "contract.toml", "--benefits", benefits, cwd=visit_copy)

    check_complaint(ended, code=2)
    assert "where: contract.toml" in ended.err


def test_a_day_that_is_none_ends_with_2(visited: Played) -> None:
    ended = superbill_here("code", "examples/visit/note.txt", "--on", "2026-02-30", cwd=visited.folder)

    check_complaint(ended, code=2)
    assert "where: --on" in ended.err


def test_an_edit_that_is_not_there_ends_with_2_and_names_its_neighbours(visited: Played) -> None:
    ended = superbill_here("edits", "show", "NPI-99", cwd=visited.folder)

    check_complaint(ended, code=2)
    assert "NPI-01" in ended.err


def test_a_folder_for_the_answers_that_is_not_there_ends_with_3(visited: Played) -> None:
    ended = superbill_here("pay", "examples/visit/claim.837", "--into", "nowhere", cwd=visited.folder)

    check_complaint(ended, code=3)
    assert "nowhere" in ended.err


def test_a_reader_that_goes_away_is_no_error(visited: Played) -> None:
    line = f"set -o pipefail; {shlex.quote(sys.executable)} -m superbill draft examples/visit | head -c 1"
    ended = subprocess.run(
        ["bash", "-c", line], cwd=visited.folder, capture_output=True, text=True, env=surroundings(visited.folder)
    )

    assert ended.stdout == "{"
    assert "Traceback" not in ended.stderr
