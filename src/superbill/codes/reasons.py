"""Why a payer paid another amount, and what a claim status says: the codes with our own short words.

The codes are national lists (CARC, RARC, claim status); their published wording belongs to X12 and is neither shipped nor used.
An unknown code is None: the page then shows the bare code.
"""

from dataclasses import dataclass
from functools import cache

from superbill.basics.days import Period
from superbill.codes.shipped import period_of, shipped_rows


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """A code, what it means in our own words (no capital, no full stop), and when it may be met."""

    code: str
    words: str
    period: Period


def find_reason(code: str) -> ReasonCode | None:
    """A claim adjustment reason (CARC, CAS02), such as `45`; leading zeros do not matter."""
    return _table("claim_adjustment_reasons.csv").get(_plain(code))


def find_group(code: str) -> ReasonCode | None:
    """A claim adjustment group (CAS01): CO, PR, OA or PI."""
    return _table("adjustment_groups.csv").get(_plain(code))


def find_remark(code: str) -> ReasonCode | None:
    """A remittance remark (RARC, LQ02), such as `M76`."""
    return _table("remark_codes.csv").get(_plain(code))


def find_claim_status(category: str, status: str, *, entity: str = "") -> str | None:
    """A claim status (STC01) in words, such as `rejected: something is wrong: national provider identifier of the billing provider`.

    None when neither category nor status is known; a part that is not known is shown as its code.
    """
    words = _status_words()
    known_category, known_status = words.get(("category", _plain(category))), words.get(("status", _plain(status)))
    if known_category is None and known_status is None:
        return None
    first = known_category or f"category {category}"
    second = known_status or f"status {status}"
    whose = words.get(("entity", _plain(entity))) if entity else None
    return f"{first}: {second} of {whose}" if whose else f"{first}: {second}"


def _plain(code: str) -> str:
    bare = code.strip().upper()
    return bare.lstrip("0") or "0" if bare.isdigit() else bare


@cache
def _table(name: str) -> dict[str, ReasonCode]:
    return {row["code"]: ReasonCode(row["code"], row["words"], period_of(row)) for row in shipped_rows(name)}


@cache
def _status_words() -> dict[tuple[str, str], str]:
    return {(row["kind"], row["code"]): row["words"] for row in shipped_rows("claim_status.csv")}
