"""FIX-DX  Diagnosis with a dot, blanks or small letters.

What it finds
    A diagnosis code of a claim file that is written with its dot, with blanks around or inside it, or
    in small letters.

Why it matters
    Payers' systems look the code up as it stands: one with a dot is not found, and the claim is
    rejected.

What to do
    Repair it: the code is the same. Where a program writes the file, have it leave out the dot.
"""

import re

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_CODE = re.compile(r"[A-Z][0-9][0-9A-Z]\.?[0-9A-Z]{0,4}", re.ASCII)


def mend(text: str) -> str:
    """The code in capitals, without blanks and without its dot; what is no ICD-10-CM code stays."""
    code = text.replace(" ", "").upper()
    return code.replace(".", "") if _CODE.fullmatch(code) else text


REPAIR = Repair(
    code="FIX-DX",
    title="Diagnosis with a dot, blanks or small letters",
    source=Source("Implementation guide 005010X222A1", "loop 2300 HI, diagnosis code: the decimal point is not sent"),
    of=("diagnosis",),
    mend=mend,
)
