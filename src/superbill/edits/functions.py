"""The functions of the language of edits, each taught twice: in Python for one claim, and in SQL for many.

    has(modifiers, '25', '59')     one of these words stands in a text of words with blanks between
    days_between(served_on, checked_on)

SQL is written for DuckDB and holds to what sqlglot carries to other engines: integers only, no division, no LIKE, no lists.
A function of a missing value is missing, in both.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from superbill.basics.days import FOREVER, years_between
from superbill.basics.identifiers import is_ein, is_npi, is_taxonomy, luhn_sum


@dataclass(frozen=True, slots=True)
class Function:
    """A function in both languages. It takes `least` arguments, and any number more when `more`. What `is_test` answers yes or no."""

    python: Callable[..., Any]
    sql: Callable[..., str]
    least: int = 1
    more: bool = False
    is_test: bool = False

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


@lru_cache(maxsize=8192)
def _matches(text: str, pattern: str) -> bool:
    """The whole text has this shape."""
    return _pattern(pattern).fullmatch(text) is not None


def _has(words: str, *wanted: str) -> bool:
    """One of the wanted words stands in a text of words with one blank between each."""
    if not words:
        return "" in wanted
    there = f" {words} "
    return any(f" {word} " in there for word in wanted)


def any_word(words: str, *wanted: str) -> str:
    """SQL for `has`: a pattern where the wanted words are plain literals, as they nearly always are; else one search for each."""
    plain = [found[1] for each in wanted if (found := _PLAIN.fullmatch(each))]
    if len(plain) == len(wanted):
        return f"REGEXP_MATCHES({words}, '(^| )({'|'.join(plain)})( |$)')"
    return "(" + " OR ".join(f"STRPOS(' ' || {words} || ' ', ' ' || {each} || ' ') > 0" for each in wanted) + ")"


_PLAIN = re.compile(r"'([A-Za-z0-9]+)'", re.ASCII)


def add_days(day: date, count: int) -> date:
    """So many days later; the last day there is when that is beyond it."""
    return day + timedelta(days=count) if (FOREVER - day).days > count else FOREVER


def _add_days(day: str, count: str) -> str:
    """SQL for it: LEAST alone would take the last day for what is missing."""
    return (
        f"CASE WHEN {day} IS NOT NULL AND {count} IS NOT NULL THEN LEAST({day} + CAST({count} AS INTEGER), DATE '9999-12-31') END"
    )


def _is_npi(text: str) -> str:
    """SQL for the check digit: every other digit, from the first, is doubled, and 9 is taken from what has two digits then."""
    digits = [f"TRY_CAST(SUBSTR({text}, {at}, 1) AS INT)" for at in range(1, 11)]
    doubled = [f"(CASE WHEN {digit} > 4 THEN 2 * {digit} - 9 ELSE 2 * {digit} END)" for digit in digits[::2]]
    total = " + ".join((str(luhn_sum("80840" + "0" * 10)), *doubled, *digits[1::2]))
    return f"(CASE WHEN {_shaped(text, '[12][0-9]{9}')} THEN MOD({total}, 10) = 0 ELSE {text} IS NULL AND NULL END)"


def _shaped(text: str, pattern: str) -> str:
    return f"REGEXP_MATCHES({text}, '^({pattern})$')"


def _years_between(born: str, on: str) -> str:
    early = f"CASE WHEN MONTH({on}) * 100 + DAY({on}) < MONTH({born}) * 100 + DAY({born}) THEN 1 ELSE 0 END"
    return f"(YEAR({on}) - YEAR({born}) - {early})"


FUNCTIONS: dict[str, Function] = {
    "add_days": Function(add_days, _add_days, 2),
    "days_between": Function(lambda first, last: (last - first).days, "DATE_DIFF('day', {0}, {1})".format, 2),
    "has": Function(_has, any_word, 2, more=True, is_test=True),
    "is_ein": Function(is_ein, lambda text: _shaped(text, "[0-9]{9}"), is_test=True),
    "is_npi": Function(is_npi, _is_npi, is_test=True),
    "is_taxonomy": Function(is_taxonomy, lambda text: _shaped(text, "[0-9A-Z]{9}X"), is_test=True),
    "left": Function(lambda text, count: text[:count], "SUBSTR({0}, 1, {1})".format, 2),
    "length": Function(len, "LENGTH({0})".format),
    "matches": Function(_matches, lambda text, pattern: f"REGEXP_MATCHES({text}, '^(' || {pattern} || ')$')", 2, is_test=True),
    "month_of": Function(lambda day: day.month, "MONTH({0})".format),
    "right": Function(lambda text, count: text[-count:] if count else "", "RIGHT({0}, {1})".format, 2),
    "sum_of": Function(lambda *parts: sum(parts), lambda *parts: f"({' + '.join(parts)})", 2, more=True),
    "trim": Function(lambda text: text.strip(" "), "TRIM({0}, ' ')".format),
    "year_of": Function(lambda day: day.year, "YEAR({0})".format),
    "years_between": Function(years_between, _years_between, 2),
}
"""By name. A site cannot add to these: what a function does must be told to every engine."""
