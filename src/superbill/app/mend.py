"""Where on the superbill a finding is mended, as the name of a field of the page; and until when the payer takes the claim."""

import re
from datetime import date

from superbill.app.own_payers import rules_of_payer
from superbill.app.wording import counted, day
from superbill.claims.claim import Claim
from superbill.edits.context import Context
from superbill.edits.facts import Facts

_DIAGNOSIS = re.compile(r"diagnosis (\d+)\Z")
_FIELDS = (("modifier", "modifiers"), ("unit", "units"), ("pointer", "pointers"))
_ELSEWHERE = {"diagnoses": "find-code", "lines": "service-1-procedure"}


def field_of(line_no: int | None, place: str) -> str:
    """The field of the superbill where it is mended: `service-2-modifiers`, `code-1`; empty when it is in the registration."""
    if line_no is not None:
        field = next((field for word, field in _FIELDS if word in place), "procedure")
        return f"service-{line_no}-{field}"
    at = _DIAGNOSIS.match(place)
    return f"code-{at[1]}" if at else _ELSEWHERE.get(place, "")


def filing_clock(claim: Claim, *, on: date) -> str:
    """The last day on which the payer takes the claim, and how far it is: `12/13/2026, 86 days left`; empty without its rules."""
    rules = rules_of_payer(claim.coverage.payer.payer_id)
    file_by = Facts(claim, Context(on=on, payer_rules=rules)).rows("claim")[0]["file_by"]
    if not isinstance(file_by, date):
        return ""
    left = (file_by - on).days
    far = f"{counted(left, 'day')} left" if left >= 0 else f"over since {counted(-left, 'day')}"
    return f"{day(file_by)}, {far}"
