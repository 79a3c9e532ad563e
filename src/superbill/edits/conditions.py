"""A condition of an edit, ready to run on one row: Python made of its tree.

NULL behaves as in SQL (ISO/IEC 9075-2, 8.1 and 6.39): a comparison with it is unknown, and a row is reported only when the
whole condition is true. So there are three questions of a tree: is it true, is it false, and what is its value. Each is an
expression of Python over `row`, compiled once; what cannot be NULL is not asked whether it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from superbill.edits.functions import FUNCTIONS
from superbill.edits.language import (
    Among,
    BadCondition,
    Both,
    Call,
    Column,
    Compare,
    Constant,
    Either,
    IsNull,
    Node,
    Not,
    columns_of,
    placed,
    read,
)

__all__ = ["BadCondition", "Condition", "Row", "Value", "condition"]

Value = str | int | date | None
Row = Mapping[str, Value]

_SIGNS = {"=": "==", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_OPPOSITE = {"=": "!=", "<>": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to run: its text, its tree, the columns it reads, whether it holds for a row, and its value there."""

    text: str
    tree: Node
    columns: frozenset[str]
    holds: Callable[[Row], bool]
    test: Callable[[Row], Any]


@lru_cache(maxsize=2048)
def condition(text: str) -> Condition:
    """Read a condition. Raises `BadCondition` with the place where it stops being one."""
    tree = read(text)
    return Condition(text=text, tree=tree, columns=columns_of(tree), holds=holds_of(tree), test=_compiled(_value(tree)))


def holds_of(tree: Node) -> Callable[[Row], bool]:
    """Whether the condition of a tree holds for a row."""
    return _compiled(_is(tree, wanted=True))


def chooser_of(tree: Node) -> Callable[[Sequence[Row]], list[tuple[int, Row]]]:
    """What chooses the rows for which the condition of a tree holds, with their places."""
    return _python(f"lambda rows: [(at, row) for at, row in enumerate(rows) if {_is(tree, wanted=True)}]")


@lru_cache(maxsize=2048)
def beside(text: str, *others: str) -> Callable[..., bool]:
    """Whether a condition holds for a row and others, in this order: with `that`, columns that begin with `that_` are those of it."""
    return _python(f"lambda {', '.join(('row', *others))}: {_is(placed(read(text), others), wanted=True)}")


def _compiled(source: str) -> Callable[[Row], Any]:
    return _python(f"lambda row: {source}")


def _python(source: str) -> Callable[..., Any]:
    """Our own source, made of a tree: names of columns and constants stand in it as literals of Python."""
    function: Callable[..., Any] = eval(source, dict(_NAMES))  # noqa: S307
    return function


_NAMES: dict[str, Any] = {"__builtins__": {}, "enumerate": enumerate} | {
    f"f_{name}": function.python for name, function in FUNCTIONS.items()
}


def _is(tree: Node, *, wanted: bool) -> str:
    """Whether it is true, or whether it is false, as `wanted`: unknown is neither."""
    match tree:
        case Constant(value):
            return str(value is wanted)
        case IsNull(Constant(value)):
            return str((value is None) is wanted)
        case Both(left, right):
            return f"({_is(left, wanted=wanted)} {'and' if wanted else 'or'} {_is(right, wanted=wanted)})"
        case Either(left, right):
            return f"({_is(left, wanted=wanted)} {'or' if wanted else 'and'} {_is(right, wanted=wanted)})"
        case Not(inner):
            return _is(inner, wanted=not wanted)
        case IsNull(value):
            return f"({_value(value)} is {'' if wanted else 'not '}None)"
        case Compare(sign, left, right):
            return _given((left, right), f"{_value(left)} {(_SIGNS if wanted else _OPPOSITE)[sign]} {_value(right)}")
        case Among(value, choices):
            needed = (value,) if wanted else (value, *choices)
            return _given(needed, f"{_value(value)} {'' if wanted else 'not '}in {_tuple(choices)}")
        case _:
            return f"({_value(tree)} is {wanted})"


def _value(tree: Node) -> str:
    """What it is: a value, True, False, or None for missing and unknown."""
    match tree:
        case Column(name, of):
            return f"{of}[{name!r}]"
        case Constant(value):
            return repr(value)
        case Call(name, arguments):
            called = f"f_{name}({', '.join(map(_value, arguments))})"
            missing = _missing(arguments)
            return f"(None if {missing} else {called})" if missing else called
        case _:
            return f"(True if {_is(tree, wanted=True)} else False if {_is(tree, wanted=False)} else None)"


def _given(needed: tuple[Node, ...], source: str) -> str:
    """The source, where nothing that it needs is missing."""
    missing = _missing(needed)
    return f"(not ({missing}) and {source})" if missing else f"({source})"


def _missing(needed: tuple[Node, ...]) -> str:
    return " or ".join(f"{_value(each)} is None" for each in needed if not isinstance(each, Constant) or each.value is None)


def _tuple(choices: tuple[Node, ...]) -> str:
    return f"({', '.join(map(_value, choices))},)"
