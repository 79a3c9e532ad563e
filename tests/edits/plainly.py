"""The plain reading of conditions and of which rows an edit looks at: a tree is walked for each row, and nothing is generated.

It is slow and small, and what the generated functions are held against.
"""

from collections.abc import Mapping, Sequence

from superbill.edits.conditions import Row, Value
from superbill.edits.facts import Facts
from superbill.edits.functions import FUNCTIONS
from superbill.edits.kinds import Edit
from superbill.edits.language import Among, Both, Call, Column, Compare, Constant, Either, IsNull, Node, Not, read

_SIGNS = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def value_of(tree: Node, row: Row) -> Value:
    """What a tree is for a row: a value, or None for missing and unknown."""
    match tree:
        case Column(name):
            return row[name]
        case Constant(value):
            return value
        case IsNull(inner):
            return value_of(inner, row) is None
        case Not(inner):
            told = value_of(inner, row)
            return None if told is None else not told
        case Both(left, right) | Either(left, right):
            return _both_or_either([value_of(left, row), value_of(right, row)], decides=isinstance(tree, Either))
        case Compare(sign, left, right):
            one, other = value_of(left, row), value_of(right, row)
            return None if one is None or other is None else _SIGNS[sign](one, other)
        case Among(value, choices):
            return _both_or_either([value_of(Compare("=", value, choice), row) for choice in choices], decides=True)
        case Call(name, arguments):
            values = [value_of(argument, row) for argument in arguments]
            return None if None in values else FUNCTIONS[name].python(*values)


def _both_or_either(told: Sequence[Value], *, decides: bool) -> Value:
    return decides if decides in told else None if None in told else not decides


def holds(text: str, row: Row) -> bool:
    """Whether a condition holds for a row; an empty one does."""
    return not text or value_of(read(text), row) is True


def looked_at(edit: Edit, facts: Facts) -> Mapping[int, Sequence[int]]:
    """What a pass over the rows gives for one edit, where all of its `when` can be read from its row."""
    if not holds(edit.about, facts.rows("claim")[0]):
        return {}
    return {0: [at for at, row in enumerate(facts.rows(edit.over)) if holds(edit.when, row)]}
