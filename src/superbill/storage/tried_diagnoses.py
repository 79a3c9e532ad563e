"""The tables of diagnoses as they would be with files of ICD-10-CM that are tried: built for one use, and gone after it."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from superbill.codes.book import day_number, day_of, get_book
from superbill.codes.build_icd10cm import Edition, book_rows, build_icd10cm
from superbill.codes.shelf import OpenTable
from superbill.storage.code_tables import InstalledIcd10cm, packs_of_diagnoses
from superbill.storage.shelf import Shelves, open_tables


@contextmanager
def tried_icd10cm(shelves: Shelves, tried: Path, since: date) -> Iterator[InstalledIcd10cm]:
    """ICD-10-CM for look-ups, of the book `tried` that `Shelves.tried` made, where the files tried hold from `since` on."""
    with tempfile.TemporaryDirectory(prefix="superbill-diagnoses-") as folder:
        path = Path(folder) / "icd10cm.sqlite3"
        with closing(sqlite3.connect(path)) as db, closing(open_tables(tried)) as book:
            tables = {table.name: OpenTable(book, table) for table in get_book("icd10cm").tables}
            build_icd10cm(db, progress=lambda done, of: None, rows=lambda: book_rows(tables), edition=_edition(shelves, since))
            db.commit()
        with closing(open_tables(path)) as db:
            yield InstalledIcd10cm(db, path)


def _edition(shelves: Shelves, since: date) -> Edition:
    """What is built: the days on which the book changes, those of the files tried among them."""
    packs = packs_of_diagnoses(shelves)
    newest = max((day_of(pack.since) for pack in packs if "code" in pack.rows), default=since)
    days = sorted({*(pack.since for pack in packs), day_number(since)})
    return Edition(f"ICD-10-CM with files that are tried, as of {since.isoformat()}", max(newest, since), tuple(days))
