"""The tools on X12 files as commands: what they print, what they write, and how they end."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Ended, check_shape, superbill_here
from tools.refresh import reference


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """Twelve invented claims in a file."""
    made = superbill_here(
        "x12", "generate", "837P", "--claims", 12, "--seed", 7, "--on", "2026-09-18", "--per-set", 6, cwd=tmp_path
    )
    assert made.code == 0
    (tmp_path / "claims.837").write_bytes(made.data)
    return tmp_path / "claims.837"


def x12(file: Path, *words: object, stdin: bytes = b"") -> Ended:
    return superbill_here("x12", *words, cwd=file.parent, stdin=stdin)


def test_what_is_generated_is_sound_and_a_fault_is_found(claims):
    bad = x12(claims, "generate", "837P", "--claims", 2, "--fault", "total-charge")
    (claims.parent / "bad.837").write_bytes(bad.data)

    sound, found = x12(claims, "validate", "claims.837"), x12(claims, "validate", "bad.837", "--levels", "1-3")

    assert (sound.code, found.code) == (0, 1)
    assert "SNIP3" in found.out


def test_the_faults_of_a_kind_are_listed(claims):
    listed = x12(claims, "generate", "835", "--faults", "--json")

    assert {"name": "carc", "level": 5, "says": "a reason that does not exist"} in listed.json
    check_shape(reference.json_shapes()["x12 generate"], listed.json)


@pytest.mark.parametrize("words", [("837X",), ("837P", "--fault", "no-such"), ("837X", "--faults")])
def test_what_is_not_made_is_refused(claims, words):
    refused = x12(claims, "generate", *words)

    assert (refused.code, refused.data) == (2, b"")


def test_a_file_is_split_and_joined_again(claims):
    split = x12(claims, "split", "claims.837", "--by", "set", "--into", "parts", "--json")
    joined = x12(claims, "join", "parts/claims-0001.837", "parts/claims-0002.837")

    assert [(row["file"], row["claims"]) for row in split.json] == [("parts/claims-0001.837", 6), ("parts/claims-0002.837", 6)]
    assert joined.data == claims.read_bytes()
    check_shape(reference.json_shapes()["x12 split"], split.json)


def test_splitting_by_claims_keeps_every_claim(claims):
    split = x12(claims, "split", "-", "--by", "claims", "--claims", 5, "--into", "parts", stdin=claims.read_bytes())

    texts = [path.read_text() for path in sorted((claims.parent / "parts").iterdir())]
    assert split.code == 0
    assert [text.count("CLM*") for text in texts] == [5, 1, 5, 1]


def test_nothing_is_left_of_a_file_that_is_cut(claims):
    claims.write_bytes(claims.read_bytes()[:-60])

    split = x12(claims, "split", "claims.837", "--into", "parts")
    joined = x12(claims, "join", "claims.837")

    assert (split.code, joined.code) == (2, 2)
    assert list((claims.parent / "parts").iterdir()) == []
    assert joined.data == b""


def test_parts_are_not_written_over_files(claims):
    x12(claims, "split", "claims.837", "--into", "parts")

    again = x12(claims, "split", "claims.837", "--into", "parts")

    assert again.code == 3
    assert len(list((claims.parent / "parts").iterdir())) == 2


def test_a_remittance_is_not_split_by_claims(claims):
    (claims.parent / "remit.835").write_bytes(x12(claims, "generate", "835", "--claims", 5).data)

    refused = x12(claims, "split", "remit.835", "--by", "claims", "--into", "parts")

    assert refused.code == 3
    assert "BPR" in refused.err


def test_files_that_differ_are_told_apart(claims):
    changed = claims.parent / "changed.837"
    changed.write_bytes(claims.read_bytes().replace(b":B:1*Y*A", b":B:1*Y*C", 1))

    same, differs = x12(claims, "diff", "claims.837", "claims.837"), x12(claims, "diff", "claims.837", "changed.837")
    lines = x12(claims, "diff", "claims.837", "changed.837", "--json").out.splitlines()

    assert (same.code, same.out, differs.code) == (0, "", 1)
    assert "CLM07 claim: assignment: A → C" in differs.out
    assert [(row["spot"], row["before"], row["after"]) for row in map(json.loads, lines)] == [("CLM07", "A", "C")]
    check_shape(reference.json_shapes()["x12 diff"], json.loads(lines[0]))


def test_anonymising_takes_the_names_out(claims):
    (claims.parent / "secret.bin").write_bytes(b"sixteen random bytes and more")

    once, again = (x12(claims, "anonymise", "claims.837", "--secret", "secret.bin") for _ in range(2))
    other = x12(claims, "anonymise", "-", stdin=claims.read_bytes())

    assert once.data == again.data != other.data
    assert b"SUNNYSIDE" not in once.data + other.data
    assert once.data.count(b"~") == other.data.count(b"~") == claims.read_bytes().count(b"~")


def test_a_short_secret_is_refused(claims):
    (claims.parent / "secret.bin").write_bytes(b"short")

    refused = x12(claims, "anonymise", "claims.837", "--secret", "secret.bin")

    assert (refused.code, refused.data) == (2, b"")


def test_a_file_is_shown_in_words(claims):
    shown, short = x12(claims, "show", "claims.837"), x12(claims, "show", "claims.837", "--segments")
    rows = [json.loads(line) for line in x12(claims, "show", "claims.837", "--json").out.splitlines()]

    assert "2010AA  billing" in shown.out
    assert "entity  85  billing provider" in shown.out
    assert "NM101" not in short.out and "NM1*85*" in short.out
    assert {row["what"] for row in rows} == {"loop", "segment", "element"}
    check_shape(reference.json_shapes()["x12 show"], rows[0])


def test_reasons_are_shown_with_their_words(claims):
    remit = x12(claims, "generate", "835", "--claims", 5).data

    shown = x12(claims, "show", "-", stdin=remit)

    assert "reason1  45  the charge above the contract" in shown.out


def test_what_is_no_x12_is_shown_as_such(claims):
    shown = x12(claims, "show", "-", stdin=b"Dear all,")

    assert "! The file does not begin with an ISA segment." in shown.out


@pytest.mark.parametrize(
    ("kind", "code", "holds"),
    [("999", 0, "IK5*A~"), ("TA1", 0, "*A*000~"), ("997", 0, "AK5*A~"), ("277CA", 1, "STC*A8:400*"), ("824", 1, "RED*")],
)
def test_each_kind_of_answer_is_made_and_read_again(claims, kind, code, holds):
    bad = x12(claims, "generate", "837P", "--claims", 4, "--fault", "total-charge", "--on", "2026-09-18")

    answer = x12(claims, "ack", "-", "--kind", kind, "--at", "2026-09-19T08:00", stdin=bad.data)
    told = x12(claims, "outcome", "-", stdin=answer.data)

    assert (answer.code, told.code) == (code, code)
    assert holds in answer.out
    assert f"({kind})" in told.out
    assert bool(answer.err) == bool(code)


def test_a_set_that_the_999_rejects_is_answered_claim_by_claim_when_asked(claims):
    bad = x12(claims, "generate", "837P", "--claims", 4, "--fault", "impossible-date", "--on", "2026-09-18")

    none, every = (x12(claims, "ack", "-", "--kind", "277CA", *more, stdin=bad.data) for more in ((), ("--every-set",)))
    some = x12(claims, "outcome", "-", "--claims", "--json", stdin=every.data)

    assert (none.code, none.data) == (2, b"")
    assert "--every-set" in none.err
    rows = [json.loads(line) for line in some.out.splitlines()]
    assert [row["verdict"] for row in rows] == ["rejected", "accepted", "accepted", "accepted"]
    check_shape(reference.json_shapes()["x12 outcome"], rows[0])


def test_the_levels_that_reject_a_claim_can_be_chosen(claims):
    bad = x12(claims, "generate", "837P", "--claims", 4, "--fault", "total-charge", "--on", "2026-09-18")

    taken = x12(claims, "ack", "-", "--kind", "277CA", "--levels", "1-2", stdin=bad.data)

    assert taken.code == 0
    assert "STC*A2:20*" in taken.out


@pytest.mark.parametrize(
    "words", [("ack", "claims.837", "--kind", "271"), ("ack", "claims.837", "--at", "noon"), ("outcome", "claims.837")]
)
def test_what_is_no_answer_is_refused(claims, words):
    refused = x12(claims, *words)

    assert (refused.code, refused.data) == (2, b"")


def test_an_error_that_quotes_a_file_does_not_steer_the_terminal(tmp_path: Path) -> None:
    isa = "ISA*00*          *00*          *ZZ*OAKSENDER      *ZZ*ELMPAYER       *260914*0930*^*00501*000000001*0*T*:~"
    (tmp_path / "a.edi").write_text(f"{isa}NTE\x1bADD\x1dX*1~IEA*0*000000001~")
    (tmp_path / "b.edi").write_text(f"{isa}IEA*0*000000001~")

    ended = superbill_here("x12", "diff", "a.edi", "b.edi", "--json", cwd=tmp_path)

    assert ended.code == 2
    assert "\\x1b" in ended.err and ended.err.replace("\n", "").isprintable()
