"""The diagnosis code set as a table that edits look codes up in: what it says of one code on a day, the same in every engine.

`side` is the side of the body that a code names: right, left or bilateral; unspecified when it names none though there are codes
beside it for the right and the left (ICD-10-CM Official Guidelines, section I.B.13); else empty. `manifestation`: never listed first.
"""

import weakref
from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from superbill.codes.diagnosis_rules import is_manifestation
from superbill.codes.terms import tokens_of
from superbill.edits.conditions import Row
from superbill.edits.context import DiagnosisCodes

_WITH_SEVENTH = len("S52.509A")


_Answer = TypeVar("_Answer")
_MOST_ANSWERS = 100_000
_ANSWERS: dict[int, dict[Hashable, Any]] = {}
"""By the identity of a code set, until it is gone."""


def remembered(codes: DiagnosisCodes, question: Hashable, ask: Callable[[], _Answer]) -> _Answer:
    """What a code set has answered before, or answers now: what is open does not change, and claims name the same codes over and over."""
    answers = _ANSWERS.get(id(codes))
    if answers is None:
        answers = _ANSWERS[id(codes)] = {}
        weakref.finalize(codes, _ANSWERS.pop, id(codes), None)
    if question not in answers:
        if len(answers) >= _MOST_ANSWERS:
            answers.clear()
        answers[question] = ask()
    answer: _Answer = answers[question]
    return answer


def diagnosis_row(codes: DiagnosisCodes, code: str, *, on: date) -> Row | None:
    """What the code set says of a code on a day, or None when there is no such code."""
    found = codes.find(code, on=on)
    if found is None:
        return None
    low, high = found.ages or (None, None)
    return {
        "title": found.title,
        "billable": found.billable,
        "sex": found.sex,
        "age_low": low,
        "age_high": high,
        "manifestation": is_manifestation(code, on=on),
        "side": _side_named(found.title) or _side_left_open(codes, code, found.title, on=on),
    }


@lru_cache(maxsize=4096)
def _side_named(title: str) -> str:
    """The one side that a title names; empty when it names none or several."""
    sides = {token.side for token in tokens_of(title)} - {""}
    return sides.pop() if len(sides) == 1 else ""


def _side_left_open(codes: DiagnosisCodes, code: str, title: str, *, on: date) -> str:
    """`unspecified` when the code set has the same with 1 for the right and 2 for the left at the end of the stem."""
    if "unspecified" not in title.lower():
        return ""
    stem = code[:-1].rstrip("X") if len(code) == _WITH_SEVENTH else code
    twins = (codes.find(f"{stem[:-1]}{digit}{code[len(stem) :]}", on=on) for digit in "12")
    return "unspecified" if [twin and _side_named(twin.title) for twin in twins] == ["right", "left"] else ""
