"""How fast complete official files become packs, and a pack the table in force: for a second of processor time.

    python benchmarks/codes/official.py FOLDER        writes the files, once
    python benchmarks/codes/read.py FOLDER            prints a table; nothing is asserted

Each file is read in a process of its own, and the most memory that it held is printed: files are read as a stream. What comes with
the program is read too, from where it stands.
"""

import multiprocessing
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from superbill.codes.archive import files_in
from superbill.codes.book import Book, Layout, all_books, day_number, find_layout, get_book
from superbill.codes.compose import compose
from superbill.codes.pack import read_pack
from superbill.codes.source import Source

QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"
Line = tuple[str, str, float, int, float, float, float]
"""Book, file, megabytes, rows, seconds of reading, seconds of composing, most megabytes of memory."""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A new database such as the shelf makes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(QUICK)
        yield db


def packed(source: Source, book: Book, layout: Layout, path: Path) -> tuple[int, float]:
    """Rows, and the seconds that it took to read and pack them."""
    with opened(path) as db:
        begin = time.process_time()
        db.execute("BEGIN")
        rows = read_pack(db, source, book, layout)
        db.execute("COMMIT")
        return sum(rows.values()), time.process_time() - begin


def composed(source: Source, book: Book, layout: Layout, pack: Path) -> float:
    """Seconds that the tables in force take."""
    since = day_number(day) if (day := layout.released(source)) else 20260101
    with opened(pack.with_suffix(".made")) as db:
        db.execute("ATTACH ? AS pack", (str(pack),))
        begin = time.process_time()
        for name in layout.tables:
            compose(db, book.table(name), [("pack", layout.mode, since, "")])
        return time.process_time() - begin


def most_memory() -> float:
    """The most megabytes that this process has held."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found, "it stands there on Linux"
    return int(found[1]) / 1024


def line_of(source: Source, book: Book, layout: Layout) -> Line:
    """One file, read and composed."""
    with tempfile.TemporaryDirectory() as work:
        rows, reading = packed(source, book, layout, Path(work) / "pack")
        composing = composed(source, book, layout, Path(work) / "pack")
    with source.open() as file:
        size = sum(len(chunk) for chunk in iter(lambda: file.read(1 << 20), b""))
    return book.name, source.name, size / 1e6, rows, reading, composing, most_memory()


def lines_of_file(path: Path) -> list[Line]:
    """What a download holds."""
    known = ((source, find_layout(source)) for source in files_in(Source.of(path.name, lambda: path.open("rb"))))
    return [line_of(source, *found) for source, found in known if found]


def lines_of_book(name: str) -> list[Line]:
    """What comes with the program of a book."""
    book = get_book(name)
    known = ((shipped.source, find_layout(shipped.source, name)) for shipped in book.shipped())
    return [line_of(source, *found) for source, found in known if found]


def main(folder: str) -> None:
    """Measure and print."""
    print(
        f"{'book':18}{'file':50}{'MB':>8}{'rows':>10}{'s':>8}{'rows/s':>10}{'MB/s':>7}{'composed, rows/s':>18}{'memory, MB':>12}"
    )
    jobs = [(lines_of_file, path) for path in sorted(Path(folder).iterdir())]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as processes:
        results = [processes.submit(job, path) for job, path in jobs]
        results += [processes.submit(lines_of_book, book.name) for book in all_books()]
        for result in results:
            for book, file, size, rows, reading, composing, memory in result.result():
                rates = f"{rows / reading:10,.0f}{size / reading:7.1f}{rows / composing:18,.0f}{memory:12,.0f}"
                print(f"{book:18}{file:50}{size:8.1f}{rows:10,}{reading:8.2f}{rates}")


if __name__ == "__main__":
    main(*sys.argv[1:])
