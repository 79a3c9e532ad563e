"""The built ICD-10-CM tables, open for look-ups."""

import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from superbill.codes.icd10cm import Icd10cm


@pytest.fixture(scope="session")
def icd10cm(code_tables: Path) -> Iterator[Icd10cm]:
    with closing(sqlite3.connect(f"{code_tables.as_uri()}?mode=ro", uri=True)) as db:
        yield Icd10cm(db)


@pytest.fixture(scope="session")
def simple_icd_10_cm() -> ModuleType:
    """The package of this name, an independent reader of the same code set; its import reads the whole list."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = import_module("simple_icd_10_cm")
        module.get_all_codes()
    return module
