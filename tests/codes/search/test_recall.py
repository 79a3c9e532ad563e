"""How often the search finds what is meant: the level reached, held. Larger sets are measured by `benchmarks/codes/search.py`.

Two sets stand in the program's own tables. Titles of ICD-9-CM are asked for the codes that the equivalence maps of CMS give for them; and inclusion
terms are asked of an index that was made without them. What counts is the code without its 7th character.
"""

import random
import sqlite3
from collections.abc import Iterator, Mapping, Set
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from superbill.codes.search.build import create_index, index_book
from superbill.codes.search.entries_icd10cm import icd10cm_entries
from superbill.codes.search.find import Searcher
from superbill.codes.shipped import shipped_rows

DAY = date(2026, 5, 1)
ASKED, SEED = 400, 20261


def recall(db: sqlite3.Connection, asked: Mapping[str, Set[str]]) -> tuple[float, float]:
    """The shares whose first hit, or one of whose first ten, is right."""
    stems = dict(db.execute("SELECT code, parent FROM node WHERE added <> ''").fetchall())
    known = {code for (code,) in db.execute("SELECT code FROM node")}
    told = {words: {stems.get(code, code) for code in codes & known} for words, codes in asked.items()}
    some = random.Random(SEED).sample(sorted(words for words, codes in told.items() if codes), ASKED)  # noqa: S311  (not for secrets)
    searcher, first, ten = Searcher(db), 0, 0
    for words in some:
        found = [stems.get(hit.code, hit.code) in told[words] for hit in searcher.search(words, on=DAY, limit=10)]
        first, ten = first + any(found[:1]), ten + any(found)
    return first / ASKED, ten / ASKED


@pytest.fixture(scope="module")
def without_some_terms(
    code_tables: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[sqlite3.Connection, dict[str, Set[str]]]]:
    """An index without a seeded third of the inclusion terms, and those with their codes."""
    sql = "SELECT DISTINCT owner, words FROM icd10cm_note WHERE kind = 'inclusion' AND owner IN (SELECT code FROM icd10cm_code) ORDER BY 1, 2"
    path = tmp_path_factory.mktemp("recall") / "search.sqlite3"
    with closing(sqlite3.connect(code_tables)) as tables, closing(sqlite3.connect(path, isolation_level=None)) as db:
        terms = tables.execute(sql).fetchall()
        held = set(random.Random(SEED).sample(terms, int(0.3 * len(terms))))  # noqa: S311  (not for secrets)
        create_index(db)
        db.execute("BEGIN")
        kept = icd10cm_entries(tables, keep=lambda code, term: term.source != "inclusion" or (code, term.words) not in held)
        index_book(db, "icd10cm/code", kept, made_from="")
        db.execute("COMMIT")
        asked: dict[str, Set[str]] = {}
        for code, words in held:
            asked[words] = asked.get(words, set()) | {code}
        yield db, asked


def test_titles_of_the_former_book_find_their_equivalents(search_index: Path) -> None:
    titles = {row["code"]: row["title"] for row in shipped_rows("gems_icd9_diagnoses.csv.gz")}
    asked: dict[str, Set[str]] = {}
    for row in shipped_rows("gems_icd9_to_icd10.csv.gz"):
        if row["source"] in titles and row["combination"] == row["unmapped"] == "no":
            code = f"{row['target'][:3]}.{row['target'][3:]}".rstrip(".")
            asked[titles[row["source"]]] = asked.get(titles[row["source"]], set()) | {code}

    with closing(sqlite3.connect(search_index)) as db:
        first, ten = recall(db, asked)

    assert first >= 0.64
    assert ten >= 0.82


def test_inclusion_terms_that_are_not_there_find_their_codes(
    without_some_terms: tuple[sqlite3.Connection, dict[str, Set[str]]],
) -> None:
    first, ten = recall(*without_some_terms)

    assert first >= 0.42
    assert ten >= 0.76
