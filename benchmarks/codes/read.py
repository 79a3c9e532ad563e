"""How fast complete official files become packs, and a pack the table in force: rows for a second of processor time.

    python benchmarks/codes/official.py FOLDER        writes the files, once
    python benchmarks/codes/read.py FOLDER            prints a table; nothing is asserted

The most memory that the process had held is printed too: files are read as a stream, so it stays far below the largest.
"""

import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from superbill.codes.archive import files_in
from superbill.codes.book import Book, Layout, day_number, find_layout
from superbill.codes.compose import compose
from superbill.codes.pack import read_pack
from superbill.codes.source import Source

QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"


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


def main(folder: str) -> None:
    """Measure and print."""
    print(f"{'file':50} {'rows':>10} {'packed, rows/s':>15} {'composed, rows/s':>17} {'most memory, MB':>16}")
    for path in sorted(Path(folder).iterdir()):
        for source in files_in(Source.of(path.name, lambda path=path: path.open("rb"))):  # type: ignore[misc]  # bound at once
            if not (found := find_layout(source)):
                continue
            with tempfile.TemporaryDirectory() as work:
                pack = Path(work) / "pack"
                rows, seconds = packed(source, *found, pack)
                again = composed(source, *found, pack)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{source.name:50} {rows:10,} {rows / seconds:15,.0f} {rows / again:17,.0f} {memory:16,.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
