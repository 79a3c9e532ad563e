"""The built code tables on disk: one SQLite file, made once from installed packages and then only read.

A table is built into a file of its own beside the place where it will stand, and put there whole: a build that was
interrupted leaves nothing behind. The name carries the fingerprint of what makes it, so a change of either builds anew.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import superbill.codes
from superbill.basics.errors import NotPossible
from superbill.codes.build_icd10cm import build_icd10cm
from superbill.codes.icd10cm import Icd10cm
from superbill.storage.config import Config


class NoTables(NotPossible):
    """The code tables have not been built yet."""


def tables_path(config: Config) -> Path:
    """Where the ICD-10-CM tables stand for this version of the source package and of our own files that make them."""
    return config.codes / f"icd10cm-{version('simple-icd-10-cm')}-{_fingerprint()}.sqlite3"


@cache
def _fingerprint() -> str:
    folder = Path(superbill.codes.__path__[0])
    digest = hashlib.sha256()
    for path in sorted((*folder.glob("*.py"), *folder.glob("data/*.csv"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def build_tables(config: Config, *, progress: Callable[[int, int], None] = lambda done, of: None) -> Path:
    """Build the tables where they are missing; `progress(done, of)` is called as it goes. Returns where they stand."""
    path = tables_path(config)
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.building")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as db:
        build_icd10cm(db, progress=progress)
        db.commit()
    unfinished.replace(path)
    _remove_former(path)
    return path


def _remove_former(path: Path) -> None:
    """Remove tables that earlier versions built; one that is open elsewhere is left for the next time."""
    for former in path.parent.glob("icd10cm-*.sqlite3"):
        if former != path:
            with suppress(OSError):
                former.unlink()


@contextmanager
def open_icd10cm(config: Config) -> Iterator[Icd10cm]:
    """ICD-10-CM for look-ups, read-only. Raises `NoTables` where they are not built."""
    path = tables_path(config)
    if not path.exists():
        raise NoTables("The code tables are not built yet.", where=str(path), todo="Run `superbill codes build`.")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        yield Icd10cm(db)
