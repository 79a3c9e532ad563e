"""How long it takes to open the books, to look a key up, and how much memory a process needs that uses all of them.

    python benchmarks/codes/lookups.py CODES          the folder of an installation's code tables

Keys are drawn with a fixed seed from each table. First: each key for the first time after opening. Again: the keys once more, which
are more than are remembered. Remembered: the same hundred keys, over and over. The files are in the memory of the system, as they
are after they were made.
"""

import multiprocessing
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

from superbill.codes.book import Table, all_books, get_book
from superbill.codes.shelf import Cell, OpenTable
from superbill.storage.code_tables import open_icd10cm
from superbill.storage.config import Config
from superbill.storage.search_index import index_path, open_search
from superbill.storage.shelf import Shelves, open_tables

DAY = date(2026, 10, 1)
KEYS = 4_000
KINDS = (
    ("icd10cm", "code"), ("icd10pcs", "pcs"), ("hcpcs", "hcpcs"), ("ncci", "practitioner"), ("mue", "mue"), ("mpfs", "rvu"),
    ("opps", "opps"), ("mcd", "diagnosis"), ("gems", "icd10_to_icd9"), ("hcc", "diagnoses"), ("pos", "pos"),
)  # fmt: skip
Key = tuple[Cell, ...]


def keys_of(db: sqlite3.Connection, table: Table) -> list[Key]:
    """Some keys of a table, in any order."""
    names = ", ".join(f'"{name}"' for name in table.key_names)
    (rows,) = db.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608  (our own names)
    some = random.Random(1).sample(range(rows), min(KEYS, rows))  # noqa: S311  (nothing here is secret)
    wanted = {place: number for number, place in enumerate(some)}
    drawn = db.execute(f'SELECT {names} FROM "{table.name}"')  # noqa: S608  (our own names)
    found = [
        (wanted[place], key) for place, key in enumerate(drawn) if place in wanted
    ]  # never all keys at once: memory is measured here
    return [key for _, key in sorted(found)]


def microseconds(calls: Callable[[Key], object], keys: Sequence[Key], times: int = 1) -> float:
    """Of processor time for one key."""
    begin = time.process_time()
    for _ in range(times):
        for key in keys:
            calls(key)
    return (time.process_time() - begin) / len(keys) / times * 1e6


def look_up(path: Path, book: str, table: str) -> tuple[int, float, float, float, float]:
    """Rows of a table; microseconds for the first time, again, remembered, and of `holds`."""
    described = get_book(book).table(table)
    with closing(open_tables(path)) as db:
        keys = keys_of(db, described)
        (rows,) = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608  (our own names)
    with closing(open_tables(path)) as db:
        opened = OpenTable(db, described)
        first, again = (microseconds(lambda key: opened.find(*key, on=DAY), keys) for _ in range(2))
        remembered = microseconds(lambda key: opened.find(*key, on=DAY), keys[:100], 50)
        return rows, first, again, remembered, microseconds(lambda key: opened.holds(*key, on=DAY), keys)


def partners(path: Path) -> tuple[float, float]:
    """Pairs of NCCI that name a code on either side: milliseconds for one code, and how many there are of it."""
    described = get_book("ncci").table("practitioner")
    with closing(open_tables(path)) as db:
        opened = OpenTable(db, described)
        codes = sorted({key[0] for key in keys_of(db, described)})[:50]
        begin = time.process_time()
        found = [opened.having(("column1", "column2"), (code,), on=DAY, limit=100_000) for code in codes]
        return (time.process_time() - begin) / len(codes) * 1e3, sum(map(len, found)) / len(codes)


def opening(folder: Path) -> tuple[float, float]:
    """Milliseconds until the books are described in a new process, and until all that are installed are open."""
    begin = time.process_time()
    all_books()
    described, shelves = time.process_time(), Shelves(folder / "shelf")
    with ExitStack() as stack:
        for name in shelves.read().books:
            stack.enter_context(shelves.open(name))
        stack.enter_context(open_icd10cm(Config(codes=folder)))
        return (described - begin) * 1e3, (time.process_time() - described) * 1e3


def memory() -> dict[str, float]:
    """Megabytes of this process now: all, its own, and pages of files, which processes share and the system may take back."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    told = dict(line.split(":", 1) for line in lines)
    return {
        name: int(told[field].split()[0]) / 1024 for name, field in (("all", "VmRSS"), ("own", "RssAnon"), ("files", "RssFile"))
    }


def using_all(folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Memory before anything is opened, and after a thousand look-ups in every table, with the diagnoses and the search."""
    before, shelves, config = memory(), Shelves(folder / "shelf"), Config(codes=folder)
    with ExitStack() as stack:
        for name in shelves.read().books:
            path = shelves.path_of(name)
            assert path is not None, "it is listed"
            for table in stack.enter_context(shelves.open(name)).values():
                with closing(open_tables(path)) as db:
                    keys = keys_of(db, table.table)[:1_000]
                for key in keys:
                    table.find(*key, on=DAY)
        book = stack.enter_context(open_icd10cm(config))
        for code in ("E11.65", "S52.501A", "I10", "C50.911", "M25.561"):
            book.path(code), book.inherited_notes(code, "excludes1"), book.search("knee pain", on=date(2026, 5, 1))
        if index_path(config).exists():
            searcher = stack.enter_context(open_search(config))
            for words in ("knee pain right", "htn", "diabets with ckd", "screening colonoscopy", "J1100", "wheelchair"):
                searcher.search(words, on=date(2026, 5, 1))
        return before, memory()


def main(folder: str) -> None:
    """Measure, each in a new process, and print."""
    codes = Path(folder)
    shelves = Shelves(codes / "shelf")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as processes:
        described, opened = processes.submit(opening, codes).result()
        print(
            f"{len(shelves.read().books)} books of {len(shelves.read().packs)} files: described {described:.0f} ms, opened {opened:.1f} ms"
        )
        print(f"{'look-up, µs':28}{'rows':>11}{'first':>8}{'again':>8}{'remembered':>12}{'holds':>8}")
        for book, table in KINDS:
            if path := shelves.path_of(book):
                rows, *times = processes.submit(look_up, path, book, table).result()
                print(
                    f"{f'{book}/{table}':28}{rows:11,}"
                    + "".join(f"{each:{width}.1f}" for each, width in zip(times, (8, 8, 12, 8), strict=True))
                )
        if path := shelves.path_of("ncci"):
            milliseconds, pairs = processes.submit(partners, path).result()
            print(f"pairs that name a code on either side: {milliseconds:.1f} ms for {pairs:,.0f} pairs")
        before, after = processes.submit(using_all, codes).result()
        for when, state in (("before anything is opened", before), ("all books used", after)):
            print(f"memory, {when}: {state['all']:.0f} MB, of it own {state['own']:.0f}, pages of files {state['files']:.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
