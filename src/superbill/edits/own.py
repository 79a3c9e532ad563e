"""A site's own edits: one TOML file each, with the fields of its kind (`kinds.py`) as plain data; nothing in it runs by itself.

    kind = "Where"
    code = "SITE-01"
    title = "A visit by video without its modifier"
    severity = "warn"
    over = "line"
    when = "line_place IN ('02', '10') AND NOT has(modifiers, '95', '93')"
    says = "Line {line_no} ({procedure}) was by video and has no modifier 95 or 93."
    place = "line {line_no} modifiers"

    [source]
    title = "Billing manual of the practice"
    section = "section 4"

    [help]
    finds = "…"
    matters = "…"
    todo = "…"

The name of the file is the code in small letters: `site_01.toml`. Conditions are in the same language and are read by the same
reader as those of the program. Its cases stand beside it, in `site_01.yaml`.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from superbill.basics.errors import BadInput
from superbill.basics.findings import Severity, Source
from superbill.basics.near import did_you_mean
from superbill.edits import kinds
from superbill.edits.columns import Tables, wrong_columns
from superbill.edits.conditions import condition
from superbill.edits.kinds import Edit, Help
from superbill.edits.language import BadCondition

KINDS: dict[str, type[Edit]] = {
    kind.__name__: kind for kind in vars(kinds).values() if isinstance(kind, type) and kind in Edit.__subclasses__()
}
_CODE = re.compile(r"[A-Z]+(-[A-Z]+)*-[0-9]{2}")
_LONGEST = 16
_FIELDS = {"title": 120, "says": 600, "place": 60}
_PARTS: dict[Any, tuple[str, ...]] = {Source: ("title", "section"), Help: ("finds", "matters", "todo")}


class BadOwnEdit(BadInput):
    """A file of a site's own edit that cannot be used; it says which field, and what to do."""


def read_own_edit(content: bytes, *, where: str, taken: Collection[str] = (), tables: Tables | None = None) -> Edit:
    """The edit of a file. Raises `BadOwnEdit`.

    `where` is the name of the file, `taken` are codes that stand for other edits, `tables` the columns of the dated tables.
    """
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise BadOwnEdit(f"This is not TOML: {wrong}.", where=where, todo="Correct the file in a text editor.") from wrong
    kind = _kind(data, where=where)
    hints, known = get_type_hints(kind), {each.name: each for each in fields(kind)}
    _only(data, ("kind", *known), where=where)
    values = {name: _made(value, hints[name], where=f"{where}, {name}") for name, value in data.items() if name != "kind"}
    for name, each in known.items():
        if name not in values and ((each.default is MISSING and each.default_factory is MISSING) or name == "help"):
            raise BadOwnEdit(f"{name} is missing.", where=where, todo="Add it; the how-to shows an edit with all it needs.")
        if name in ("over", "table") and name in data and each.default not in ("claim", "", values[name]):
            raise BadOwnEdit(
                f"The {name} of a {kind.__name__} is {each.default}.", where=f"{where}, {name}", todo="Leave it out."
            )
    edit = kind(**values)
    _prove(edit, where=where, taken=taken, tables=tables)
    return edit


def _kind(data: Mapping[str, Any], *, where: str) -> type[Edit]:
    name = data.get("kind")
    if not isinstance(name, str) or name not in KINDS:
        what = "kind is missing." if name is None else f"There is no kind {str(name)[:24]!r}."
        raise BadOwnEdit(what, where=f"{where}, kind", todo=did_you_mean(str(name), KINDS, otherwise=_there_is(KINDS)))
    return KINDS[name]


def _only(data: Mapping[str, Any], known: Collection[str], *, where: str) -> None:
    for name in data:
        if name not in known:
            raise BadOwnEdit(
                f"{name!r} is not known here.", where=where, todo=did_you_mean(name, known, otherwise=_there_is(known))
            )


def _there_is(known: Collection[str]) -> str:
    return f"There is {', '.join(known)}."


# --- values


def _made(value: Any, hint: Any, *, where: str) -> Any:
    """A value of TOML as the field has it."""
    if hint in _PARTS:
        return _parts(value, hint, where=where)
    if hint is Severity:
        if value not in [each.value for each in Severity]:
            raise BadOwnEdit(f"{str(value)[:24]!r} is no severity.", where=where, todo="Write stop, warn or inform.")
        return Severity(value)
    if get_origin(hint) in (tuple, frozenset):
        return _many(value, hint, where=where)
    wanted = next(each for each in get_args(hint) if each is not type(None)) if isinstance(hint, UnionType) else hint
    if type(value) is not wanted or isinstance(value, datetime):
        raise BadOwnEdit(f"This is {str(value)[:40]!r}.", where=where, todo=f"It needs {_SAID[wanted]}.")
    return value


_SAID = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a day without quotes, such as 2026-07-01",
}


def _parts(value: Any, made: Any, *, where: str) -> Any:
    """A source or a help: each of its parts is a text, and none may be missing or empty."""
    names = _PARTS[made]
    todo = f"Write it as a table with {', '.join(names)}."
    if not isinstance(value, dict):
        raise BadOwnEdit("This is no table.", where=where, todo=todo)
    _only(value, names, where=where)
    for name in names:
        if not isinstance(value.get(name), str) or not value[name].strip():
            raise BadOwnEdit(f"{name} is missing or empty.", where=where, todo=todo)
    return made(**{name: " ".join(value[name].split()) for name in names})


def _many(value: Any, hint: Any, *, where: str) -> Any:
    """A list of texts, or of pairs of them."""
    pairs = get_origin(get_args(hint)[0]) is tuple
    is_right = isinstance(value, list) and all(
        isinstance(each, list) and len(each) == 2 and all(isinstance(one, str) for one in each)
        if pairs
        else isinstance(each, str)
        for each in value
    )
    if not is_right:
        todo = 'Write it as [["one", "other"]].' if pairs else 'Write it as ["one", "other"].'
        raise BadOwnEdit("A list of texts was expected here.", where=where, todo=todo)
    return get_origin(hint)(tuple(each) for each in value) if pairs else get_origin(hint)(value)


# --- the whole


def _prove(edit: Edit, *, where: str, taken: Collection[str], tables: Tables | None) -> None:
    """Raise `BadOwnEdit` for a code that cannot be, days in disorder, and what reads or says something that is not there."""
    for what, field, todo in _wrong_with(edit, where=where, taken=taken):
        raise BadOwnEdit(what, where=f"{where}, {field}", todo=todo)
    for field in ("about", "when", "such"):
        _prove_condition(getattr(edit, field, ""), where=f"{where}, {field}")
    for told in wrong_columns(edit, tables=tables):
        field, _, what = told.partition(": ")
        raise BadOwnEdit(what, where=f"{where}, {field}", todo="docs/reference/edit-columns.md names what edits can read.")


def _prove_condition(text: str, *, where: str) -> None:
    try:
        condition(text or "TRUE")
    except BadCondition as wrong:
        todo = wrong.todo or "docs/how-to/own-edit.md shows the language of conditions."
        raise BadOwnEdit(wrong.what, where=f"{where}: {wrong.where}", todo=todo) from wrong


def _wrong_with(edit: Edit, *, where: str, taken: Collection[str]) -> Iterator[tuple[str, str, str]]:
    if not _CODE.fullmatch(edit.code) or len(edit.code) > _LONGEST:
        yield f"{edit.code[:24]!r} is no code of an edit.", "code", "Write capitals, a hyphen and two digits, such as SITE-01."
    elif edit.code in taken:
        yield f"{edit.code} stands for another edit already.", "code", "Choose another code, such as one that begins with SITE."
    elif where != file_name(edit.code):
        yield f"The file of {edit.code} has another name.", "code", f"Name it {file_name(edit.code)}."
    if edit.since >= edit.until:
        yield "It ends before it begins.", "until", "until is the first day on which it is not in force any more."
    for field, longest in _FIELDS.items():
        if not 0 < len(getattr(edit, field).strip()) <= longest:
            yield f"{field} is empty or too long.", field, f"Say it in at most {longest} characters."
    if edit.over not in ("claim", "line") and type(edit).__name__ == "Count":
        yield "Rows are counted of a claim or of a line.", "over", 'Write "claim" or "line".'
    if "table" in _needed(edit) and not edit.table:
        yield f"A {type(edit).__name__} asks a table.", "table", "Name it."


def _needed(edit: Edit) -> tuple[str, ...]:
    """Fields that a kind cannot do without, though others can."""
    asks = hasattr(edit, "key") or hasattr(edit, "members") or type(edit).__name__ in ("Pair", "Limit", "Partner")
    return ("table",) if asks or bool(getattr(edit, "finds", None)) else ()


def file_name(code: str) -> str:
    """The name of the file of an edit: its code in small letters."""
    return f"{code.lower().replace('-', '_')}.toml"


def code_of(name: str) -> str:
    """The code that a file is named after."""
    return name.removesuffix(".toml").upper().replace("_", "-")
