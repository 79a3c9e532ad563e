"""The built ICD-10-CM tables, open for look-ups."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from superbill.codes.icd10cm import Icd10cm


@pytest.fixture(scope="session")
def icd10cm(code_tables: Path) -> Iterator[Icd10cm]:
    with closing(sqlite3.connect(f"{code_tables.as_uri()}?mode=ro", uri=True)) as db:
        yield Icd10cm(db)
