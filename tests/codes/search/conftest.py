"""The index of ICD-10-CM, made once for a run of the tests and kept for the next."""

import hashlib
import os
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

import superbill.codes.search
from superbill.codes.search.build import create_index, index_book
from superbill.codes.search.entries_icd10cm import icd10cm_entries


@pytest.fixture(scope="session")
def search_index(code_tables: Path) -> Path:
    data = sorted((files("superbill.codes") / "data").iterdir(), key=lambda file: file.name)
    made_by = (*sorted(Path(superbill.codes.search.__path__[0]).glob("*.py")), *data)
    digest = hashlib.sha256(
        b"".join(file.read_bytes() for file in made_by if file.name.endswith((".py", ".csv", "relations.csv.gz")))
    ).hexdigest()
    path = code_tables.with_name(f"{code_tables.stem}-search-{digest[:12]}.sqlite3")
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}.building")  # several processes of tests may make it at once
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(code_tables)) as tables, closing(sqlite3.connect(unfinished, isolation_level=None)) as db:
            create_index(db)
            db.execute("BEGIN")
            index_book(db, "icd10cm/code", icd10cm_entries(tables), made_from="")
            db.execute("COMMIT")
        unfinished.replace(path)
    return path
