"""A condition in words: its text made of its tree again, and the parts that keep it from holding for a row, with their values."""

from collections.abc import Iterator
from datetime import date

from superbill.edits.conditions import Row, Value, condition, holds_of
from superbill.edits.language import Among, Both, Call, Column, Compare, Constant, Either, IsNull, Node, Not, columns_of
from superbill.edits.sql_expressions import literal


def parts_of(text: str, row: Row) -> str:
    """The parts of a condition that keep it from holding for a row, with the values that they read."""
    told = [f"{text_of(part)} is not so{_values(part, row)}" for part in false_parts(condition(text).tree, row)]
    return ", and ".join(dict.fromkeys(told))


def false_parts(tree: Node, row: Row) -> Iterator[Node]:
    """The smallest parts of a condition, not true for the row, that decide that the whole is not true."""
    match tree:
        case Both(left, right):
            for side in (left, right):
                if not holds_of(side)(row):
                    yield from false_parts(side, row)
        case Either(left, right):
            yield from false_parts(left, row)
            yield from false_parts(right, row)
        case _:
            yield tree


def _values(part: Node, row: Row) -> str:
    told = [f"{name} is {word_of(row[name])}" for name in sorted(columns_of(part))]
    return f" ({', '.join(told)})" if told else ""


def word_of(value: Value) -> str:
    """A value as it is told: a text in quotes."""
    if value is None or value == "":
        return "empty"
    return value.isoformat() if isinstance(value, date) else repr(value) if isinstance(value, str) else str(value)


def text_of(tree: Node) -> str:
    """A tree in the language of edits again: reading the text gives the same tree."""
    match tree:
        case Column(name):
            return name
        case Constant(value):
            return literal(value)
        case Call(name, arguments):
            return f"{name}({', '.join(map(_atom, arguments))})"
        case Compare(sign, left, right):
            return f"{_atom(left)} {sign} {_atom(right)}"
        case Among(value, choices):
            return f"{_atom(value)} IN ({', '.join(map(_atom, choices))})"
        case IsNull(value):
            return f"{_atom(value)} IS NULL"
        case Not(IsNull(value)):
            return f"{_atom(value)} IS NOT NULL"
        case Not(Among(value, choices)):
            return f"{_atom(value)} NOT IN ({', '.join(map(_atom, choices))})"
        case Not(inner):
            return f"NOT {text_of(inner) if isinstance(inner, (Column, Constant, Call, Compare, Not)) else f'({text_of(inner)})'}"
        case Both(left, right):
            return f"{_side(left, (Either,))} AND {_side(right, (Either, Both))}"
        case Either(left, right):
            return f"{text_of(left)} OR {_side(right, (Either,))}"


def _side(tree: Node, in_brackets: tuple[type, ...]) -> str:
    return f"({text_of(tree)})" if isinstance(tree, in_brackets) else text_of(tree)


def _atom(tree: Node) -> str:
    return text_of(tree) if isinstance(tree, (Column, Constant, Call)) else f"({text_of(tree)})"
