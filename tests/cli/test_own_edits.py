"""A site's own edits and payers on the command line: found, tried, explained; what is broken is told and keeps nothing from running."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Played
from tests.cli.running import ROOT, Ended, check_complaint, check_shape, superbill, superbill_here
from tests.x12.invented_claims import file_with
from tools.refresh import reference

ON = ("--on", "2026-09-18")
LONG = (("SV1*HC:99214", "SV1*HC:99215*185*UN*1***1"), ("CLM*C1", "CLM*C1*197.5***10:B:1*Y*A*Y*Y"))
"""The changes that make of an invented claim one that the edit of the example finds."""


@pytest.fixture
def site(tmp_path: Path, code_tables: Path) -> Path:
    """A data folder with the edit of the example and its cases, and a claim that it finds."""
    shutil.copytree(ROOT / "examples" / "edits", tmp_path / "site" / "edits")
    (tmp_path / "long.837").write_bytes(file_with("P", *LONG))
    return tmp_path


def run(site: Path, *words: object) -> Ended:
    return superbill_here(*words, cwd=site, env={"SUPERBILL_DATA": str(site / "site")})


def spoil(site: Path, old: str = "severity", new: str = "severitty") -> None:
    path = site / "site" / "edits" / "site_01.toml"
    path.write_text(path.read_text().replace(old, new, 1))


def test_an_own_edit_is_run_with_those_of_the_program(site: Path) -> None:
    ended = run(site, "check", "long.837", *ON, "--only", "SITE-01", "--only", "LINE-03")

    assert ended.code == 0
    assert "warn   SITE-01  " in ended.out
    assert "Line 1 (99215) is the longest office visit, by video on" in ended.out
    assert "source: Billing manual of Lakeside Family Medicine, section 4, visits by video" in ended.out


def test_without_its_folder_nobody_knows_it(site: Path) -> None:
    ended = superbill_here("check", "long.837", *ON, "--only", "SITE-01", cwd=site)

    check_complaint(ended, code=2)


def test_another_folder_can_be_named(site: Path) -> None:
    shutil.move(site / "site" / "edits", site / "others")

    by_option = run(site, "check", "long.837", *ON, "--only", "SITE-01", "--edits", "others")
    by_setting = superbill_here(
        "check", "long.837", *ON, "--only", "SITE-01", cwd=site, env={"SUPERBILL_EDITS": str(site / "others")}
    )
    (site / "site" / "superbill.toml").write_text(f'edits = "{site / "others"}"\n')
    by_file = run(site, "check", "long.837", *ON, "--only", "SITE-01")

    assert "SITE-01" in by_option.out
    assert by_option.out == by_setting.out == by_file.out


def test_a_broken_edit_is_told_as_not_run_and_everything_else_is_run(site: Path) -> None:
    spoil(site)

    ended = run(site, "check", "long.837", *ON, "--json")

    assert {
        "edit": "SITE-01",
        "claims": 1,
        "because": "its file cannot be used: site_01.toml: 'severitty' is not known here",
    } in ended.json["not_run"]
    assert ended.json["claims"][0]["findings"]


def test_a_broken_edit_that_was_asked_for_is_an_error(site: Path) -> None:
    spoil(site)

    ended = run(site, "check", "long.837", *ON, "--only", "site-01")

    check_complaint(ended, code=2)
    assert "Did you mean 'severity'?" in ended.err


def test_a_code_of_the_program_is_refused(site: Path) -> None:
    folder = site / "site" / "edits"
    spoil(site, "SITE-01", "LINE-03")
    (folder / "site_01.toml").rename(folder / "line_03.toml")

    ended = run(site, "check", "long.837", *ON)

    assert "LINE-03 stands for another edit already" in ended.err


def test_a_payer_of_the_site_turns_an_own_edit_off(site: Path) -> None:
    (site / "site" / "payers").mkdir()
    (site / "site" / "payers" / "elm1.toml").write_text(
        'payer_id = "ELM1"\nname = "Elm"\ntimely_filing_days = 90\ncorrection_days = 180\nsource = "manual"\n'
        '[[edit_changes]]\nedit = "SITE-01"\nto = "off"\nreason = "Asks for no note."\ndecided_on = 2026-07-01\n'
    )

    ended = run(site, "check", "long.837", *ON, "--only", "SITE-01", "--only", "TF-01")
    told = run(site, "edits", "explain", "C1", "--file", "long.837", *ON, "--edit", "SITE-01", "--json")

    assert (ended.out, ended.err) == ("C1: 0 findings\n", "")
    (looked,) = told.json["edits"]
    assert (looked["outcome"], looked["because"]) == ("off", ["This payer turned it to off (2026-07-01): Asks for no note."])


def test_a_change_of_an_edit_that_there_is_not_is_told(site: Path) -> None:
    shutil.copytree(ROOT / "examples" / "payers", site / "site" / "payers")
    path = site / "site" / "payers" / "acme1.toml"
    path.write_text(path.read_text().replace('edit = "SITE-01"', 'edit = "SITE-10"'))
    claim = ROOT / "examples" / "visit" / "claim.837"

    ended = run(site, "check", claim, "--on", "2026-09-10")

    assert (
        "Not checked on 1 claim, because the rules of ACME1 change SITE-10, and no edit has that code (did you mean SITE-01?)"
        in ended.err
    )


def test_the_list_and_the_page_mark_it(site: Path) -> None:
    listed, shown = run(site, "edits", "list", "SITE-01", "--json"), run(site, "edits", "show", "site-01")

    (row,) = listed.json
    assert (row["code"], row["own"]) == ("SITE-01", True)
    assert "SITE-01  A long office visit by video  (an edit of this site)" in shown.out


def test_the_list_and_the_page_know_the_edits_of_the_folder_that_is_named(site: Path) -> None:
    listed = superbill_here("edits", "list", "SITE-01", "--data", "site", "--json", cwd=site)
    shown = superbill_here("edits", "show", "SITE-01", "--data", "site", cwd=site)

    assert [row["code"] for row in listed.json] == ["SITE-01"]
    assert "SITE-01  A long office visit by video  (an edit of this site)" in shown.out
    assert "Here: " not in shown.out


def test_the_list_names_a_broken_one(site: Path) -> None:
    spoil(site)

    ended = run(site, "edits", "list", "SITE")

    assert "SITE-01 is not run: its file cannot be used" in ended.err


def test_the_cases_of_the_example_pass_and_watch_every_part(site: Path) -> None:
    ended = run(site, "edits", "test", "--mutants", "--json")

    check_shape(reference.json_shapes()["edits test"], ended.json)
    assert ended.code == 0
    assert ended.json["edits"] == ["SITE-01"] and len(ended.json["tried"]) == 6
    assert all(each["passed"] for each in ended.json["tried"])
    assert ended.json["unwatched"] == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("finds: [1]\n    says", "finds: []\n    says", "It should find nothing at line 1, and says: Line 1 (99215)"),
        ("finds: []", "finds: [1]", "It should find something at line 1, and finds nothing there."),
        ("longest office visit", "shortest", "It should say 'shortest', and says: Line 1 (99215)"),
        ("says: longest", "severity: stop\n    says: longest", "It should stop, and does warn."),
        ("edit: SITE-01", "edit: SITE-02", "site_01.yaml speaks of SITE-02, not of SITE-01."),
        ("finds", "find", "Did you mean 'finds'?"),
        ("cases:", "cases", "expected ':'"),
    ],
)
def test_a_case_that_fails_says_how_and_ends_with_1(site: Path, old: str, new: str, words: str) -> None:
    path = site / "site" / "edits" / "site_01.yaml"
    path.write_text(path.read_text().replace(old, new, 1))

    ended = run(site, "edits", "test")

    assert ended.code == 1
    assert words in ended.out


def test_an_edit_without_cases_or_with_a_broken_file_fails(site: Path) -> None:
    folder = site / "site" / "edits"
    shutil.copy(folder / "site_01.toml", folder / "site_02.toml")
    (folder / "site_01.yaml").unlink()

    ended = run(site, "edits", "test")

    assert ended.code == 1
    assert "It has no cases: write them in site_01.yaml beside it." in ended.out
    assert "The file of SITE-01 has another name. Name it site_01.toml." in ended.out


def test_cases_on_one_side_only_fail(site: Path) -> None:
    (site / "site" / "edits" / "site_01.yaml").write_text("edit: SITE-01\ncases: [{name: clean, finds: []}]\n")

    ended = run(site, "edits", "test", "site-01")

    assert ended.code == 1
    assert "has no case in which it finds something" in ended.out


def test_what_no_case_notices_is_named(site: Path) -> None:
    path = site / "site" / "edits" / "site_01.yaml"
    path.write_text(path.read_text().partition("  - name: the last day before")[0])

    ended = run(site, "edits", "test", "--mutants")

    assert ended.code == 0
    assert "nobody watches SITE-01: it could be since = 2026-06-30" in ended.out


def test_an_edit_of_the_program_is_not_tried_here(site: Path) -> None:
    ended = run(site, "edits", "test", "LINE-03")

    check_complaint(ended, code=2)
    assert "is no edit of this site" in ended.err


def test_a_folder_without_edits_is_told(tmp_path: Path, code_tables: Path) -> None:
    ended = superbill_here("edits", "test", "--folder", tmp_path, cwd=tmp_path)

    assert ended.code == 0
    assert "There are no edits in" in ended.err


# --- explain


def test_a_claim_in_a_file_is_explained_edit_by_edit(site: Path) -> None:
    every = run(site, "edits", "explain", "C1", "--file", "long.837", *ON, "--all", "--json")

    check_shape(reference.json_shapes()["edits explain"], every.json)
    outcomes = {each["edit"]: each["outcome"] for each in every.json["edits"]}
    assert outcomes["SITE-01"] == "hit" and outcomes["LINE-03"] == "miss" and outcomes["TF-01"] == "not run"
    assert len(outcomes) > 200


def test_what_found_nothing_is_told_when_it_is_asked_for(site: Path) -> None:
    some, one = (run(site, "edits", "explain", "C1", "--file", "long.837", *ON, *more) for more in ((), ("--edit", "LINE-03")))

    assert "hit          SITE-01" in some.out and "LINE-03" not in some.out
    assert "more edits found nothing" in some.err
    assert one.out.splitlines()[:2] == [
        "miss         LINE-03  Units less than one",
        "             line 1: units < 1 is not so (units is 1).",
    ]


def test_a_claim_of_the_books_is_explained_as_it_stands(visited: Played) -> None:
    ended = superbill("edits", "explain", "V1001", "--data", "examples/visit/books", "--edit", "LINE-03", cwd=visited.folder)

    assert ended.out.startswith("miss         LINE-03")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("C9", "--file", "long.837"), "There is no claim 'C9'"),
        (("C1", "--file", "long.837", "--edit", "NO-01"), "NO-01"),
        (("C1", "--edits", "site/edits"), "--file"),
    ],
)
def test_what_cannot_be_explained_ends_with_2(site: Path, words: tuple[str, ...], told: str) -> None:
    ended = run(site, "edits", "explain", *words, *ON)

    check_complaint(ended, code=2)
    assert told in ended.err
