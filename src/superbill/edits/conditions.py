"""A condition of an edit, ready to run on one row: Python made of its tree.

NULL behaves as in SQL (ISO/IEC 9075-2, 8.1 and 6.39): a comparison with it is unknown, and a row is reported only when the
whole condition is true. So there are three questions of a tree: is it true, is it false, and what is its value. Each is an
expression of Python over `row`, compiled once; what cannot be NULL is not asked whether it is. A column of no row (`Column(name,
of="")`) is a variable, `c_` and its name: `scan` asks many conditions in one function and reads each column once for all of them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import Lock
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


@lru_cache(maxsize=2048)
def beside(text: str, *others: str) -> Callable[..., bool]:
    """Whether a condition holds for a row and others, in this order: with `that`, columns that begin with `that_` are those of it."""
    return _python(f"lambda {', '.join(('row', *others))}: {_is(placed(read(text), others), wanted=True)}")


def source_of(tree: Node) -> str:
    """The expression of Python that says whether the condition of a tree holds."""
    return _is(tree, wanted=True)


def function_of(source: str, name: str) -> Callable[..., Any]:
    """The function that a source of ours defines: names of columns and constants stand in it as literals of Python."""
    defined = dict(_NAMES)
    defined |= {pattern: _at_first(defined, pattern) for pattern in re.findall(r"\bm_\d+\b", source)}
    exec(source, defined)  # noqa: S102
    function: Callable[..., Any] = defined[name]
    return function


def _compiled(source: str) -> Callable[[Row], Any]:
    return _python(f"lambda row: {source}")


def _python(source: str) -> Callable[..., Any]:
    return function_of(f"made = {source}", "made")


_NAMES: dict[str, Any] = {"__builtins__": {}, "enumerate": enumerate, "range": range, "len": len} | {
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
            is_equal = sign == ("=" if wanted else "<>") and any(isinstance(each, Constant) for each in (left, right))
            told = f"{_value(left)} {(_SIGNS if wanted else _OPPOSITE)[sign]} {_value(right)}"
            return _given(tuple(each for each in (left, right) if isinstance(each, Constant) or not is_equal), told)
        case Among(value, choices):
            are_plain = all(isinstance(choice, Constant) and choice.value is not None for choice in choices)
            needed = (value, *choices) if not wanted else () if are_plain else (value,)
            return _given(needed, f"{_value(value)} {'' if wanted else 'not '}in {_all(choices, are_plain=are_plain)}")
        case Call(name, arguments) if FUNCTIONS[name].is_test:
            return _given(arguments, f"{'' if wanted else 'not '}{_called(name, arguments)}")
        case _:
            return f"({_value(tree)} is {wanted})"


def _value(tree: Node) -> str:
    """What it is: a value, True, False, or None for missing and unknown."""
    match tree:
        case Column(name, of):
            return f"{of}[{name!r}]" if of else f"c_{name}"
        case Constant(value):
            return repr(value)
        case Call(name, arguments):
            called = _called(name, arguments)
            missing = _missing(arguments)
            return f"(None if {missing} else {called})" if missing else called
        case _:
            return f"(True if {_is(tree, wanted=True)} else False if {_is(tree, wanted=False)} else None)"


def _called(name: str, arguments: tuple[Node, ...]) -> str:
    """The call of a function; words that are literals are looked for at once, and patterns that are literals are ready."""
    first, *others = arguments
    words = [each.value for each in others if isinstance(each, Constant) and isinstance(each.value, str)]
    if name == "has" and len(words) == len(others):
        spaced = f"(' ' + {_value(first)} + ' ')" if getattr(first, "of", "row") else f"w_{_value(first)[2:]}"
        return "(" + " or ".join(f"{' ' + word + ' '!r} in {spaced}" for word in words) + ")"
    if name == "matches" and words:
        return f"({_pattern_named(words[0])}({_value(first)}) is not None)"
    return f"f_{name}({', '.join(map(_value, arguments))})"


def _pattern_named(text: str) -> str:
    """The name under which a source calls a pattern."""
    with _NAMING:
        name = _PATTERN_NAMES.setdefault(text, f"m_{len(_PATTERN_NAMES)}")
        _PATTERNS[name] = text
    return name


_PATTERN_NAMES: dict[str, str] = {}
_PATTERNS: dict[str, str] = {}
_NAMING = Lock()
"""Pages are made by several threads: no two patterns may get one name."""


def _at_first(names: dict[str, Any], name: str) -> Callable[[str], Any]:
    """What stands for a pattern until it is first asked: to compile all that no claim comes to would take longer than a claim."""

    def asked(text: str) -> Any:
        names[name] = re.compile(_PATTERNS[name], re.ASCII).fullmatch
        return names[name](text)

    return asked


def _given(needed: tuple[Node, ...], source: str) -> str:
    """The source, where nothing that it needs is missing."""
    there = " and ".join(f"{_value(each)} is not None" for each in needed if _may_be_missing(each))
    return f"({there} and {source})" if there else f"({source})"


def _missing(needed: tuple[Node, ...]) -> str:
    return " or ".join(f"{_value(each)} is None" for each in needed if _may_be_missing(each))


def _may_be_missing(tree: Node) -> bool:
    return not isinstance(tree, Constant) or tree.value is None


def _all(choices: tuple[Node, ...], *, are_plain: bool) -> str:
    """Several values: plain ones as a set, which Python makes when it compiles."""
    return f"{'{' if are_plain else '('}{', '.join(map(_value, choices))},{'}' if are_plain else ')'}"
