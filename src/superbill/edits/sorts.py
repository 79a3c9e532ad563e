"""The sort of what a condition says: text, number, day or flag. Engines would each do something else with a text beside a day.

    wrong_sorts(condition("served_on = '2026-01-01'").tree, SORTS["line"])      one sentence: a day is compared with a text

The conditions of the program's own edits keep to this too (a test). Columns whose sort nobody knows go with everything.
"""

import re
from collections.abc import Iterator, Mapping

from superbill.edits.language import Among, Both, Call, Column, Compare, Constant, Either, IsNull, Node, Not
from superbill.edits.relations import DAY, FLAG, NUMBER, TEXT

_TAKES: dict[str, tuple[tuple[str, ...], str]] = {
    "add_days": ((DAY, NUMBER), DAY),
    "days_between": ((DAY, DAY), NUMBER),
    "has": ((TEXT, TEXT), FLAG),
    "is_ein": ((TEXT,), FLAG),
    "is_npi": ((TEXT,), FLAG),
    "is_taxonomy": ((TEXT,), FLAG),
    "left": ((TEXT, NUMBER), TEXT),
    "length": ((TEXT,), NUMBER),
    "matches": ((TEXT, TEXT), FLAG),
    "month_of": ((DAY,), NUMBER),
    "right": ((TEXT, NUMBER), TEXT),
    "sum_of": ((NUMBER, NUMBER), NUMBER),
    "trim": ((TEXT,), TEXT),
    "year_of": ((DAY,), NUMBER),
    "years_between": ((DAY, DAY), NUMBER),
}
"""What each function takes and gives; the last sort is that of all further arguments."""

_ONLY_PYTHON = re.compile(r"\(\?[^:]|\\[1-9AZbB]|[*+?}][+]")
"""What a pattern may not have: the engines differ in it, or do not know it."""


def sort_of(tree: Node, sorts: Mapping[str, str]) -> str:
    """The sort of a value; empty when nobody knows it."""
    match tree:
        case Column(name):
            return sorts.get(name, "")
        case Constant(value):
            return "" if value is None else FLAG if isinstance(value, bool) else NUMBER if isinstance(value, int) else TEXT
        case Call(name, _):
            return _TAKES[name][1]
        case _:
            return FLAG


def wrong_sorts(tree: Node, sorts: Mapping[str, str]) -> Iterator[str]:
    """What does not go together in a condition, each as a sentence. The whole is a condition: it is true or not."""
    if sort_of(tree, sorts) not in (FLAG, ""):
        yield f"This is a {sort_of(tree, sorts)}, where something is needed that is true or not."
    yield from _wrong(tree, sorts)


def _wrong(tree: Node, sorts: Mapping[str, str]) -> Iterator[str]:
    match tree:
        case Compare(_, left, right):
            yield from _together(left, right, sorts)
        case Among(value, choices):
            for choice in choices:
                yield from _together(value, choice, sorts)
        case IsNull(inner):
            yield from _wrong(inner, sorts)
        case Not(inner):
            yield from wrong_sorts(inner, sorts)
        case Both(left, right) | Either(left, right):
            yield from wrong_sorts(left, sorts)
            yield from wrong_sorts(right, sorts)
        case Call(name, arguments):
            yield from _call(name, arguments, sorts)


def _together(left: Node, right: Node, sorts: Mapping[str, str]) -> Iterator[str]:
    yield from _wrong(left, sorts)
    yield from _wrong(right, sorts)
    one, other = sort_of(left, sorts), sort_of(right, sorts)
    if one and other and one != other:
        yield f"A {one} is compared with a {other}."
    for value in (left, right):
        if isinstance(value, Constant) and value.value is None:
            yield "Nothing equals NULL: write IS NULL or IS NOT NULL."


def _call(name: str, arguments: tuple[Node, ...], sorts: Mapping[str, str]) -> Iterator[str]:
    wanted = _TAKES[name][0]
    for place, argument in enumerate(arguments):
        yield from _wrong(argument, sorts)
        want, given = wanted[min(place, len(wanted) - 1)], sort_of(argument, sorts)
        if given and given != want:
            yield f"{name} takes a {want} in place {place + 1}, not a {given}."
    if name == "matches":
        yield from _pattern(arguments[1])


def _pattern(pattern: Node) -> Iterator[str]:
    """A pattern is written out, and has nothing that engines read differently."""
    if not isinstance(pattern, Constant) or not isinstance(pattern.value, str):
        yield "The pattern of matches is a text in single quotes."
        return
    try:
        re.compile(pattern.value)
    except (re.error, ValueError, OverflowError, RecursionError) as wrong:
        yield f"The pattern {pattern.value!r} cannot be read: {wrong}."
        return
    if _ONLY_PYTHON.search(pattern.value):
        yield f"The pattern {pattern.value!r} has something that not every engine knows."
