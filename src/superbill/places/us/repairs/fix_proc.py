"""FIX-PROC  Service with blanks or small letters.

What it finds
    A procedure code with blanks around or inside it, or with a small letter.

Why it matters
    Payers' systems look the code up as it stands: `j1100` is not found, and the line is rejected.

What to do
    Repair it. A code of another shape is left alone: see PROC-01.
"""

import re

from superbill.basics.findings import Source
from superbill.edits.repair import Repair

_CODE = re.compile(r"\d{5}|\d{4}[A-Z]|[A-Z]\d{4}", re.ASCII)


def mend(text: str) -> str:
    """Five characters in capitals, where the text is such a code."""
    code = text.replace(" ", "").upper()
    return code if _CODE.fullmatch(code) else text


REPAIR = Repair(
    code="FIX-PROC",
    title="Service with blanks or small letters",
    source=Source("45 CFR 162.1002", "CPT, HCPCS Level II and CDT codes have five characters"),
    of=("procedure",),
    mend=mend,
)
