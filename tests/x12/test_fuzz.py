"""The corpus of the fuzzer: files of every kind, and every damaged one that once went wrong, now have an outcome."""

from pathlib import Path

import pytest

from tests.x12.fuzz.targets import TARGETS, feed

CORPUS = sorted((Path(__file__).parent / "fuzz" / "corpus").glob("*.edi"))


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_a_file_of_the_corpus_has_an_outcome_everywhere(path: Path) -> None:
    for name in TARGETS:
        feed(name, path.read_bytes())
