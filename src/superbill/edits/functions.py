"""The functions of the language of edits, each taught twice: in Python for one claim, and in SQL for many.

    has(modifiers, '25', '59')     one of these words stands in a text of words with blanks between
    days_between(served_on, checked_on)

In SQL `{0}`, `{1}` … are the arguments and `{rest}` those from the second on. It is written for DuckDB and holds to what sqlglot
carries to other engines: integers only, no division, no LIKE. A function of a missing value is missing, in both.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from superbill.basics.days import FOREVER, years_between
from superbill.basics.identifiers import is_ein, is_npi, is_taxonomy


@dataclass(frozen=True, slots=True)
class Function:
    """A function in both languages. It takes `least` arguments, and any number more when `more`."""

    python: Callable[..., Any]
    sql: str
    least: int = 1
    more: bool = False

    def takes(self, count: int) -> bool:
        """Whether it can be called with so many arguments."""
        return count == self.least or (self.more and count > self.least)

    @property
    def wants(self) -> str:
        """How many arguments it takes, in words."""
        return f"{self.least}{' or more' if self.more else ''} argument{'s' if self.more or self.least != 1 else ''}"


@lru_cache(maxsize=512)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


def _matches(text: str, pattern: str) -> bool:
    """The whole text has this shape."""
    return _pattern(pattern).fullmatch(text) is not None


def _has(words: str, *wanted: str) -> bool:
    """One of the wanted words stands in a text of words with one blank between each."""
    there = f" {words} "
    return any(f" {word} " in there for word in wanted)


def _add_days(day: date, count: int) -> date:
    """So many days later; the last day there is when that is beyond it."""
    return day + timedelta(days=count) if (FOREVER - day).days > count else FOREVER


_LUHN = " + ".join(
    # of the ten digits of an NPI every other one, from the first, is doubled, and 9 is taken from what has two digits then
    f"(CASE WHEN SUBSTR({{0}}, {at}, 1) >= '5' THEN 2 * TRY_CAST(SUBSTR({{0}}, {at}, 1) AS INT) - 9"
    f" ELSE 2 * TRY_CAST(SUBSTR({{0}}, {at}, 1) AS INT) END)"
    if at % 2
    else f"TRY_CAST(SUBSTR({{0}}, {at}, 1) AS INT)"
    for at in range(1, 11)
)
_SHAPE = "REGEXP_MATCHES({0}, '^(%s)$')"
_IS_NPI = f"(CASE WHEN {_SHAPE % '[12][0-9]{{9}}'} THEN MOD(24 + {_LUHN}, 10) = 0 ELSE {{0}} IS NULL AND NULL END)"

FUNCTIONS: dict[str, Function] = {
    "add_days": Function(_add_days, "LEAST({0} + CAST({1} AS INTEGER), DATE '9999-12-31')", 2),
    "days_between": Function(lambda first, last: (last - first).days, "DATE_DIFF('day', {0}, {1})", 2),
    "has": Function(_has, "LIST_HAS_ANY(STRING_SPLIT({0}, ' '), [{rest}])", 2, more=True),
    "is_ein": Function(is_ein, _SHAPE % "[0-9]{{9}}"),
    "is_npi": Function(is_npi, _IS_NPI),
    "is_taxonomy": Function(is_taxonomy, _SHAPE % "[0-9A-Z]{{9}}X"),
    "left": Function(lambda text, count: text[:count], "SUBSTR({0}, 1, {1})", 2),
    "length": Function(len, "LENGTH({0})"),
    "matches": Function(_matches, "REGEXP_FULL_MATCH({0}, {1})", 2),
    "month_of": Function(lambda day: day.month, "MONTH({0})"),
    "right": Function(lambda text, count: text[-count:] if count else "", "RIGHT({0}, {1})", 2),
    "sum_of": Function(lambda *parts: sum(parts), "({all})", 2, more=True),
    "trim": Function(lambda text: text.strip(" "), "TRIM({0}, ' ')"),
    "year_of": Function(lambda day: day.year, "YEAR({0})"),
    "years_between": Function(
        years_between,
        "(YEAR({1}) - YEAR({0}) - CAST(MONTH({1}) * 100 + DAY({1}) < MONTH({0}) * 100 + DAY({0}) AS INT))",
        2,
    ),
}
"""By name. A site cannot add to these: what a function does must be told to every engine."""
