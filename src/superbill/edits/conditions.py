"""The one language in which edits say when: a small, closed part of SQL, over the columns of one row.

    units < 1 OR charge_cents <= 0
    frequency IN ('7', '8') AND payer_claim_number = ''
    subscriber_born IS NULL AND NOT relationship = 'self'

There is `AND`, `OR`, `NOT`, `=`, `<>`, `<`, `<=`, `>`, `>=`, `IN (…)`, `IS [NOT] NULL`, texts in single quotes, whole
numbers, TRUE, FALSE, column names and the functions of `FUNCTIONS`; nothing else. So an edit can be neither slow nor wrong
in one engine only, and the same text can be handed to a SQL engine later. NULL behaves as in SQL (ISO/IEC 9075-2, 8.1 and
6.39): a comparison with it is unknown, and a row is reported only when the whole condition is true.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from superbill.basics.days import years_between
from superbill.basics.errors import BadInput
from superbill.basics.identifiers import is_ein, is_npi, is_taxonomy

Value = str | int | date | None
Row = Mapping[str, Value]
_Test = Callable[[Row], Any]


class BadCondition(BadInput):
    """A condition that is not in the language of edits; the message quotes the place."""


@lru_cache(maxsize=512)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


def _matches(text: str, pattern: str) -> bool:
    """The whole text has this shape."""
    return _pattern(pattern).fullmatch(text) is not None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "days_between": lambda first, last: (last - first).days,
    "is_ein": is_ein,
    "is_npi": is_npi,
    "is_taxonomy": is_taxonomy,
    "left": lambda text, count: text[:count],
    "length": len,
    "matches": _matches,
    "trim": str.strip,
    "years_between": years_between,
}

_TOKEN = re.compile(r"(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<word>[A-Za-z_]\w*)|(?P<sign><>|<=|>=|[=<>(),])", re.ASCII)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_KEYWORDS = {"AND", "OR", "NOT", "IN", "IS", "NULL", "TRUE", "FALSE"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to run: its text, the columns it reads, and the test itself."""

    text: str
    columns: frozenset[str]
    test: _Test

    def holds(self, row: Row) -> bool:
        """True only when the condition is true: unknown (NULL) is not."""
        return self.test(row) is True


@lru_cache(maxsize=1024)
def condition(text: str) -> Condition:
    """Read a condition. Raises `BadCondition` with the place where it stops being one."""
    parser = _Parser(text)
    test = parser.either()
    if parser.kind != "end":
        raise parser.wrong()
    return Condition(text=text, columns=frozenset(parser.columns), test=test)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        at += len(text[at:]) - len(text[at:].lstrip())
        found = _TOKEN.match(text, at)
        if not found or not found.lastgroup:
            raise BadCondition("This is not in the language of edits.", where=f"{text!r}, character {at + 1}")
        kind, word = found.lastgroup, found[found.lastgroup]
        if kind == "word" and word.upper() in _KEYWORDS:
            kind, word = "keyword", word.upper()
        yield kind, word, at
        at = found.end()
    yield "end", "", len(text)


class _Parser:
    """Reads from left to right, one token ahead; each method reads one level and gives a test of a row."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.columns: set[str] = set()
        self._tokens = _tokens(text)
        self.kind, self.word, self.at = next(self._tokens)

    def wrong(self) -> BadCondition:
        return BadCondition(f"{self.word or 'The end'!r} was not expected here.", where=f"{self.text!r}, character {self.at + 1}")

    def _next(self) -> str:
        word = self.word
        self.kind, self.word, self.at = next(self._tokens)
        return word

    def _skip(self, word: str) -> bool:
        if self.word == word and self.kind in ("keyword", "sign"):
            self._next()
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._skip(word):
            raise self.wrong()

    def either(self) -> _Test:
        test = self._both()
        while self._skip("OR"):
            test = _or(test, self._both())
        return test

    def _both(self) -> _Test:
        test = self._not()
        while self._skip("AND"):
            test = _and(test, self._not())
        return test

    def _not(self) -> _Test:
        if self._skip("NOT"):
            inner = self._not()
            return lambda row: None if (value := inner(row)) is None else not value
        return self._comparison()

    def _comparison(self) -> _Test:
        left = self._atom()
        if self._skip("IS"):
            wanted = not self._skip("NOT")
            self._expect("NULL")
            return lambda row: (left(row) is None) is wanted
        if self._skip("NOT"):
            self._expect("IN")
            among = self._among(left)
            return lambda row: None if (value := among(row)) is None else not value
        if self._skip("IN"):
            return self._among(left)
        if self.kind == "sign" and self.word in _COMPARE:
            return _compare(_COMPARE[self._next()], left, self._atom())
        return left

    def _among(self, left: _Test) -> _Test:
        self._expect("(")
        choices = self._list()
        return _any_equal(left, choices)

    def _list(self) -> tuple[_Test, ...]:
        items = [self._atom()]
        while self._skip(","):
            items.append(self._atom())
        self._expect(")")
        return tuple(items)

    def _atom(self) -> _Test:
        kind = self.kind
        if kind == "text":
            return _constant(self._next()[1:-1].replace("''", "'"))
        if kind == "number":
            return _constant(int(self._next()))
        if kind == "keyword" and self.word in ("TRUE", "FALSE", "NULL"):
            return _constant({"TRUE": True, "FALSE": False, "NULL": None}[self._next()])
        if self._skip("("):
            inner = self.either()
            self._expect(")")
            return inner
        if kind == "word":
            return self._named()
        raise self.wrong()

    def _named(self) -> _Test:
        place, name = self.at, self._next()
        if not self._skip("("):
            self.columns.add(name)
            return lambda row: row[name]
        if name not in FUNCTIONS:
            raise BadCondition(f"There is no function {name!r}.", where=f"{self.text!r}, character {place + 1}")
        return _call(FUNCTIONS[name], self._list())


def _constant(value: Value) -> _Test:
    return lambda row: value


def _call(function: Callable[..., Any], arguments: tuple[_Test, ...]) -> _Test:
    def test(row: Row) -> Any:
        values = [argument(row) for argument in arguments]
        return None if any(value is None for value in values) else function(*values)

    return test


def _compare(holds: Callable[[Any, Any], bool], left: _Test, right: _Test) -> _Test:
    def test(row: Row) -> bool | None:
        first, second = left(row), right(row)
        return None if first is None or second is None else holds(first, second)

    return test


def _any_equal(left: _Test, choices: tuple[_Test, ...]) -> _Test:
    def test(row: Row) -> bool | None:
        value = left(row)
        if value is None:
            return None
        found = [choice(row) for choice in choices]
        return True if value in found else (None if None in found else False)

    return test


def _and(left: _Test, right: _Test) -> _Test:
    def test(row: Row) -> bool | None:
        first = left(row)
        if first is False:
            return False
        second = right(row)
        return False if second is False else (None if first is None or second is None else True)

    return test


def _or(left: _Test, right: _Test) -> _Test:
    def test(row: Row) -> bool | None:
        first = left(row)
        if first is True:
            return True
        second = right(row)
        return True if second is True else (None if first is None or second is None else False)

    return test
