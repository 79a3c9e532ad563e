"""The code books measured: built, read from complete official files, opened, looked up in, and beside another library.

    python benchmarks/codes/books.py                 about ten minutes; nothing is asserted
    python benchmarks/codes/books.py --keep FOLDER   leaves the files and the tables there, for `read.py`, `lookups.py`, `beside.py`

Everything is made in a folder of its own: the files (`official.py`), an installation with what comes with the program, and one where
all the files are installed too.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import beside
import lookups
import official
import read

from superbill.codes.archive import files_in
from superbill.codes.book import find_layout
from superbill.codes.source import Source
from superbill.storage.shelf import Found, Shelves


def build(codes: Path) -> None:
    """What comes with the program, as `superbill codes build` builds it; a second time there is nothing to do."""
    for when in ("for the first time", "again"):
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        _build(codes)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"built {when}: {time.perf_counter() - begin:.1f} s, of processor {cpu:.1f} s, {_megabytes(codes):.0f} MB on disk")


def _build(codes: Path) -> None:
    command = [sys.executable, "-m", "superbill", "codes", "build"]
    environment = {**os.environ, "SUPERBILL_CODES": str(codes)}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def install(codes: Path, files: Path) -> None:
    """All the files at once, on top of what comes with the program."""
    shelves = Shelves(codes / "shelf")
    shelves.build_shipped()
    begin, clock = time.process_time(), time.perf_counter()
    packs = 0
    for path in sorted(files.iterdir()):
        sources = files_in(Source.of(path.name, lambda path=path: path.open("rb")))  # type: ignore[misc]  # bound at once
        found = [Found(source, *layout) for source in sources if (layout := find_layout(source))]
        stated = None if found[0].layout.released(found[0].source) else date(2026, 10, 1)
        packs += len(
            shelves.install(found, since=stated, accepted=True, may_shrink=True, by="benchmark", at=str(date(2026, 10, 1)))
        )
    spent = time.process_time() - begin
    print(
        f"{packs} files installed one after the other: {time.perf_counter() - clock:.0f} s, of processor {spent:.0f} s,", end=" "
    )
    books, kept = _megabytes(codes / "shelf" / "books"), sum(path.stat().st_size for path in codes.rglob("*.gz")) / 1e6
    print(f"tables in force {books:.0f} MB, files kept {kept:.0f} MB, all {_megabytes(codes):.0f} MB")


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, default=None)
    kept = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept or Path(temporary)
        files, plain, full = folder / "files", folder / "plain", folder / "full"
        files.mkdir(parents=True, exist_ok=True)
        print(
            f"{platform.platform()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n"
        )
        build(plain)
        print()
        official.main(str(files))
        read.main(str(files))
        print()
        install(full, files)
        _build(full)
        print()
        for codes in (plain, full):
            lookups.main(str(codes))
            print()
        beside.main(str(plain))
        print(f"\nload at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
