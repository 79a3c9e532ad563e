"""The characters that what a pattern matches may begin with: patterns that cannot match somewhere need not be tried there.

Read from the pattern as Python's own `re` reads it. What this does not know of may begin with anything, so it never leaves one out.
"""

import re
from collections.abc import Iterable
from functools import reduce
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # the same in every version from 3.11 on; `sre_parse` is deprecated
_ASCII = frozenset(map(chr, range(128)))
_WITHOUT_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATED = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def beginnings(pattern: str) -> frozenset[str]:
    """The ASCII characters that a match may begin with; all of them where it may be empty or begin with anything."""
    first, may_be_empty = _of_sequence(_parser.parse(pattern))
    return _ASCII if may_be_empty else first


def _of_sequence(items: Iterable[Any]) -> tuple[frozenset[str], bool]:
    """What a sequence begins with, and whether it may be empty."""
    first: frozenset[str] = frozenset()
    for operation, said in items:
        these, may_be_empty = _of_item(str(operation), said)
        first |= these
        if not may_be_empty:
            return first, False
    return first, True


def _of_item(operation: str, said: Any) -> tuple[frozenset[str], bool]:
    if operation == "LITERAL":
        return frozenset(chr(said)) & _ASCII, False
    if operation in _WITHOUT_WIDTH:
        return frozenset(), True
    if operation in _REPEATED:
        first, may_be_empty = _of_sequence(said[2])
        return first, may_be_empty or said[0] == 0
    if operation == "BRANCH":
        each = [_of_sequence(one) for one in said[1]]
        return reduce(frozenset.union, (first for first, _ in each)), any(may_be_empty for _, may_be_empty in each)
    if operation in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _of_sequence(said[-1] if operation == "SUBPATTERN" else said)
    return (_of_class(said) if operation == "IN" else _ASCII), False


def _of_class(said: Iterable[Any]) -> frozenset[str]:
    """The characters of a class in brackets."""
    found: frozenset[str] = frozenset()
    for operation, what in said:
        if str(operation) == "LITERAL":
            found |= frozenset(chr(what)) & _ASCII
        elif str(operation) == "RANGE":
            found |= frozenset(map(chr, range(what[0], min(what[1], 127) + 1)))
        elif str(what) == "CATEGORY_DIGIT":
            found |= frozenset("0123456789")
        else:
            return _ASCII
    return found
