"""The code lists of level 5 as this machine has them: the ICD-10-CM tables where they are built, and a site's own changes.

The tables hold one edition. A day outside it is judged by the form of the code alone, as when there are no tables; which mistake
is worse: to hold a good claim for a code that we do not know, so only what the edition surely does not have is an error.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from superbill.app.code_tables import are_built, icd10cm
from superbill.basics.days import Period
from superbill.codes.icd10cm import Icd10cm
from superbill.x12.lists import Holds, Lists

DIAGNOSES = "ICD-10-CM diagnosis"
_NOT_BILLABLE = "{code} is no billable ICD-10-CM code on {on}: it does not exist, has ended, or needs more characters."
_REMEMBERED = 1 << 16


@contextmanager
def x12_lists(*, changes: str = "") -> Iterator[Lists]:
    """The lists to check with; `changes` is a site's TOML (`Lists.with_toml`). Raises `BadCodeList`."""
    if not are_built():
        yield Lists.standard().with_toml(changes)
        return
    with icd10cm() as tables:
        yield with_diagnoses(Lists.standard(), tables).with_toml(changes)


def with_diagnoses(lists: Lists, tables: Icd10cm) -> Lists:
    """The same lists with the diagnoses of these tables: the billable codes of the day, written without their dot."""
    edition = edition_of(tables.release.period, newest=tables.release.newest)
    by_form = lists.get(DIAGNOSES)

    @lru_cache(maxsize=_REMEMBERED)
    def holds(code: str, on: date) -> bool:
        if on not in edition:
            return by_form.holds(code, on)
        if "." in code:
            return False
        found = tables.find(code, on=on)
        return found is not None and found.billable

    held: Holds = holds
    return lists.with_list(DIAGNOSES, held, source=tables.release.title, message=_NOT_BILLABLE)


def edition_of(period: Period, *, newest: date) -> Period:
    """The days for which the tables can be asked: to the October 1 after the newest edition, when the code set changes.

    Source: 45 CFR 162.1002(c).
    """
    change = date(newest.year + (newest >= date(newest.year, 10, 1)), 10, 1)
    return Period(period.since, min(period.until, change))
