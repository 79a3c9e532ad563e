"""`superbill check`: files of every kind of claim, what is printed for people and programs, and when the exit code is 1."""

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from superbill.x12.tools.generate import generate
from tests.cli.conftest import Played
from tests.cli.running import Ended, check_complaint, check_shape, superbill, superbill_here
from tests.x12.invented_claims import Change, file_with
from tools.refresh import reference

ON = ("--on", "2026-09-18")
NO_POINTER: tuple[Change, ...] = (("SV1*HC:99214", "SV1*HC:99214*185*UN*1"),)
WRONG_NPI: tuple[Change, ...] = (("NM1*82", "NM1*82*1*STONE*ILSE****XX*2000000022"),)


@pytest.fixture
def here(tmp_path: Path, code_tables: Path) -> Path:
    """A folder with a claim that is right, and one of which the edits say something."""
    (tmp_path / "right.837").write_bytes(file_with("P"))
    (tmp_path / "wrong.837").write_bytes(file_with("P", *NO_POINTER, *WRONG_NPI))
    return tmp_path


def run(here: Path, *words: object, stdin: bytes = b"") -> Ended:
    return superbill_here("check", *words, *ON, cwd=here, stdin=stdin)


def test_a_claim_without_fault_ends_with_0(here: Path) -> None:
    ended = run(here, "right.837", "--only", "PTR-01", "--only", "npi-02")

    assert (ended.code, ended.out, ended.err) == (0, "C1: 0 findings\n", "")


def test_each_finding_says_where_what_and_what_to_do(here: Path) -> None:
    ended = run(here, "wrong.837", "--only", "PTR-01", "--only", "NPI-02")

    assert ended.code == 1
    lines = ended.out.splitlines()
    assert lines[:2] == ["C1: 2 findings", "  stop   NPI-02  rendering NPI"]
    assert lines[5] == "  stop   PTR-01  line 1 diagnosis pointer"
    assert sum("source: " in line for line in lines) == 2


def test_several_files_are_told_apart(here: Path) -> None:
    ended = run(here, "right.837", "wrong.837", "--only", "PTR-01")

    assert [line for line in ended.out.splitlines() if line[0] != " "] == [
        "right.837: C1: 0 findings",
        "wrong.837: C1: 1 finding",
    ]
    assert ended.err == "2 claims: 1 stopped, 1 clean\n"


def test_for_programs_there_is_one_object_with_claims_and_what_was_not_run(here: Path) -> None:
    ended = run(here, "right.837", "wrong.837", "--only", "PTR-01", "--only", "TF-01", "--json")

    right, wrong = ended.json["claims"]
    assert right == {"file": "right.837", "claim": "C1", "findings": []}
    assert [(each["code"], each["line_no"], each["severity"]) for each in wrong["findings"]] == [("PTR-01", 1, "stop")]
    assert ended.json["not_run"] == [{"edit": "TF-01", "because": "no rules are entered for this payer", "claims": 2}]
    check_shape(reference.json_shapes()["check"], ended.json)


def test_json_without_a_claim_is_whole(here: Path) -> None:
    ended = run(here, "right.837", "--payer", "NOBODY", "--json")

    assert (ended.code, ended.json) == (0, {"claims": [], "not_run": []})


def test_for_spreadsheets_each_finding_is_a_row(here: Path) -> None:
    ended = run(here, "wrong.837", "--only", "PTR-01", "--csv")

    (row,) = csv.DictReader(io.StringIO(ended.out))
    assert (row["file"], row["claim"], row["edit"], row["line"], row["severity"]) == ("wrong.837", "C1", "PTR-01", "1", "stop")
    assert row["todo"] and row["source"] and row["place"] == "line 1 diagnosis pointer"


def test_what_a_spreadsheet_would_take_for_a_formula_is_text(here: Path) -> None:
    claim = file_with("P", *NO_POINTER, ("CLM*C1", "CLM*=1+1*197.5***11:B:1*Y*A*Y*Y"))

    ended = run(here, "-", "--only", "PTR-01", "--csv", stdin=claim)

    (row,) = csv.DictReader(io.StringIO(ended.out))
    assert (row["file"], row["claim"]) == ("standard input", "'=1+1")


def test_what_cannot_be_run_is_told_once_with_its_claims(here: Path) -> None:
    ended = run(here, "right.837", "wrong.837", "--only", "TF-01", "--only", "TF-02")

    assert ended.code == 0
    assert ended.out == "right.837: C1: 0 findings\nwrong.837: C1: 0 findings\n"
    assert ended.err.splitlines()[0] == "Not checked on 2 claims, because no rules are entered for this payer: TF-01, TF-02"


@pytest.mark.parametrize(
    ("fail_on", "edit", "code"),
    [("stop", "PTR-01", 1), ("warn", "PTR-01", 1), ("inform", "PTR-01", 1), ("stop", "COV-05", 0), ("inform", "COV-05", 0)],
)
def test_the_severity_that_makes_the_exit_code_1_can_be_chosen(here: Path, fail_on: str, edit: str, code: int) -> None:
    ended = run(here, "wrong.837", "--only", edit, "--fail-on", fail_on)

    assert ended.code == code


@pytest.mark.parametrize(("fail_on", "code"), [("stop", 0), ("warn", 1), ("inform", 1)])
def test_a_warning_is_enough_when_that_was_asked_for(here: Path, fail_on: str, code: int) -> None:
    man_with_a_womans_code = file_with("P", ("DMG", "DMG*D8*19680304*M"), ("HI*", "HI*ABK:N946*ABF:I10*ABF:M25561"))

    ended = run(here, "-", "--only", "ICD-04", "--fail-on", fail_on, stdin=man_with_a_womans_code)

    assert "warn   ICD-04" in ended.out
    assert ended.code == code


def test_claims_to_another_payer_are_left_out(here: Path) -> None:
    mine, others = (run(here, "wrong.837", "--only", "PTR-01", "--payer", payer) for payer in ("ELM1", "FIR1"))

    assert (mine.code, others.code) == (1, 0)
    assert others.out == ""


def test_a_claim_stands_in_the_history_of_the_next_one_in_another_file(here: Path) -> None:
    (here / "again.837").write_bytes(file_with("P", ("CLM*C1", "CLM*C2*197.5***11:B:1*Y*A*Y*Y")))

    ended = run(here, "right.837", "again.837", "--only", "LINE-05")

    assert ended.out.splitlines()[0] == "right.837: C1: 0 findings"
    assert "again.837: C2: 2 findings" in ended.out
    assert "C1" in ended.out.splitlines()[3]


NOT_INVENTED_WELL = {"837P": {"CORR-04", "EM-12"}, "837I": set(), "837D": set()}
"""The invented claims of professionals replace claims of Medicare and see children at any age: what stops them is right."""


@pytest.mark.parametrize("kind", ["837P", "837I", "837D"])
def test_nothing_stops_invented_claims_wrongly(here: Path, kind: str) -> None:
    data = b"".join(generate(kind, seed=5, claims=60, on=date(2026, 9, 18)))

    ended = run(here, "-", "--json", stdin=data)

    found = [finding for each in ended.json["claims"] for finding in each["findings"]]
    assert len(ended.json["claims"]) == 60
    assert {each["code"] for each in found if each["severity"] == "stop"} <= NOT_INVENTED_WELL[kind]


def test_the_page_names_claims_lines_and_what_to_do_and_no_patient(here: Path) -> None:
    ended = run(here, "wrong.837", "--only", "PTR-01", "--only", "NPI-02", "--only", "TF-01", "--html", "page.html")

    page = (here / "page.html").read_text()
    assert ended.code == 1
    assert "1 claim: 1 stopped" in page and "<h3>C1</h3>" in page
    assert "line 1 diagnosis pointer" in page and 'href="#PTR-01"' in page and 'id="PTR-01"' in page
    assert "no rules are entered for this payer" in page
    assert not any(name in page.upper() for name in ("RIVERS", "ANA", "STONE", "1968"))
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")


def test_the_page_of_clean_claims_says_so(here: Path) -> None:
    run(here, "right.837", "--only", "PTR-01", "--html", "page.html")

    assert "Nothing was found." in (here / "page.html").read_text()


def test_text_from_a_file_cannot_become_part_of_the_page(here: Path) -> None:
    claim = file_with("P", *NO_POINTER, ("CLM*C1", "CLM*<b>C1</b>*197.5***11:B:1*Y*A*Y*Y"))

    run(here, "-", "--only", "PTR-01", "--html", "page.html", stdin=claim)

    page = (here / "page.html").read_text()
    assert "<b>C1" not in page and "&lt;b&gt;C1&lt;/b&gt;" in page


def test_text_from_a_file_cannot_steer_the_terminal(here: Path) -> None:
    claim = file_with("P", ("CLM*C1", "CLM*C\x1b[2J*197.5***11:B:1*Y*A*Y*Y"))

    ended = run(here, "-", "--only", "PTR-01", stdin=claim)

    assert "\x1b" not in ended.out and "C\\x1b[2J: 0 findings" in ended.out


def test_what_is_wrong_with_the_file_itself_is_said_beside_it(here: Path) -> None:
    ended = run(here, "-", "--only", "PTR-01", stdin=file_with("P", ("DMG", "DMG*D8*19681304*F")))

    assert ended.out == "C1: 0 findings\n"
    assert ended.err == "standard input: 1 error of syntax; `superbill x12 validate` shows them.\n"


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"hello", b"ISA*00*", file_with("P")[:600], b"".join(generate("835", seed=1, claims=1, on=date(2026, 9, 18)))],
    ids=["empty", "blank", "text", "cut in ISA", "cut in the claim", "an 835"],
)
def test_what_holds_no_whole_claims_ends_with_2_and_prints_nothing(here: Path, data: bytes) -> None:
    ended = run(here, "-", "--only", "PTR-01", stdin=data)

    check_complaint(ended, code=2)


def test_an_old_version_beside_claims_is_said_not_to_be_checked(here: Path) -> None:
    new = file_with("P").decode()
    group = new[new.index("GS*") : new.index("IEA*")]
    old = new.replace(
        "IEA*1", group.replace("005010X222A1", "004010X098A1").replace("*1*X*", "*2*X*").replace("GE*1*1", "GE*1*2") + "IEA*2"
    )

    ended = run(here, "-", "--only", "PTR-01", stdin=old.encode())

    assert ended.out == "C1: 0 findings\n"
    assert "standard input: 1 transaction set without claims of version 5010: not checked." in ended.err


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("--fail-on", "never"), "--fail-on"),
        (("--csv", "--json"), "table or as JSON"),
        (("--html", "right.837"), "right.837"),
        (("--html", "-"), "-"),
        (("--only", "NO-SUCH"), "NO-SUCH"),
    ],
)
def test_options_that_do_not_go_together_end_with_2(here: Path, words: tuple[str, ...], where: str) -> None:
    ended = run(here, "right.837", *words)

    check_complaint(ended, code=2)
    assert where in ended.err


def test_a_claim_as_json_is_checked_as_before(here: Path) -> None:
    from superbill.claims.plain import to_plain
    from tests.edits.cases import base_claim

    claim = json.dumps(to_plain(base_claim())).encode()

    mine, others = (run(here, "-", "--only", "NPI-02", "--payer", payer, stdin=claim) for payer in ("INVENTED", "FIR1"))

    assert (mine.code, mine.out) == (0, "V0001-1: 0 findings\n")
    assert (others.code, others.out) == (0, "")


# --- claims in Parquet, and those of the books


def _claims(ended: Ended) -> list[tuple[str, list[dict[str, object]]]]:
    return [(each["claim"], each["findings"]) for each in ended.json["claims"]]


@pytest.mark.parametrize("kind", ["837P", "837I"])
def test_claims_in_parquet_find_what_they_found_in_the_file(here: Path, kind: str) -> None:
    (here / "many.837").write_bytes(b"".join(generate(kind, seed=8, claims=25, on=date(2026, 9, 18))))

    from_file = run(here, "many.837", "wrong.837", "--json", "--save-parquet", "claims")
    from_parquet = run(here, "claims", "--json", "--memory", "1GB")

    assert len(_claims(from_file)) == 26
    assert _claims(from_parquet) == _claims(from_file)
    assert from_parquet.json["not_run"] == from_file.json["not_run"]
    assert from_parquet.code == from_file.code == 1


def test_of_many_claims_in_parquet_only_those_with_findings_are_named(here: Path) -> None:
    run(here, "right.837", "wrong.837", "--save-parquet", "claims")

    ended = run(here, "claims", "--only", "PTR-01")

    assert ended.out.splitlines()[0] == "C1: 1 finding"
    assert ended.err == "2 claims: 1 stopped, 1 clean\n"


@pytest.mark.parametrize(("words", "count"), [(("--payer", "ELM1"), 2), (("--payer", "FIR1"), 0), (("--since", "2999-01-01"), 0)])
def test_claims_are_chosen_by_payer_and_day_in_files_and_in_parquet(here: Path, words: tuple[str, ...], count: int) -> None:
    run(here, "right.837", "wrong.837", "--save-parquet", "claims")

    from_files, from_parquet = (run(here, *what, *words, "--json") for what in (("right.837", "wrong.837"), ("claims",)))

    assert len(from_files.json["claims"]) == len(from_parquet.json["claims"]) == count
    assert from_files.json["not_run"] == from_parquet.json["not_run"]


@pytest.mark.parametrize(("days", "count"), [(-1, 1), (0, 1), (1, 0)])
def test_since_is_the_first_day_of_which_a_service_counts(here: Path, days: int, count: int) -> None:
    served = max(re.findall(rb"DTP\*472\*D8\*(\d{8})", file_with("P")))
    since = date.fromisoformat(served.decode()) + timedelta(days=days)

    ended = run(here, "right.837", "--since", since, "--json")

    assert len(ended.json["claims"]) == count


def test_every_claim_of_the_books_is_checked_and_none_is_touched(visited: Played) -> None:
    books = visited.folder / "examples" / "visit" / "books"
    before = {path: path.read_bytes() for path in books.rglob("*.toml")}

    ended = superbill("check", "--books", "--data", books, "--json", cwd=visited.folder)
    none = superbill("check", "--books", "--data", books, "--json", "--since", "2999-01-01", cwd=visited.folder)

    assert [each["claim"] for each in ended.json["claims"]] == ["V1001-1"]
    assert none.json["claims"] == []
    assert {path: path.read_bytes() for path in books.rglob("*.toml")} == before


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ((), "nothing to check"),
        (("right.837", "--memory", "lots"), "--memory"),
        (("claims", "--save-parquet", "more"), "--save-parquet"),
        (("right.837", "--save-parquet", "full"), "something in this folder"),
        (("full",), "There is no claim.parquet"),
        (("spoilt",), "cannot be read as Parquet"),
    ],
)
def test_what_cannot_be_done_with_parquet_is_refused(here: Path, words: tuple[str, ...], where: str) -> None:
    for name in ("claims", "full", "spoilt"):
        (here / name).mkdir()
    (here / "full" / "notes.txt").write_text("mine")
    (here / "spoilt" / "claim.parquet").write_bytes(b"PAR1")

    ended = run(here, *words)

    check_complaint(ended, code=3 if "--save-parquet" in words and "full" in words else 2)
    assert where in ended.err


def test_what_fails_leaves_no_folder_of_parquet(here: Path) -> None:
    (here / "cut.837").write_bytes(file_with("P")[:600])

    ended = run(here, "right.837", "cut.837", "--save-parquet", "claims")

    assert ended.code == 2
    assert not (here / "claims").exists()


@pytest.mark.parametrize("option", ["--on", "--since"])
def test_what_is_no_day_is_told_with_its_option(here: Path, option: str) -> None:
    ended = superbill_here("check", "right.837", option, "8 September", cwd=here)

    assert ended.code == 2
    assert "'8 September' is not a day." in ended.err
    assert f"where: {option}\n" in ended.err
