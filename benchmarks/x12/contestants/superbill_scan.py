"""superbill: where every segment and element stands, nothing more, in blocks."""

from pathlib import Path

import numpy as np

from superbill.x12.fast.scan import packed, scan
from superbill.x12.segments import Delimiters

BLOCK = 2 << 20


def prepare(kind: str) -> None:
    """Load what numba compiled before."""
    scan(b"ST*837~", Delimiters())


def work(path: str, kind: str) -> int:
    """Scan the whole file."""
    claim, claims, held = packed("CLM" if kind == "837P" else "CLP"), 0, b""
    with Path(path).open("rb") as file:
        while block := file.read(BLOCK):
            whole, _, rest = block.rpartition(b"~")
            found = scan(held + whole + b"~", Delimiters())
            claims += int(np.count_nonzero(found.tag == claim))
            held = rest
    return claims
