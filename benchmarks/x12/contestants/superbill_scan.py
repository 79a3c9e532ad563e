"""superbill: where every segment and element stands, nothing more, in blocks that stay in the processor's own memory."""

from pathlib import Path

import numpy as np

from superbill.x12.fast.scan import packed, scan
from superbill.x12.segments import Delimiters

BLOCK = 1 << 17


def prepare(kind: str) -> None:
    """Load what numba compiled before."""
    scan(b"ST*837~", Delimiters())


def work(path: str, kind: str) -> int:
    """Scan the whole file."""
    claim, claims, held = packed("CLM" if kind == "837P" else "CLP"), 0, b""
    with Path(path).open("rb") as file:
        while block := file.read(BLOCK):
            data = held + block
            whole = data.rfind(b"~") + 1
            claims += int(np.count_nonzero(scan(memoryview(data)[:whole], Delimiters()).tag == claim))
            held = data[whole:]
    return claims
