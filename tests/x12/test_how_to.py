"""The how-to for a new transaction keeps its word: its table and its test, as they stand there, are found and pass."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from superbill.x12 import transactions
from superbill.x12.guides import FUNCTIONS, tables_of

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-a-transaction.md"
MODULE = f"{transactions.__name__}.t299"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The test of the how-to; its table stands among the others, and its GS01 with theirs."""
    table, test = re.findall(r"```python\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "t299.py").write_text(table, encoding="utf-8")
    monkeypatch.setattr(transactions, "__path__", [*transactions.__path__, str(tmp_path)])
    monkeypatch.setitem(FUNCTIONS, "299", "HI")
    tables_of.cache_clear()
    yield test
    tables_of.cache_clear()
    sys.modules.pop(MODULE, None)


def test_the_example_of_the_how_to_is_found_and_its_tests_pass(page: str) -> None:
    said: dict[str, object] = {}

    exec(compile(page, HOW_TO.name, "exec"), said)  # noqa: S102

    tests = [test for name, test in said.items() if name.startswith("test_") and callable(test)]
    assert len(tests) == 2
    for test in tests:
        test()
