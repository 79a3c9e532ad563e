"""ICD-10-CM for the search: its codes with every term that leads to them, from the built tables and the installed book.

Terms are titles, inclusion terms, includes notes, the project's own synonyms, and the entries of the alphabetic index, the neoplasm
table and the drug table where those are installed.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from superbill.codes.book import ALWAYS, NEVER
from superbill.codes.books.alphabetic_index import NEOPLASM_COLUMNS, STEP
from superbill.codes.search.entries import Entry, Term
from superbill.codes.shelf import OpenTable
from superbill.codes.shipped import shipped_rows

Keep = Callable[[str, Term], bool]
_BEHAVIOR = dict(
    zip(
        NEOPLASM_COLUMNS,
        ("malignant neoplasm", "secondary malignant neoplasm", "carcinoma in situ", "benign neoplasm", "neoplasm of uncertain behavior",
         "neoplasm of unspecified behavior"),
        strict=True,
    )
)  # fmt: skip
_DRUG = {"accident": "poisoning by", "adverse_effect": "adverse effect of", "underdosing": "underdosing of"}


def icd10cm_entries(
    db: sqlite3.Connection, *, index: Iterable[tuple[str, Term]] = (), keep: Keep = lambda code, term: True
) -> Iterator[Entry]:
    """Headings and codes of the tables that `build_icd10cm` makes, the parents first, with further terms from `index`.

    `keep` may leave out terms (to measure with the rest).
    """
    sql = "SELECT owner, words, kind FROM icd10cm_note WHERE kind IN ('inclusion', 'includes') ORDER BY owner, ordinal"
    notes = ((owner, Term(words, kind)) for owner, words, kind in db.execute(sql))
    terms: dict[str, dict[Term, None]] = defaultdict(dict)
    for code, term in (*_own(), *notes, *index):
        if keep(code, term):
            terms[code][term] = None
    for name, title, parent in db.execute("SELECT DISTINCT name, title, parent FROM icd10cm_heading ORDER BY name"):
        yield Entry(name, title, (), parent, billable=False)
    sql = """SELECT code, title, billable, parent, chapter, seventh, sex, age_from, age_to, since, until
             FROM icd10cm_code ORDER BY length(code), code, since"""
    for code, title, billable, parent, chapter, seventh, sex, age_from, age_to, since, until in db.execute(sql):
        yield Entry(
            code, title, () if seventh else (Term(title, "title"), *terms.get(code, ())), parent, bool(billable), chapter, sex,
            None if age_from is None else (age_from, age_to),
            int(since.replace("-", "") or ALWAYS), int(until.replace("-", "") or NEVER), seventh,
        )  # fmt: skip


def _own() -> Iterator[tuple[str, Term]]:
    for row in (*shipped_rows("synonyms.csv"), *shipped_rows("search_terms.csv")):
        yield from ((row["code"], Term(words.strip(), "own")) for words in row["terms"].split(";"))


def index_terms(tables: Mapping[str, OpenTable]) -> Iterator[tuple[str, Term]]:
    """The terms of the alphabetic indexes and the two tables beside them in the installed book, read along their path."""
    for row in tables["index"].rows():
        yield from _led(row["code"], str(row["path"]), str(row["index"]))
    for row in tables["neoplasm"].rows():
        site = str(row["path"]).removeprefix("Neoplasm, neoplastic")
        for column, behavior in _BEHAVIOR.items():
            yield from _led(row[column], f"{behavior} {site}", "neoplasm")
    for row in tables["drug"].rows():
        for column, words in _DRUG.items():
            yield from _led(row[column], f"{words} {row['path']}", "drug")


def _led(code: str | int, path: str, source: str) -> Iterator[tuple[str, Term]]:
    """A term for the code as printed: `C79.8-` is C79.8."""
    bare = str(code).rstrip("-").rstrip(".")
    if bare:
        yield bare, Term(" ".join(path.replace(STEP, " ").partition(" #")[0].split()), source)
