"""How well and how fast the search over the code books finds what is meant.

    python benchmarks/codes/search.py --terms FILE.tsv [--terms FILE.tsv …] [--held-out] [--sample 2000] [--invented 80000]

A file has the columns `query` and `codes` (one or more, with | between; any of them is right). Printed for each: recall at 1 and at
10 of the code without its 7th character, and the processor time of a search. `--held-out` makes an index without a seeded 30 % of the
inclusion terms and asks for those. `--invented` adds a table of that many invented procedures, to see what size costs. The index
is made in a temporary folder from the ICD-10-CM tables and the books of this installation (`superbill codes build` makes them).
"""

import argparse
import csv
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from superbill.codes.search.build import create_index, index_book
from superbill.codes.search.entries import Entry, Term
from superbill.codes.search.entries_icd10cm import icd10cm_entries
from superbill.codes.search.find import Searcher
from superbill.codes.search.hit import Hit
from superbill.storage.code_tables import build_tables
from superbill.storage.config import Config
from superbill.storage.search_index import ICD10CM, searched_tables
from superbill.storage.shelf import open_tables

DAY = date(2026, 5, 1)
SEED, SHARE = 20261, 0.3
Asked = tuple[str, frozenset[str]]


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--terms", type=Path, action="append", default=[])
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--sample", type=int, default=0, help="ask only so many of each file, chosen with a fixed seed")
    parser.add_argument("--invented", type=int, default=0)
    parser.add_argument("--turns", type=int, default=1, help="ask all so often, and tell the least time of each question too")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if wanted.terms:
            path = Path(folder) / "all.sqlite3"
            _build(path, wanted.invented)
            for file in wanted.terms:
                _measure(path, file.name, _read(file), wanted.sample, wanted.turns)
        if wanted.held_out:
            path = Path(folder) / "rest.sqlite3"
            _measure(path, "held-out inclusion terms", _build_without(path), wanted.sample, wanted.turns)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (with building)")


def _read(file: Path) -> list[Asked]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["query"], frozenset(row["codes"].split("|"))) for row in rows]


def _build(path: Path, invented: int) -> None:
    started = time.perf_counter()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        create_index(db)
        db.execute("BEGIN")
        build_tables(Config())
        counts = {table.name: index_book(db, table.name, table.entries(), made_from="") for table in searched_tables(Config())}
        if invented:
            counts["invented/procedures"] = index_book(db, "invented/procedures", _procedures(invented), made_from="")
        db.execute("COMMIT")
    print(f"{sum(counts.values()):,} terms of {len(counts)} tables in {time.perf_counter() - started:.1f} s", end=", ")
    print(f"{path.stat().st_size / 1e6:.1f} MB")
    started = time.perf_counter()
    with closing(sqlite3.connect(path)) as db:
        _ = Searcher(db).segments
    print(f"opened in {1000 * (time.perf_counter() - started):.1f} ms")


def _build_without(path: Path) -> list[Asked]:
    """Make an index without the terms that are asked for; give those."""
    with closing(sqlite3.connect(build_tables(Config()))) as tables, closing(sqlite3.connect(path, isolation_level=None)) as db:
        sql = "SELECT owner, words FROM icd10cm_note WHERE kind = 'inclusion' AND owner IN (SELECT code FROM icd10cm_code) GROUP BY 1, 2"
        terms = tables.execute(f"{sql} ORDER BY owner, min(ordinal)").fetchall()
        held = set(random.Random(SEED).sample(terms, int(len(terms) * SHARE)))  # noqa: S311  (not for secrets)
        create_index(db)
        db.execute("BEGIN")
        keep = icd10cm_entries(tables, keep=lambda code, term: term.source != "inclusion" or (code, term.words) not in held)
        index_book(db, ICD10CM, keep, made_from="")
        db.execute("COMMIT")
    return [(words, frozenset((code,))) for code, words in sorted(held)]


def _procedures(count: int) -> Iterator[Entry]:
    """Invented titles in the manner of a procedure coding system: an action at a part by an approach with a device."""
    parts = [
        f"{side} {part}"
        for side in ("Right", "Left")
        for part in ("Knee", "Hip", "Kidney", "Lung", "Femoral Artery", "Eye", "Ovary")
    ]
    actions = (
        "Excision of",
        "Repair of",
        "Inspection of",
        "Replacement of",
        "Drainage of",
        "Bypass of",
        "Insertion of Device in",
    )
    ways = ("Open Approach", "Percutaneous Approach", "Percutaneous Endoscopic Approach", "External Approach")
    for number in range(count):
        title = (
            f"{actions[number % 7]} {parts[number // 7 % 14]} with Invented Substitute {number // 392}, {ways[number // 98 % 4]}"
        )
        yield Entry(f"X{number:06}", title, (Term(title, "title"),), billable=True)


def _measure(path: Path, name: str, asked: Sequence[Asked], sample: int, turns: int) -> None:
    with closing(open_tables(path)) as db:
        searcher = Searcher(db)
        stems = dict(db.execute("SELECT code, parent FROM node WHERE added <> ''").fetchall())
        known = {row[0] for row in db.execute("SELECT code FROM node")}
        told = [(query, {stems.get(code, code) for code in codes & known}) for query, codes in asked]
        told = [row for row in told if row[1]]
        if sample and sample < len(told):
            told = random.Random(SEED).sample(told, sample)  # noqa: S311  (not for secrets)
        times, places = [], []
        for query, right in told:
            hits, took = _timed(searcher, query)
            times.append(took)
            found = [stems.get(hit.code, hit.code) in right for hit in hits]
            places.append(found.index(True) if True in found else len(told))
        least = list(times)
        for _ in range(turns - 1):
            least = [min(took, _timed(searcher, query)[1]) for took, (query, _) in zip(least, told, strict=True)]
    recall = [sum(place < most for place in places) / len(told) for most in (1, 10)]
    print(
        f"{name}: {len(told)} asked, R@1 {recall[0]:.3f}, R@10 {recall[1]:.3f}, {_shares(times)}"
        + (f"; the least of {turns} turns: {_shares(least)}" if turns > 1 else "")
    )
    sys.stdout.flush()


def _timed(searcher: Searcher, query: str) -> tuple[tuple[Hit, ...], float]:
    """What is found, and in how many milliseconds of the processor."""
    started = time.process_time()
    hits = searcher.search(query, on=DAY, limit=10)
    return hits, 1000 * (time.process_time() - started)


def _shares(times: Sequence[float]) -> str:
    """Within what half of the questions and nineteen of twenty are answered."""
    middle, late = (sorted(times)[int(len(times) * share)] for share in (0.5, 0.95))
    return f"half within {middle:.1f} ms, 95 % within {late:.1f} ms"


if __name__ == "__main__":
    main()
