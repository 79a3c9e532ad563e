"""The first characters that what a pattern matches may have: patterns that cannot match somewhere need not be tried there.

Read from the pattern as Python's own `re` reads it. What this does not know of may begin with anything, so it never leaves one out.
"""

import re
from collections.abc import Iterable
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # the same in every version from 3.11 on; `sre_parse` is deprecated
_MOST = 512
"""Beginnings of one pattern; of one that has more, shorter ones are told."""
_WITHOUT_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATED = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")

_Texts = frozenset[tuple[str, bool]]
"""Texts, each with whether anything at all may follow."""
_NOTHING: _Texts = frozenset({("", False)})
_ANYTHING: _Texts = frozenset({("", True)})


def beginnings(pattern: str, *, upto: int = 3) -> frozenset[str]:
    """What a match may begin with: every match begins with one of these texts of so many ASCII characters and fewer; "" is anything."""
    for length in range(upto, 0, -1):
        if (texts := _of_sequence(_parser.parse(pattern), length)) is not None:
            return frozenset(text for text, _ in texts)
    return frozenset({""})


def _joined(texts: _Texts, further: _Texts, length: int) -> _Texts:
    """Texts with what may follow them, cut to the length."""
    ended = {one for one in texts if one[1] or len(one[0]) >= length}
    going = texts - ended
    return frozenset(ended | {((text + more)[:length], is_open) for text, _ in going for more, is_open in further})


def _of_sequence(items: Iterable[Any], length: int) -> _Texts | None:
    """What a sequence begins with; None where that is too much to tell."""
    texts = _NOTHING
    for operation, said in items:
        if all(is_open or len(text) >= length for text, is_open in texts):
            break
        further = _of_item(str(operation), said, length)
        if further is None or len(texts := _joined(texts, further, length)) > _MOST:
            return None
    return texts


def _of_item(operation: str, said: Any, length: int) -> _Texts | None:
    if operation == "LITERAL":
        return frozenset({(chr(said), False)}) if said < 128 else _ANYTHING
    if operation in _WITHOUT_WIDTH:
        return _NOTHING
    if operation in _REPEATED:
        return _repeated(said[0], said[1], said[2], length)
    if operation == "BRANCH":
        each = [_of_sequence(one, length) for one in said[1]]
        return None if None in each else frozenset().union(*(texts for texts in each if texts is not None))
    if operation == "SUBPATTERN":
        return _ANYTHING if said[1] & re.IGNORECASE else _of_sequence(said[-1], length)
    if operation == "ATOMIC_GROUP":
        return _of_sequence(said, length)
    return _of_class(said) if operation == "IN" else _ANYTHING


def _repeated(least: int, most: int, items: Iterable[Any], length: int) -> _Texts | None:
    once = _of_sequence(items, length)
    if once is None:
        return None
    texts, found = _NOTHING, frozenset[tuple[str, bool]]()
    for times in range(min(most, least + length) + 1):
        if times >= least:
            found |= texts
        texts = _joined(texts, once, length)
        if len(texts) > _MOST:
            return None
    return found


def _of_class(said: Iterable[Any]) -> _Texts:
    """The characters of a class in brackets; digits of other scripts are no ASCII, and are looked for elsewhere."""
    found: set[str] = set()
    for operation, what in said:
        if str(operation) == "LITERAL" and what < 128:
            found.add(chr(what))
        elif str(operation) == "RANGE" and what[1] < 128:
            found.update(map(chr, range(what[0], what[1] + 1)))
        elif str(what) == "CATEGORY_DIGIT":
            found.update("0123456789")
        else:
            return _ANYTHING
    return frozenset((one, False) for one in found)
