"""The MS-DRG of a coded stay by two groupers, where they disagree, and what hangs on single codes. Needs no database.

The weight is told only when it is asked for: whoever chooses codes does not see what they pay (`weights=True` is for those who check).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from superbill.app.told import rows_of
from superbill.places.us.drg.compare import Compared, compare
from superbill.places.us.drg.stay import POA, BadStay, CodedStay, Diagnosed
from superbill.places.us.drg.what_if import CHECK, Only, Principal, only_ones, principals
from superbill.storage.groupers import NoGrouper, open_groupers

__all__ = ["BadStay", "NoGrouper"]  # named exceptions of the verb below


@dataclass(frozen=True, slots=True)
class Weight:
    """Table 5 of the group: the relative weight, the mean days of such stays (geometric, arithmetic), and since when the row holds."""

    drg: str
    title: str
    weight: str
    gmlos: str
    amlos: str
    since: date


@dataclass(frozen=True, slots=True)
class GroupedStay:
    """What the groupers say. `only` and `principals` are empty unless asked for; `check` says what they are, `weight` is None unless asked for."""

    compared: Compared
    only: tuple[Only, ...]
    principals: tuple[Principal, ...]
    check: str
    weight: Weight | None


def coded_stay(
    diagnoses: Sequence[str], *, procedures: Sequence[str], age: int, sex: str, status: str, discharged: date
) -> CodedStay:
    """A stay from codes as people write them: `I21.4`, `N17.9:N` with its indicator; the principal diagnosis first. Raises `BadStay`."""
    return CodedStay(
        tuple(_diagnosed(each) for each in diagnoses),
        tuple(each.strip().upper() for each in procedures),
        age,
        sex.strip().upper(),
        status.strip().zfill(2),
        discharged,
    )


def _diagnosed(written: str) -> Diagnosed:
    code, _, poa = written.strip().upper().partition(":")
    if poa and poa not in POA:
        raise BadStay(f"{poa[:5]!r} is no indicator of presence on admission.", where=code, todo="Use Y, N, U, W or 1.")
    return Diagnosed(code.replace(".", ""), poa or "Y")


def group_stay(stay: CodedStay, *, what_if: bool = False, weights: bool = False) -> GroupedStay:
    """Group a stay. Raises `NoGrouper` where none is installed."""
    groupers = open_groupers()
    compared = compare(stay, groupers)
    first = compared.first
    asked = next((each for each in groupers if each.name == first.grouper), groupers[0])
    return GroupedStay(
        compared,
        only_ones(stay, asked, first) if what_if else (),
        principals(stay, asked) if what_if else (),
        CHECK if what_if else "",
        _weight(first.drg, stay.discharged) if weights and not first.problem else None,
    )


def _weight(drg: str, on: date) -> Weight | None:
    row = next(iter(rows_of("msdrg", "msdrg", drg, on=on)), None)
    if row is None:
        return None
    weight, gmlos, amlos = (
        f"{int(row[name]) / 10_000:.{places}f}" for name, places in (("weight", 4), ("gmlos", 1), ("amlos", 1))
    )
    return Weight(drg, str(row["title"]), weight, gmlos, amlos, row.period.since)
