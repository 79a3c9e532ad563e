"""`superbill x12 validate`: what it prints and writes, and how it ends."""

import json
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Ended, check_complaint, check_shape, superbill_here
from tools.refresh import reference

CLAIM = (ROOT / "examples/visit/claim.837").read_bytes()
BROKEN = CLAIM.replace(b"*MI*", b"*XQ*")
GUIDE = 'name = "Acme"\nguide = "005010X222A1"\nreceiver = "ACME1"\nrequire = "2300.REF*G1"\n'
RELAXED = 'name = "Acme"\nguide = "005010X222A1"\n[[relax]]\ncode = "SNIP2-CODE"\nseverity = "off"\nbecause = "It knows them."\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound claim, a broken one, and the files of a site."""
    files = {"claim.837": CLAIM, "broken.837": BROKEN, "acme.toml": GUIDE.encode(), "relaxed.toml": RELAXED.encode()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def validate(folder: Path, *words: object, stdin: bytes = b"") -> Ended:
    return superbill_here("x12", "validate", *words, cwd=folder, stdin=stdin)


def test_a_sound_file_ends_well(folder):
    ended = validate(folder, "claim.837")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "claim.837: 1 interchange, 1 group, 1 set, 1 claim: nothing wrong\n"


def test_an_error_is_told_with_its_place_and_what_to_do(folder):
    ended = validate(folder, "broken.837", "--levels", "1-2")

    assert ended.code == 1
    assert "  error   SNIP2-CODE  NM108  'XQ'\n          segment 17 (byte 584), loop 2010BA\n" in ended.out
    assert "Choose one of the codes of the guide." in ended.out


def test_standard_input_is_read_and_one_bad_file_is_enough(folder):
    ended = validate(folder, "-", "claim.837", "--levels", "1,2", stdin=BROKEN)

    assert ended.code == 1
    assert [line.partition(":")[0] for line in ended.out.splitlines() if "interchange" in line] == ["-", "claim.837"]


def test_json_is_one_object_a_line_of_the_documented_shape(folder):
    ended = validate(folder, "claim.837", "broken.837", "--json", "--guide", "acme.toml")

    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert [(row["file"], row["accepted"], row["companions"]) for row in rows] == [
        ("claim.837", False, ["Acme"]),
        ("broken.837", False, ["Acme"]),
    ]
    for row in rows:
        check_shape(reference.json_shapes()["x12 validate"], row)


@pytest.mark.parametrize(("levels", "found"), [("1-2", False), ("7", True), ("1-5,7", True)])
def test_a_companion_guide_is_level_seven(folder, levels, found):
    ended = validate(folder, "claim.837", "--guide", "acme.toml", "--levels", levels)

    assert (ended.code, "SNIP7-REQUIRED-SEGMENT" in ended.out) == (int(found), found)


def test_what_a_guide_turns_off_is_counted(folder):
    ended = validate(folder, "broken.837", "--guide", "relaxed.toml", "--levels", "1-2")

    assert ended.code == 0
    assert ended.out.endswith("  1 more are turned off by Acme\n")


def test_a_guide_that_is_for_none_of_the_files_is_told(folder):
    (folder / "other.toml").write_text(GUIDE.replace("ACME1", "EVRG2"))

    ended = validate(folder, "claim.837", "--guide", "other.toml")

    assert ended.code == 0
    assert "other.toml: this guide is for no set of these files" in ended.err


def test_several_guides_are_held_against_a_file(folder):
    ended = validate(folder, "broken.837", "--guide", "acme.toml", "--guide", "relaxed.toml", "--levels", "2,7", "--json")

    assert [each["code"] for each in ended.json["findings"]] == ["SNIP7-REQUIRED-SEGMENT"]


def test_a_site_changes_the_code_lists(folder):
    (folder / "lists.toml").write_text('["place of service"]\ncodes = ["12"]\n')

    ended = validate(folder, "claim.837", "--levels", "5", "--lists", "lists.toml", "--json")

    assert [each["element"] for each in ended.json["findings"]] == ["CLM05-1"]


@pytest.mark.parametrize("files", [("claim.837", "broken.837"), ("-",)])
def test_a_page_and_a_log_are_written_beside_what_is_printed(folder, files):
    ended = validate(folder, *files, "--html", "page.html", "--sarif", "log.sarif", "--levels", "1-2", stdin=BROKEN)

    page, log = (folder / "page.html").read_text(encoding="utf-8"), json.loads((folder / "log.sarif").read_text(encoding="utf-8"))
    assert ended.code == 1
    assert page.startswith("<!DOCTYPE html>") and "SNIP2-CODE" in page and "KOWALSKI" in page
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["SNIP2-CODE"]


def test_an_empty_file_has_a_page(folder):
    (folder / "empty.837").write_bytes(b"")

    ended = validate(folder, "empty.837", "--html", "page.html", "--sarif", "log.sarif")

    assert ended.code == 1
    assert "SNIP1-EMPTY" in (folder / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("missing.837",),
        ("claim.837", "--levels", "6"),
        ("claim.837", "--levels", "x"),
        ("claim.837", "--guide", "missing.toml"),
        ("claim.837", "--guide", "claim.837"),
        ("claim.837", "--lists", "acme.toml"),
        ("claim.837", "--html", "claim.837"),
        ("claim.837", "--sarif", "./claim.837"),
        ("-", "--html", "-"),
    ],
)
def test_what_cannot_be_done_is_refused_in_sentences(folder, words):
    ended = validate(folder, *words)

    check_complaint(ended, code=2)
    assert (folder / "claim.837").read_bytes() == CLAIM


def test_a_page_that_cannot_be_written_is_told(folder):
    ended = validate(folder, "claim.837", "--html", "no/such/folder/page.html")

    assert (ended.code, "cannot be written" in ended.err) == (3, True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_large_file_has_a_progress_bar_that_comes_to_its_end(jobs, folder, monkeypatch):
    told = []

    @contextmanager
    def bar(what):
        told.append(what)
        yield lambda done, of: told.append((done, of))

    monkeypatch.setattr("superbill.cli.x12.validate.LARGE", 100)
    monkeypatch.setattr("superbill.cli.talk.progress", bar)

    ended = validate(folder, "claim.837", "--levels", "1-2", "--jobs", jobs)

    assert ended.code == 0
    assert told[0] == "Checking claim.837"
    assert told[-1] == (len(CLAIM), len(CLAIM))


@pytest.mark.parametrize("words", [("--jobs", "1"), ("--jobs", "2"), ()])
def test_so_many_processes_as_wanted_tell_the_same(words, folder, monkeypatch):
    from superbill.x12 import parallel

    monkeypatch.setattr(parallel, "_PART", 100)
    monkeypatch.setattr("superbill.cli.x12.validate.LARGE", 1_000)
    asked = []
    whole = parallel.check_in_parts
    monkeypatch.setattr(
        parallel, "check_in_parts", lambda *given, jobs, **named: asked.append(jobs) or whole(*given, jobs=jobs, **named)
    )
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    (folder / "both.837").write_bytes(CLAIM + BROKEN)

    ended = validate(folder, "both.837", "--guide", "acme.toml", *words)

    assert ended.code == 1
    assert ended.out.count("SNIP2-CODE") == 1
    assert "both.837: 2 interchanges, 2 groups, 2 sets, 2 claims: " in ended.out
    assert asked == ([] if words == ("--jobs", "1") else [2])
