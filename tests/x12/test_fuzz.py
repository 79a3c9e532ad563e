"""What fuzzing once found stays mended, and the fuzzer itself finds what is there to be found."""

import base64
import gzip
from pathlib import Path

import pytest

from tests.x12.branches import chances
from tests.x12.fuzz import run
from tests.x12.fuzz.inputs import kept
from tests.x12.fuzz.mutate import Mutator
from tests.x12.fuzz.outcomes import Broken
from tests.x12.fuzz.run import Find, Finds, found_in, input_of, try_all, try_one
from tests.x12.fuzz.shrink import shrunk
from tests.x12.fuzz.targets import ENGINE, TARGETS, TOOLS

CORPUS = kept()


@pytest.mark.parametrize("name", CORPUS)
def test_every_file_of_the_corpus_has_an_outcome(name: str) -> None:
    targets = [*ENGINE, *TOOLS] if name.startswith("find") and len(CORPUS[name]) < 3_000 else list(ENGINE)

    assert [f"{find.target}: {find.what}" for find in try_all(CORPUS[name], targets)] == []


def test_the_corpus_has_every_shape_a_set_of_every_table_and_finds() -> None:
    kinds = [name.partition("-")[0] for name in CORPUS]

    assert kinds.count("shape") >= 30
    assert kinds.count("set") >= 24
    assert kinds.count("find") >= 10
    assert max(map(len, CORPUS.values())) < 60_000


def test_inputs_are_the_same_for_the_same_seed_and_other_for_another() -> None:
    assert input_of(1, 5) == input_of(1, 5)
    assert len({input_of(1, number) for number in range(1, 9)}) > 4


@pytest.mark.parametrize("number", range(1, 7))
def test_damaged_files_have_an_outcome(number: int) -> None:
    data = input_of(20_260_914, number)[:20_000]

    assert [f"{find.target}: {find.what}" for find in try_all(data, list(ENGINE))] == []


def test_every_way_of_damaging_a_file_is_taken() -> None:
    mutator = Mutator(chances(1), list(CORPUS.values()))
    data = CORPUS["shape-as-generated.edi"]

    assert len({mutator.damaged(data) for _ in range(400)}) > 300
    assert all(len(mutator.grown(data)) > len(data) for _ in range(50))


def test_another_exception_is_a_find_and_an_x12_error_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(data: bytes) -> None:
        if b"CLM" in data:
            raise KeyError(data)

    monkeypatch.setitem(TARGETS, "whole", faulty)

    assert "KeyError" in try_one("whole", b"ISA~CLM~")
    assert try_one("whole", b"ISA~") == ""
    assert try_one("envelopes", b"no X12") == ""


def test_what_takes_too_long_is_a_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SECONDS_A_FILE", -1.0)
    monkeypatch.setattr(run, "SECONDS_A_MEGABYTE", 0.0)

    assert try_one("whole", CORPUS["shape-as-generated.edi"]).startswith("Slow")
    assert found_in(CORPUS["shape-as-generated.edi"]) == 0


def test_what_has_no_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(data: bytes) -> None:
        while True:
            pass

    monkeypatch.setitem(TARGETS, "whole", endless)
    monkeypatch.setattr(run, "HANGS_AFTER", 1)

    assert Broken.__name__ in try_one("whole", b"")


def test_a_find_is_kept_once_with_how_to_make_it_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finds = Finds(tmp_path, seed=3)
    find = Find("whole", "Slow\n9 s", b"ISA", number=7)

    finds.take(find)
    finds.take(find)

    assert [path.suffix for path in sorted(tmp_path.iterdir())] == [".edi", ".txt"]
    told = capsys.readouterr().out
    packed = told.partition("find.edi\n")[2].partition("\n.")[0]
    assert "--seed 3 --only 7 --targets whole" in told
    assert gzip.decompress(base64.b64decode(packed)) == find.data
    assert list(finds.counts.values()) == [2]


def test_a_failing_file_is_made_small() -> None:
    data = b"ISA*00~GS*HC~ST*837~CLM*A\xb2*1~SE*1~" * 20

    assert shrunk(data, lambda smaller: b"\xb2" in smaller) == b"\xb2"
