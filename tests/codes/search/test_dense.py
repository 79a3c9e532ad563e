"""The search by sense, with a model of seven words: what each means is told here."""

import importlib.util
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pytest

from superbill.codes.search import dense
from superbill.codes.search.build import create_index, index_book
from superbill.codes.search.dense import DIMENSIONS, Senses, minilm, vectors_of
from superbill.codes.search.entries import Entry, Term
from superbill.codes.search.find import Searcher
from superbill.codes.search.wordpieces import MOST, pieces_of

DAY = date(2026, 5, 1)
MEANS = {"apple": 0, "pear": 0, "fruit": 0, "hammer": 1, "tool": 1, "anvil": 1, "cloud": 2}
needs_model = pytest.mark.skipif(not dense.is_installed(), reason="the extra is not installed")


def embed(texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """One direction for each meaning, a little of another for the word itself."""
    found = np.zeros((len(texts), DIMENSIONS), np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().split():
            found[row, MEANS.get(word, 3)] += 1
            found[row, 10 + len(word)] += 0.2
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


@pytest.fixture
def index() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    create_index(db)
    old = {"until": 20200101}
    rows = (("A1", "Apple", {}), ("A2", "Pear", old), ("B1", "Hammer", {}), ("B2", "Cloud", {}), ("B3", "Anvil mark", {}))
    entries = [Entry(code, title, (Term(title, "title"),), **days) for code, title, days in rows]
    index_book(db, "things/things", entries, made_from="")
    yield db
    db.close()


def senses_of(db: sqlite3.Connection) -> Senses:
    texts = [text for (text,) in db.execute("SELECT text FROM doc ORDER BY no")]
    return Senses({"things/things": vectors_of(texts, embed)}, lambda: embed)


def test_a_word_that_no_term_has_leads_to_what_means_the_same(index: sqlite3.Connection) -> None:
    plain, with_senses = Searcher(index), Searcher(index, senses_of(index))

    assert plain.search("fruit", on=DAY) == ()
    (hit,) = with_senses.search("fruit", on=DAY)
    assert (hit.code, hit.why) == ("A1", ("near in sense",))


def test_what_ended_before_the_day_is_not_found_by_its_sense_either(index: sqlite3.Connection) -> None:
    searcher = Searcher(index, senses_of(index))

    assert {hit.code for hit in searcher.search("fruit", on=date(2019, 5, 1))} == {"A1", "A2"}
    assert [hit.code for hit in searcher.search("fruit", on=DAY)] == ["A1"]


def test_the_word_itself_comes_before_what_means_the_same(index: sqlite3.Connection) -> None:
    hits = Searcher(index, senses_of(index)).search("anvil tool", on=DAY)

    assert [hit.code for hit in hits][:2] == ["B3", "B1"]
    assert [hit.why for hit in hits][:2] == [("title", "near in sense"), ("near in sense",)]


def test_a_term_that_is_just_what_was_asked_needs_no_sense(index: sqlite3.Connection) -> None:
    def never(texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        raise AssertionError(texts)

    searcher = Searcher(index, Senses(senses_of(index).tables, lambda: never))

    assert [hit.code for hit in searcher.search("B2", on=DAY)] == ["B2"]


def test_a_vector_in_eight_bits_is_nearly_the_vector() -> None:
    texts = ["apple hammer", "cloud", "apple", "cloud"]

    made = vectors_of(texts, embed, at_once=2)

    assert made.numbers.dtype == np.int8
    assert np.abs(made.numbers * made.scales[:, None] - embed(texts)).max() < 0.005


def test_each_text_is_embedded_once_and_progress_tells_of_all() -> None:
    seen, told = list[str](), list[int]()

    def counted(texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        seen.extend(texts)
        return embed(texts)

    vectors_of(["cloud", "apple", "cloud"], counted, at_once=1, progress=told.append)

    assert sorted(seen) == ["apple", "cloud"]
    assert told[-1] == 3


def test_the_nearest_come_first_and_no_more_than_wanted(index: sqlite3.Connection) -> None:
    senses = senses_of(index)

    near = senses.nearest("things/things", senses.asked("apple"), most=2)

    assert len(near) == 2
    assert near[0][0] == pytest.approx(1, abs=0.01)
    assert near[0][0] > near[1][0]
    assert senses.nearest("other/other", senses.asked("apple"), most=2) == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Heart attack", [101, 2540, 2886, 102]),
        ("Ménière's", [101, 2273, 21253, 1005, 1055, 102]),
        ("\U0001f600", [101, 100, 102]),
        ("", [101, 102]),
    ],
)
def test_a_text_is_cut_into_the_pieces_of_the_model(text: str, pieces: list[int]) -> None:
    assert pieces_of(text) == pieces


def test_of_a_long_text_the_beginning_counts() -> None:
    assert len(pieces_of("heart " * 500)) == MOST


def test_without_the_extra_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "find_spec", lambda name: None if name == "onnxruntime" else importlib.util.find_spec(name))

    assert not dense.is_installed()


@needs_model
def test_the_model_knows_what_means_the_same() -> None:
    attack, infarction, fracture = minilm()(["heart attack", "myocardial infarction", "wrist fracture"])

    assert attack @ infarction > 0.5 > attack @ fracture
    assert attack @ attack == pytest.approx(1, abs=1e-4)
