"""Our queries as Spark takes them: sqlglot carries them over, and what it leaves as it is but Java reads differently is mended here.

A `$` of Java also stands before a last line break, and its `.` stops at more than a line feed; both mean here what they mean in DuckDB
and in Python. A part of a list is called slice.
"""

from functools import cache

import sqlglot
from sqlglot import exp

_UNIX_LINES = "(?d)"


@cache
def carried(query: str) -> str:
    """A query as Spark takes it."""
    return sqlglot.parse_one(query, read="duckdb").transform(_mended).sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE)


def _mended(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.RegexpLike):
        _mend_pattern(node.expression)
    if isinstance(node, exp.Anonymous) and node.name.upper() == "LIST_SLICE":
        return exp.Anonymous(this="SLICE", expressions=node.expressions)
    return node


def _mend_pattern(pattern: exp.Expression) -> None:
    texts = [text for text in pattern.find_all(exp.Literal, bfs=False) if text.is_string]
    first, last = texts[0], texts[-1]
    end = last.name.removesuffix("$)") + r"\z)" if last.name.endswith("$)") else last.name.removesuffix("$") + r"\z"
    assert end != last.name + r"\z", "every pattern of ours says where it ends"
    last.set("this", end)
    first.set("this", _UNIX_LINES + first.name)
