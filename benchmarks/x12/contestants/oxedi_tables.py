"""oxedi: its typed tables."""

from pathlib import Path

import oxedi


def work(path: str, kind: str) -> int:
    """Read the file into the tables."""
    result = oxedi.parse(Path(path).read_bytes())
    assert result.tables["services"], "there are services"
    return int(result.count_claims())
