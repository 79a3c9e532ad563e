"""Read the tables of CMS's Integrated Outpatient Code Editor out of the package pyoce (Apache-2.0), which carries them.

Not an updater itself. The package keeps them in one LMDB file of marshalled rows; its program needs a newer Python and is not run.
The package `lmdb` reads the file; it is brought for that only, and is no dependency of superbill.
"""

import importlib
import lzma
import marshal
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.refresh.shipped_tables import unpacked

PACKAGE = "pyoce==0.1.0"
SOURCE = f"tables of the Integrated Outpatient Code Editor of CMS (public domain), as the package {PACKAGE} (Apache-2.0) has them"


@dataclass(frozen=True)
class Editor:
    """The tables of the editor. Its versions are quarters: `starts[version]` is the first day, such as 20260401."""

    tables: dict[str, list[tuple[str, dict[str, Any]]]]
    starts: dict[int, int]

    @property
    def first(self) -> int:
        """The oldest version, from which on anything is known."""
        return min(self.starts)

    @property
    def last(self) -> int:
        """The newest version."""
        return max(self.starts)

    def period(self, row: dict[str, Any]) -> tuple[int, int]:
        """The days of a row, half-open; 0 for an end that is not known: older than the first version, or still in the last."""
        low, high = int(row["lo_version"]), int(row["hi_version"])
        return self.starts[low] if low > self.first else 0, self.starts[high + 1] if high < self.last else 0


@contextmanager
def editor(*names: str) -> Iterator[Editor]:
    """The tables of these names; each row with its key, whose parts stand between bars."""
    with unpacked(PACKAGE) as wheel:
        packed = wheel / "pyoce/data/pyoce.mdb.xz"
        path = wheel / "pyoce.mdb"
        with lzma.open(packed) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        environment = _lmdb(wheel).open(str(path), subdir=False, readonly=True, lock=False, max_dbs=200)
        tables = {name: list(_rows(environment, name)) for name in (*names, "version_range")}
        environment.close()
    yield Editor(tables, {int(row["version"]): int(row["date_started"]) for _, row in tables["version_range"]})


def _rows(environment: Any, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    with environment.begin(db=environment.open_db(name.encode(), create=False)) as transaction:
        for key, value in transaction.cursor():
            yield key.decode(), marshal.loads(value)  # noqa: S302  (plain rows of a package that is named with its version)


def _lmdb(scratch: Path) -> Any:
    """The reader, installed into the scratch folder."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--target",
        str(scratch / "lmdb"),
    ]
    subprocess.run([*command, "lmdb==3.0.0"], check=True)
    sys.path.insert(0, str(scratch / "lmdb"))
    return importlib.import_module("lmdb")
