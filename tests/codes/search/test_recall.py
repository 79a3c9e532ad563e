"""How often the search finds what is meant: the level reached, held. Larger sets are measured by `benchmarks/codes/search.py`.

The sets are made of what comes with the program. Titles of ICD-9-CM are asked for the codes that the equivalence maps of CMS give for them; inclusion
terms, and the project's own synonyms of diseases, are asked of an index that was made without them; and long titles are asked as a list of sixty
characters would shorten them, in the manner of the short titles of CMS. What counts is the code without its 7th character.
"""

import random
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from superbill.codes.search.build import create_index, index_book
from superbill.codes.search.entries_icd10cm import icd10cm_entries
from superbill.codes.search.find import Searcher
from superbill.codes.shipped import shipped_rows

DAY = date(2026, 5, 1)
ASKED, SEED = 400, 20261
SHORTER = (
    ("initial encounter", "init"), ("subsequent encounter", "subs"), ("for closed fracture", "for clos fx"), ("for open fracture", "for opn fx"),
    ("with routine healing", "w routn heal"), ("with delayed healing", "w delay heal"), ("with nonunion", "w nonunion"), ("with malunion", "w malunion"),
    ("foreign body", "fb"), ("type I or II", "type I/2"), ("type IIIA, IIIB, or IIIC", "type 3A/B/C"), ("loss of consciousness", "LOC"), ("without", "w/o"), ("with", "w"),
    ("unspecified", "unsp"), ("other specified", "oth"), ("other", "oth"), ("fracture", "fx"), ("displaced", "disp"), ("nondisplaced", "nondisp"),
    ("right", "r"), ("left", "l"), ("superficial", "superfic"), ("laceration", "lac"), ("injury", "inj"), ("multiple", "mult"), ("collision", "clsn"), ("vehicle", "veh"),
    ("dislocation", "disloc"), ("ligament", "ligmt"), ("muscle", "musc"), ("tendon", "tend"), ("complication", "comp"), ("complications", "comp"),
    ("malignant", "malig"), ("neoplasm", "neoplm"), ("disorder", "disord"), ("disease", "dis"), ("chronic", "chr"), ("syndrome", "synd"), ("pregnancy", "preg"),
    ("trimester", "tri"), ("adverse effect", "advrs effect"), ("intentional self-harm", "self-harm"), ("hemorrhage", "hemor"), ("traumatic", "traum"), ("accident", "acc"),
    ("extremity", "extrm"), ("pressure", "pressr"), ("due to", "d/t"), ("posterior", "post"), ("anterior", "ant"), ("lateral", "lat"), ("lower", "low"), ("bilateral", "bi"),
)  # fmt: skip
"""Our own list, in the manner of short titles."""
LONG = 60


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


@contextmanager
def index_without(
    tables: sqlite3.Connection, path: Path, source: str, held: Set[tuple[str, str]]
) -> Iterator[sqlite3.Connection]:
    """An index without some terms of a source."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        create_index(db)
        db.execute("BEGIN")
        kept = icd10cm_entries(tables, keep=lambda code, term: term.source != source or (code, term.words) not in held)
        index_book(db, "icd10cm/code", kept, made_from="")
        db.execute("COMMIT")
        yield db


def some_of(terms: Sequence[tuple[str, str]]) -> tuple[Set[tuple[str, str]], dict[str, Set[str]]]:
    """A seeded third of terms, each after its code; and what is right when they are asked for."""
    held = set(random.Random(SEED).sample(terms, int(0.3 * len(terms))))  # noqa: S311  (not for secrets)
    asked: dict[str, Set[str]] = {}
    for code, words in held:
        asked[words] = asked.get(words, set()) | {code}
    return held, asked


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


def test_inclusion_terms_that_are_not_there_find_their_codes(code_tables: Path, tmp_path: Path) -> None:
    sql = "SELECT DISTINCT owner, words FROM icd10cm_note WHERE kind = 'inclusion' AND owner IN (SELECT code FROM icd10cm_code) ORDER BY 1, 2"
    with closing(sqlite3.connect(code_tables)) as tables:
        held, asked = some_of(tables.execute(sql).fetchall())

        with index_without(tables, tmp_path / "search.sqlite3", "inclusion", held) as db:
            first, ten = recall(db, asked)

    assert first >= 0.42
    assert ten >= 0.76


def test_synonyms_of_diseases_that_are_not_there_find_their_codes(code_tables: Path, tmp_path: Path) -> None:
    rows = [(row["code"], words.strip()) for row in shipped_rows("synonyms.csv") for words in row["terms"].split(";")]
    held, asked = some_of(rows)

    with closing(sqlite3.connect(code_tables)) as tables, index_without(tables, tmp_path / "search.sqlite3", "own", held) as db:
        first, ten = recall(db, asked)

    assert first >= 0.715
    assert ten >= 0.905


def shortened(title: str) -> str:
    """A title as a list has it that must do with sixty characters: known words shortened, then the longest left without their vowels."""
    for words, short in SHORTER:
        title = re.sub(rf"\b{re.escape(words)}\b", short, title, flags=re.IGNORECASE)
    for word in sorted(re.findall(r"[a-z]{7,}", title), key=len, reverse=True):
        if len(title) > LONG:
            title = title.replace(word, word[0] + re.sub("[aeiou]", "", word[1:]))
    return title


def test_shortened_titles_find_their_codes(search_index: Path) -> None:
    with closing(sqlite3.connect(search_index)) as db:
        titles = db.execute("SELECT title, code FROM node WHERE billable AND length(title) > ?", (LONG,)).fetchall()
        asked: dict[str, Set[str]] = {}
        for title, code in titles:
            asked[shortened(title)] = asked.get(shortened(title), set()) | {code}

        first, ten = recall(db, asked)

    assert first >= 0.92
    assert ten >= 0.985
