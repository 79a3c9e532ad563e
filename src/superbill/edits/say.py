"""What an edit says of what it found: its words and its place with the columns of a row filled in, as one function of Python for each edit.

Money is told in dollars, an open end of a period as such, and what is not there as `(empty)`.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Any

from superbill.basics.days import FOREVER
from superbill.basics.findings import Finding
from superbill.basics.money import dollars
from superbill.edits.conditions import Row, Value
from superbill.edits.kinds import Edit

_KEPT = 4_096


def finding_of(edit: Edit, row: Row) -> Finding:
    """What an edit says of a row: it has every column that the words of the edit name."""
    return _finding(edit, row.get("line_no"), _said(edit.says, edit.place, None)(row))


def finder_of(edit: Edit, columns: Sequence[str]) -> Callable[[Sequence[Value]], Finding]:
    """The same for rows as tuples of these columns."""
    said = _said(edit.says, edit.place, tuple(columns))
    line_at = columns.index("line_no") if "line_no" in columns else None
    return lambda row: _finding(edit, None if line_at is None else row[line_at], said(row))


def _finding(edit: Edit, line_no: Value, said: tuple[str, str]) -> Finding:
    finding = _new(Finding)
    _code(finding, edit.code)
    _severity(finding, edit.severity)
    _title(finding, edit.title)
    _message(finding, said[0])
    _todo(finding, edit.help.todo)
    _source_of(finding, edit.source)
    _line_no(finding, line_no if isinstance(line_no, int) else None)
    _place(finding, said[1])
    return finding


_new = object.__new__
_code, _severity, _title, _message, _todo, _source_of, _line_no, _place = (
    getattr(Finding, field.name).__set__ for field in fields(Finding)
)
"""What fills the slots of a finding: a frozen dataclass looks each up by its name, which takes more time than all the rest of a finding."""


@lru_cache(_KEPT)
def _said(says: str, place: str, columns: tuple[str, ...] | None) -> Callable[[Any], tuple[str, str]]:
    """The message and the place. A function is written for them once: a finding costs little more than its text."""
    names: dict[str, Any] = {"word": _word, "day": _day, "date": date}
    texts = [_source(text, columns) for text in (says, place)]
    exec(f"def said(row): return ({texts[0]}, {texts[1]})", names)  # noqa: S102  (texts of edits stand in it as literals)
    said: Callable[[Any], tuple[str, str]] = names["said"]
    return said


def _source(text: str, columns: tuple[str, ...] | None) -> str:
    parts = []
    for before, name, _, _ in Formatter().parse(text):
        if before:
            parts.append(repr(before))
        if name is not None:
            cell = f"row[{name!r}]" if columns is None else f"row[{columns.index(name)}]"
            plain = "" if name.endswith("_cents") else "str(x) if kind is int else day(x) if kind is date else "
            parts.append(f"(x if (kind := (x := {cell}).__class__) is str and x else {plain}word({name!r}, x))")
    return f"''.join(({', '.join(parts)},))" if parts else "''"


def _word(name: str, value: Value) -> str:
    if value is None or value == "":
        return "(empty)"
    if name.endswith("_cents") and isinstance(value, int):
        return dollars(value)
    if isinstance(value, date):
        return _day(value)
    return str(value)


@lru_cache(_KEPT)
def _day(value: date) -> str:
    return "(no end)" if value == FOREVER else value.isoformat()
