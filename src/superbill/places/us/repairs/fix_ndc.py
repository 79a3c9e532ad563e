"""FIX-NDC  Drug code with hyphens.

What it finds
    A national drug code with its hyphens, in the three shapes that packages print: 4-4-2, 5-3-2 and
    5-4-1, or in that of claims, 5-4-2.

Why it matters
    The claim takes eleven digits. The zero that fills a printed code belongs to the part that is short;
    put elsewhere it names another drug.

What to do
    Repair it. Ten digits without hyphens are left alone: nobody can tell from them which part is short.
    Look at the package.
"""

import re

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_SHAPES = re.compile(r"(\d{4})-(\d{4})-(\d{2})|(\d{5})-(\d{3})-(\d{2})|(\d{5})-(\d{4})-(\d{1,2})", re.ASCII)


def mend(text: str) -> str:
    """Eleven digits of a code whose hyphens say which part is short."""
    found = _SHAPES.fullmatch(text.strip())
    if not found:
        return text
    labeler, product, package = (part for part in found.groups() if part is not None)
    return labeler.zfill(5) + product.zfill(4) + package.zfill(2)


REPAIR = Repair(
    code="FIX-NDC",
    title="Drug code with hyphens",
    source=Source(
        "21 CFR 207.33; 45 CFR 162.1002",
        "NDC of ten digits on the package, of eleven on claims (5-4-2); implementation guide 005010X222A1, LIN03",
    ),
    of=("ndc",),
    mend=mend,
)
