"""openx12: its dictionaries."""

from pathlib import Path

from openx12 import x835, x837p


def work(path: str, kind: str) -> int:
    """Read the file."""
    text = Path(path).read_text()
    return len((x837p if kind == "837P" else x835).parse(text).claims)
