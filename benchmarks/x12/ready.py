"""What superbill's validating contestants have done before they are timed: loading what numba compiled, as imports are done before."""

from datetime import date

from superbill.x12 import validate
from superbill.x12.fast import block
from superbill.x12.outline import read_outline
from superbill.x12.tools.generate import generate


def prepare(kind: str) -> None:
    """As it is in a program that has met a large file. In another the first 2 MB are read without kernels."""
    after, block.AFTER = block.AFTER, 0
    data = b"".join(generate(kind, seed=2, claims=100, on=date(2026, 9, 1)))
    validate(data, levels=(1, 2, 3, 4), hear=lambda _: None)
    list(read_outline([data], most=len(data)))
    block.AFTER = after
