"""`superbill edits`: the catalogue, and edits tried on claims whose end is known."""

from pathlib import Path

import pytest

from tests.cli.conftest import Played
from tests.cli.running import ROOT, check_complaint, check_shape, superbill_here
from tests.own_codes import own_codes
from tools.refresh import reference

CLAIM, REMIT = ((ROOT / "examples" / "visit" / name).read_bytes() for name in ("claim.837", "remit.835"))
DENIED = REMIT.replace(b"*212*109.4**1", b"*212*0**1").replace(b"CAS*CO*45*72.6~\nCAS*PR*3*30~", b"CAS*CO*97*212~")
"""The same remittance with its first line denied as part of another service."""


@pytest.fixture
def history(tmp_path: Path, code_tables: Path) -> Path:
    """The claim of the example with a visit that is part of taking the blood, and the answer to it."""
    folder = tmp_path / "past"
    folder.mkdir()
    (folder / "claim.837").write_bytes(CLAIM.replace(b"HC:99214", b"HC:99211"))
    (folder / "remit.835").write_bytes(REMIT.replace(b"HC:99214", b"HC:99211"))
    (folder / "note.txt").write_text("neither")
    return folder


def test_the_list_keeps_to_the_words_that_are_given(visited: Played) -> None:
    every, some = (superbill_here("edits", "list", *words, "--json", cwd=visited.folder).json for words in ((), ("mue",)))

    assert {row["code"] for row in some} == {row["code"] for row in every if "MUE" in row["code"]}
    assert 0 < len(some) < len(every)


def test_a_paid_claim_that_an_edit_would_have_held_is_told(history: Path) -> None:
    ended = superbill_here("edits", "backtest", "NCCI-PTP-01", "--on", history, "--json", cwd=history)

    check_shape(reference.json_shapes()["edits backtest"], ended.json)
    (tally,) = ended.json["tallies"]
    assert (tally["claims"], tally["denied"], tally["caught"]) == (1, 0, 0)
    assert (tally["held"], tally["held_cents"]) == (1, 11_664)
    assert tally["examples"][0]["denied_for"] == ""


def test_a_denial_that_an_edit_would_have_caught_is_told(history: Path) -> None:
    (history / "remit.835").write_bytes(DENIED)

    ended = superbill_here(
        "edits", "backtest", "ncci-ptp-01", "--on", history / "claim.837", "--on", history / "remit.835", cwd=history
    )

    assert "212.00" in ended.out
    assert "denied for CO-97" in ended.err
    assert "1 claims, 1 of them answered." in ended.err


def test_claims_of_the_past_are_tried_on_another_day(history: Path) -> None:
    words = ("edits", "backtest", "NCCI-PTP-01", "--on", history, "--json", "--served-from")

    before, after = (superbill_here(*words, day, cwd=history).json["tallies"][0]["held"] for day in ("1995-06-01", "2027-01-04"))

    assert (before, after) == (0, 1)


def test_a_file_that_is_given_twice_is_read_once(history: Path) -> None:
    (history / "copy.837").write_bytes((history / "claim.837").read_bytes())

    ended = superbill_here("edits", "backtest", "NCCI-PTP-01", "--on", history, "--json", cwd=history)

    assert ended.json["claims"] == 1


@pytest.mark.parametrize(("left", "words"), [("claim.837", "payments (835)"), ("remit.835", "claims (837)")])
def test_a_history_without_claims_or_without_answers_is_refused(history: Path, left: str, words: str) -> None:
    ended = superbill_here("edits", "backtest", "--on", history / left, cwd=history)

    check_complaint(ended, code=2)
    assert words in ended.err


def test_a_file_that_was_cut_is_refused_by_name(history: Path) -> None:
    (history / "remit.835").write_bytes(REMIT[: len(REMIT) // 2])

    ended = superbill_here("edits", "backtest", "NCCI-PTP-01", "--on", history, cwd=history)

    check_complaint(ended, code=2)
    assert "remit.835" in ended.err and "seems to be cut" in ended.err


PAIRS = (
    "CPT only copyright 2025 American Medical Association.  All rights reserved.\t\t\t\t\t\t\r\n"
    "Column1/Column2 Edits\t\t\t\t\t\t\r\n"
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n"
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n"
    "\t\t\t\t*=no data\t1=allowed\t\r\n"
    "\t\t\t\t\t9=not applicable\t\r\n"
    "99214\t36415\t\t20261001\t*\t1\tMisuse\r\n"
)
"""An invented quarter of pairs in which taking the blood is part of the visit."""


def test_pairs_of_the_next_quarter_are_tried_on_the_last_one_and_not_installed(tmp_path: Path, code_tables: Path) -> None:
    codes = own_codes(tmp_path / "codes", code_tables, {})
    (tmp_path / "ccipra-v323r0-f1.txt").write_text(PAIRS, newline="")
    env = {"SUPERBILL_CODES": str(codes)}
    words = ("edits", "backtest", "NCCI-PTP-01", "--on", ROOT / "examples" / "visit", "--json", "--served-from", "2026-10-05")

    before = superbill_here(*words, cwd=tmp_path, env=env)
    tried = superbill_here(*words, "--with-pack", "ccipra-v323r0-f1.txt", cwd=tmp_path, env=env)
    listed = superbill_here("codes", "list", "--json", cwd=tmp_path, env=env)

    assert [tally["held"] for tally in before.json["tallies"]] == [0]
    assert [tally["held"] for tally in tried.json["tallies"]] == [1]
    assert [book["packs"] for book in listed.json if book["name"] == "ncci"] == [[]]


def test_an_own_edit_is_tried_on_the_past(history: Path) -> None:
    ended = superbill_here(
        "edits", "backtest", "SITE-01", "--on", history, "--json", "--edits", ROOT / "examples" / "edits", cwd=history
    )

    (tally,) = ended.json["tallies"]
    assert (tally["edit"], tally["held"]) == ("SITE-01", 0)
