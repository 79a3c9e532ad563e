"""Code tables for the verbs and the faces: build, open, look up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from superbill.codes.icd10cm import Icd10cm, Icd10cmCode
from superbill.storage import code_tables
from superbill.storage.config import config_here


def build_code_tables(*, progress: Callable[[int, int], None] = lambda done, of: None) -> Path:
    """Build what is missing; nothing happens when all is there. Returns the file."""
    return code_tables.build_tables(config_here(), progress=progress)


def which_tables() -> str:
    """What tells these tables from others: where they stand, which carries the fingerprint of what made them."""
    return str(code_tables.tables_path(config_here()))


def are_built() -> bool:
    """Whether the code tables stand ready."""
    return code_tables.tables_path(config_here()).exists()


@contextmanager
def icd10cm() -> Iterator[Icd10cm]:
    """The ICD-10-CM tables, open for reading. Raises `NoTables`."""
    with code_tables.open_icd10cm(config_here()) as tables:
        yield tables


def search_codes(words: str, *, on: date, limit: int = 20) -> tuple[Icd10cmCode, ...]:
    """Billable and header codes that begin with the text or whose terms hold its words, on the day."""
    with icd10cm() as tables:
        return tables.search(words, on=on, limit=limit)
