"""A condition of an edit as an expression of SQL. NULL needs no care: the language behaves as SQL does."""

from collections.abc import Callable

from superbill.edits.functions import FUNCTIONS
from superbill.edits.language import Among, Both, Call, Column, Compare, Constant, Either, IsNull, Node, Not, read

Place = Callable[[str], str]
"""Where a column of the condition stands: its name → its name in the query."""


def expression(text: str, place: Place) -> str:
    """A condition as SQL; TRUE when it is empty. Raises `BadCondition`."""
    return written(read(text), place) if text else "TRUE"


def beside(row: str = "r", *, that: str = "", found: str = "") -> Place:
    """Columns of the row under its alias, `that_` ones under that of the other row, `found_` ones under the table's."""

    def place(name: str) -> str:
        for prefix, alias in (("that_", that), ("found_", found)):
            if alias and name.startswith(prefix):
                return f"{alias}.{quoted(name.removeprefix(prefix))}"
        return f"{row}.{quoted(name)}"

    return place


def written(tree: Node, place: Place) -> str:
    """A tree as SQL."""
    match tree:
        case Column(name):
            return place(name)
        case Constant(value):
            return literal(value)
        case Compare(sign, left, right):
            return f"({written(left, place)} {sign} {written(right, place)})"
        case Among(value, choices):
            return f"({written(value, place)} IN ({', '.join(written(each, place) for each in choices)}))"
        case IsNull(value):
            return f"({written(value, place)} IS NULL)"
        case Not(inner):
            return f"(NOT {written(inner, place)})"
        case Both(left, right):
            return f"({written(left, place)} AND {written(right, place)})"
        case Either(left, right):
            return f"({written(left, place)} OR {written(right, place)})"
        case Call(name, arguments):
            return FUNCTIONS[name].sql(*(written(each, place) for each in arguments))


def quoted(name: str) -> str:
    """A name of ours, so that no engine takes it for a word of its own."""
    return f'"{name}"'


def literal(value: object) -> str:
    """A text, whole number, TRUE, FALSE, NULL or day."""
    match value:
        case None:
            return "NULL"
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case str():
            return "'" + value.replace("'", "''") + "'"
        case _:
            return f"DATE '{value}'"
