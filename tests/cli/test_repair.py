"""`superbill repair`: a copy of a file with its values written right, claims of the books, and exit codes that a script can trust."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Played
from tests.cli.running import check_complaint, check_shape, superbill
from tools.refresh import reference

CLAIM = Path(__file__).parents[2] / "examples" / "visit" / "claim.837"


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    """A folder with the claim of the example in which a tax number has its hyphen."""
    content = re.sub(rb"(REF\*EI\*)(\d\d)(\d{7})", rb"\1\2-\3", CLAIM.read_bytes())
    (tmp_path / "untidy.837").write_bytes(content)
    return tmp_path


def test_a_copy_of_a_file_is_repaired_and_the_file_stays(untidy: Path) -> None:
    before = (untidy / "untidy.837").read_bytes()

    ended = superbill("repair", "--file", "untidy.837", "--out", "tidy.837", "--json", cwd=untidy)

    check_shape(reference.json_shapes()["repair"], ended.json)
    assert [change["repair"] for change in ended.json] == ["FIX-EIN"]
    assert (untidy / "tidy.837").read_bytes() == CLAIM.read_bytes()
    assert (untidy / "untidy.837").read_bytes() == before


def test_a_dry_run_writes_nothing(untidy: Path) -> None:
    ended = superbill("repair", "--file", "untidy.837", "--dry-run", cwd=untidy)

    assert ended.code == 0
    assert "FIX-EIN  segment " in ended.out
    assert ended.err == "1 value would be written another way.\n"
    assert [path.name for path in untidy.iterdir()] == ["untidy.837"]


def test_a_claim_of_the_books_that_needs_no_repair_says_so(played: Played) -> None:
    dry = superbill("repair", "V1003", "--dry-run", "--data", "demo", cwd=played.folder, env=played.env)
    done = superbill("repair", "V1003", "--data", "demo", cwd=played.folder, env=played.env)

    assert (dry.code, dry.out) == (0, "")
    check_complaint(done, code=3)
    assert "needs no repair" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name a claim or a file"),
        (("V1003", "--file", "untidy.837"), "Name a claim or a file"),
        (("--file", "untidy.837"), "Say where the repaired copy goes"),
        (("--file", "untidy.837", "--out", "untidy.837"), "is not written over"),
        (("--file", "untidy.837", "--take-back", "--dry-run"), "nothing to take back"),
        (("--file", "untidy.837", "--dry-run", "--only", "FIX-ZAP"), "There is no repair 'FIX-ZAP'"),
    ],
)
def test_what_cannot_be_repaired_is_told(untidy: Path, words: tuple[str, ...], said: str) -> None:
    ended = superbill("repair", *words, cwd=untidy)

    check_complaint(ended, code=2)
    assert said in ended.err
