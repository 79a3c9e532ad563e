"""The search over ICD-10-CM and over small tables of invented codes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from superbill.codes.search.build import create_index, drop_book, index_book
from superbill.codes.search.entries import Entry, Term
from superbill.codes.search.find import Searcher
from superbill.codes.search.hit import Hit
from superbill.codes.shipped import shipped_rows

DAY = date(2026, 9, 8)

TERMS = """
htn: I10
COPD: J44.9
DM2: E11.9
t2dm with neuropathy: E11.40
heart attack: I21.9
high blood pressure: I10
low blood sugar: E16.2
kidney stone: N20.0
sore throat: J02.9
pink eye: H10.9
ear wax: H61.20
broken collarbone: S42.009A
tailbone pain: M53.3
water on the brain: G91.9
whooping cough: A37.90
piles: K64.9
bed sore: L89.90
slipped disc lumbar: M51.26
miscarriage: O03.9
throwing up: R11.10
diarhea: R19.7
neumonia: J18.9
hypertention: I10
astma: J45.909
hemorroids: K64.9
oesophagitis: K20.90
iron deficiency anaemia: D50.9
haemorrhoids: K64.9
right knee pain: M25.561
pain knee left: M25.562
bilateral hearing loss sensorineural: H90.3
fx distal radius right: S52.501A
sprained ankle: S93.409A
uti: N39.0
gerd: K21.9
afib: I48.91
chf: I50.9
bph: N40.0
osa: G47.33
ckd stage 3: N18.30
mdd recurrent: F33.9
gad: F41.1
s/p cabg: Z95.1
family history of breast cancer: Z80.3
former smoker: Z87.891
annual physical: Z00.00
flu shot: Z23
breast ca left female: C50.912
mets to liver: C78.7
lung cancer: C34.90
"""
"""What people type, and the code they mean; our own list, with slips of the finger, lay words and British spellings."""


@pytest.fixture(scope="session")
def searcher(search_index: Path) -> Iterator[Searcher]:
    with closing(sqlite3.connect(f"{search_index.as_uri()}?mode=ro", uri=True)) as db:
        yield Searcher(db)


@pytest.fixture
def small() -> Iterator[sqlite3.Connection]:
    """An index of two invented tables."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        create_index(db)
        index_book(db, "fruit/fruit", _FRUIT, made_from="1")
        index_book(db, "tools/tools", _TOOLS, made_from="1")
        yield db


def _entry(code: str, title: str, *more: str, **rest: object) -> Entry:
    return Entry(code, title, (Term(title, "title"), *(Term(words, "inclusion") for words in more)), **rest)  # type: ignore[arg-type]  # any field


_FRUIT = [
    _entry("F1", "Apples", billable=False, chapter="1"),
    _entry("F1.1", "Ripe apple with worm", parent="F1", billable=True, chapter="1"),
    _entry("F1.9", "Apple, unspecified", parent="F1", billable=True, chapter="1"),
    _entry("F2", "Pear", "Bartlett", billable=True, chapter="2", since=20250101, until=20260101),
    _entry("F3", "Quince of the grandmother", billable=True, chapter="2", sex="F", ages=(12, 55)),
]
_TOOLS = [_entry("T1", "Apple corer"), _entry("T2", "Hammer")]


def found(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.code for hit in hits]


# --- ICD-10-CM


def test_what_people_type_is_found_as_often_as_was_reached(searcher: Searcher) -> None:
    asked = [line.split(": ") for line in TERMS.strip().splitlines()]

    places = [found(searcher.search(words, on=DAY, billable=True, limit=10)) for words, _ in asked]
    first = [words for (words, code), codes in zip(asked, places, strict=True) if codes[:1] != [code]]
    never = [words for (words, code), codes in zip(asked, places, strict=True) if code not in codes]

    assert len(first) <= 6, first
    assert len(never) <= 2, never


@pytest.mark.parametrize("text", ["E11.65", "e1165", " E1165 ", "e11.65"])
def test_a_code_is_found_in_any_spelling_and_alone(searcher: Searcher, text: str) -> None:
    hits = searcher.search(text, on=DAY)

    assert [(hit.code, hit.why) for hit in hits] == [("E11.65", ("the code itself",))]


@pytest.mark.parametrize(
    ("text", "codes"), [("x1.2", ["X1.2", "X1.20"]), ("x12", ["X1.2", "X12", "X1.20"]), ("x12.0", ["X1.20"])]
)
def test_a_dot_tells_which_codes_are_meant_where_it_stands_in_one(text: str, codes: list[str]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        create_index(db)
        index_book(
            db, "fruit/fruit", [_entry("X1.2", "Pear"), _entry("X1.20", "Small pear"), _entry("X12", "Ladder")], made_from="1"
        )

        assert found(Searcher(db).search(text, on=DAY)) == codes


def test_a_prefix_gives_the_codes_below_it_after_itself(searcher: Searcher) -> None:
    hits = searcher.search("j45.2", on=DAY)

    assert found(hits)[:4] == ["J45.2", "J45.20", "J45.21", "J45.22"]
    assert hits[1].why == ("begins with J452",)


def test_a_hit_tells_its_path_and_its_days(searcher: Searcher) -> None:
    hit = searcher.search("E11.65", on=DAY)[0]

    assert [step.code for step in hit.path] == ["Chapter 4", "E08-E13", "E11", "E11.6"]
    assert hit.path[2].title == "Type 2 diabetes mellitus"
    assert DAY in hit.period
    assert (hit.book, hit.table, hit.billable) == ("icd10cm", "code", True)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("HTN", "htn: hypertension"),
        ("diarhea", "diarhea: diarrhea"),
        ("heart attack", "people say “heart attack”"),
        ("hyperten", "hyperten…: hypertension"),
        ("backpain", "backpain: back pain"),
    ],
)
def test_a_hit_says_why_it_was_found(searcher: Searcher, words: str, reason: str) -> None:
    hit = searcher.search(words, on=DAY)[0]

    assert reason in hit.why


def test_words_may_stand_in_any_order(searcher: Searcher) -> None:
    one, other = (
        found(searcher.search(words, on=DAY)) for words in ("acute serous otitis media left", "left media otitis serous acute")
    )

    assert one == other
    assert one[0] == "H65.02"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("closed fracture shaft right tibia", "S82.201A"),
        ("fracture shaft right tibia subsequent encounter", "S82.201D"),
        ("fracture shaft right tibia sequela", "S82.201S"),
        ("fracture shaft right tibia nonunion", "S82.201K"),
    ],
)
def test_the_seventh_character_follows_the_words(searcher: Searcher, words: str, code: str) -> None:
    assert code in found(searcher.search(words, on=DAY, limit=5))


def test_the_side_that_was_said_comes_first_and_the_unspecified_where_none_was(searcher: Searcher) -> None:
    right, none = (found(searcher.search(words, on=DAY, billable=True)) for words in ("right hip pain", "hip pain"))

    assert right[0] == "M25.551"
    assert none[0] == "M25.559"


def test_only_codes_to_bill_or_only_headings_can_be_asked_for(searcher: Searcher) -> None:
    whole, headings = (searcher.search("diabetes", on=DAY, billable=flag) for flag in (True, False))

    assert {hit.billable for hit in whole} == {True}
    assert {hit.billable for hit in headings} == {False}
    assert len(whole) == 20


@pytest.mark.parametrize(
    "text", ["", " ", "?", "%", "'; DROP TABLE node", "\0", "ü" * 300, "a" * 5000, "of the and", "…", "1 " * 300, "w/o"]
)
def test_any_text_is_answered(searcher: Searcher, text: str) -> None:
    assert len(searcher.search(text, on=DAY)) <= 20


def test_a_day_before_all_editions_has_no_codes(searcher: Searcher) -> None:
    assert searcher.search("hypertension", on=date(1990, 1, 1)) == ()


def test_a_sex_and_an_age_leave_out_what_only_others_have(searcher: Searcher) -> None:
    woman, man = (found(searcher.search("prostate cancer", on=DAY, sex=sex)) for sex in "FM")
    child, adult = (found(searcher.search("neonatal tetanus", on=DAY, age=age)) for age in (0, 1))

    assert "C61" in man and "C61" not in woman
    assert "A33" in child and "A33" not in adult


def test_a_chapter_holds_the_search(searcher: Searcher) -> None:
    hits = searcher.search("diabetes", on=DAY, chapter="15")

    assert hits
    assert all(hit.code.startswith("O") for hit in hits)


# --- any table


def test_all_tables_are_searched_and_books_can_be_chosen(small: sqlite3.Connection) -> None:
    everything, chosen = (Searcher(small).search("apple", on=DAY, books=books) for books in (None, ("tools",)))

    assert {hit.book for hit in everything} == {"fruit", "tools"}
    assert found(chosen) == ["T1"]


def test_below_a_heading_the_unspecified_code_is_given(small: sqlite3.Connection) -> None:
    hits = Searcher(small).search("apples", on=DAY, books=("fruit",), billable=True)

    assert found(hits)[0] == "F1.9"
    assert [step.code for step in hits[0].path] == ["F1"]


@pytest.mark.parametrize(
    ("day", "there"), [(date(2024, 12, 31), 0), (date(2025, 1, 1), 1), (date(2025, 12, 31), 1), (date(2026, 1, 1), 0)]
)
def test_a_code_is_found_on_its_days_only(small: sqlite3.Connection, day: date, there: int) -> None:
    searcher = Searcher(small)

    assert len(searcher.search("bartlett", on=day)) == there
    assert len(searcher.search("f2", on=day)) == there


@pytest.mark.parametrize(("age", "there"), [(11, 0), (12, 1), (55, 1), (56, 0)])
def test_the_ends_of_an_age_count(small: sqlite3.Connection, age: int, there: int) -> None:
    assert len(Searcher(small).search("quince", on=DAY, age=age)) == there


def test_a_book_that_is_indexed_again_stands_there_once(small: sqlite3.Connection) -> None:
    index_book(small, "tools/tools", [_entry("T9", "Anvil")], made_from="2")

    assert found(Searcher(small).search("anvil", on=DAY)) == ["T9"]
    assert Searcher(small).search("hammer", on=DAY) == ()


def test_a_book_that_was_dropped_is_found_no_more(small: sqlite3.Connection) -> None:
    drop_book(small, "fruit/fruit")

    assert found(Searcher(small).search("apple", on=DAY)) == ["T1"]


def test_an_empty_book_can_be_indexed() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        create_index(db)

        assert index_book(db, "none/none", [], made_from="1") == 0
        assert Searcher(db).search("apple", on=DAY) == ()


def test_every_further_term_names_a_code_that_exists(search_index: Path) -> None:
    with closing(sqlite3.connect(search_index)) as db:
        codes = {row[0] for row in db.execute("SELECT code FROM node")}

    assert {row["code"] for row in shipped_rows("search_terms.csv")} <= codes
