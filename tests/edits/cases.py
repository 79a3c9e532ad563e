"""The cases of the edits that come with the program: the YAML files in tests/cases; `superbill.edits.cases` says what may stand in one."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from superbill.edits.cases import Case, cases_from, changed
from superbill.edits.example import (
    HOME,
    LINE,
    PAYER,
    RULES,
    SERVED_ON,
    TODAY,
    InventedCode,
    InventedCodes,
    InventedRelease,
    base_claim,
)

__all__ = [
    "FOLDER",
    "HOME",
    "LINE",
    "PAYER",
    "RULES",
    "SERVED_ON",
    "TODAY",
    "Case",
    "InventedCode",
    "InventedCodes",
    "InventedRelease",
    "base_claim",
    "case_files",
    "cases_in",
    "cases_of",
    "changed",
]

FOLDER = Path(__file__).parent.parent / "cases"


def case_files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def cases_in(file: Path) -> Iterator[Case]:
    """The cases of one file."""
    return cases_from(file.read_text(encoding="utf-8"), where=file.name)


@cache
def cases_of(code: str) -> tuple[Case, ...]:
    """The cases of an edit by its code, read once."""
    return tuple(cases_in(FOLDER / f"{code.lower().replace('-', '_')}.yaml"))
