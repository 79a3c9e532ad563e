"""Nouns as plain data and back: what JSON files, the database and `--json` hold.

The shape is the dataclass itself: field names as keys, days as ISO text, money as whole cents. Reading is strict: a
missing or unknown field, or a value of the wrong kind, is refused with its path (`lines[2].served_on`).
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from superbill.basics.errors import BadInput

T = TypeVar("T")


class BadShape(BadInput):
    """Plain data that does not have the shape of the noun it should become."""


def to_plain(value: object) -> Any:
    """Turn nouns (and tuples and dictionaries of them) into what `json.dumps` takes."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def from_plain(kind: type[T], plain: object, *, where: str = "") -> T:
    """Make a noun from plain data. Raises `BadShape` with the path of the first thing that is wrong."""
    return cast(T, _read(kind, plain, where))


def _read(kind: Any, plain: object, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_optional(kind, plain, where)
    if origin is tuple:
        return _read_tuple(kind, plain, where)
    if is_dataclass(kind):
        return _read_noun(cast(type, kind), plain, where)
    return _read_value(kind, plain, where)


def _read_optional(kind: Any, plain: object, where: str) -> Any:
    if plain is None:
        return None
    inner = [option for option in get_args(kind) if option is not type(None)]
    assert len(inner) == 1, "nouns use X | None and no other unions"
    return _read(inner[0], plain, where)


def _read_tuple(kind: Any, plain: object, where: str) -> Any:
    if not isinstance(plain, list | tuple):
        raise _wrong("a list", plain, where)
    args = get_args(kind)
    if args[-1] is Ellipsis:
        return tuple(_read(args[0], item, f"{where}[{place}]") for place, item in enumerate(plain))
    if len(plain) != len(args):
        raise _wrong(f"{len(args)} values", plain, where)
    return tuple(_read(arg, item, f"{where}[{place}]") for place, (arg, item) in enumerate(zip(args, plain, strict=True)))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read_noun(kind: type, plain: object, where: str) -> Any:
    if not isinstance(plain, Mapping):
        raise _wrong(f"a {kind.__name__.lower()} with named fields", plain, where)
    dot = f"{where}." if where else ""
    known = {field.name: field for field in fields(kind)}
    for name in plain:
        if name not in known:
            raise BadShape(
                f"There is no field {str(name)[:40]!r} here.", where=dot + str(name)[:40], todo=f"Known: {', '.join(known)}."
            )
    found = {}
    for name, field in known.items():
        if name in plain:
            found[name] = _read(_hints(kind)[name], plain[name], dot + name)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise BadShape(f"{name} is missing.", where=dot + name, todo="Add it.")
    try:
        return kind(**found)
    except AssertionError as error:  # what would be our own fault elsewhere is here the fault of what was handed in
        raise BadShape(
            f"This does not hold: {error}.", where=where or "(whole file)", todo="Correct it and try again."
        ) from error


def _read_value(kind: Any, plain: object, where: str) -> Any:
    if kind is Any or kind is object:
        return plain
    if kind is datetime or kind is date:
        return _read_day(kind, plain, where)
    if kind is Decimal:
        return _read_decimal(plain, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(plain)
        except ValueError as error:
            raise _wrong(f"one of {', '.join(str(member.value) for member in kind)}", plain, where) from error
    if isinstance(plain, bool) is not (kind is bool) or not isinstance(plain, kind):
        raise _wrong({int: "a whole number", str: "text", bool: "true or false"}.get(kind, kind.__name__), plain, where)
    return plain


def _read_day(kind: type[date], plain: object, where: str) -> date:
    if type(plain) is kind:  # a moment is a day to Python, and cannot be compared with one
        return plain
    try:
        return kind.fromisoformat(cast(str, plain))
    except (ValueError, TypeError) as error:
        raise _wrong("a day such as 2026-09-14", plain, where) from error


def _read_decimal(plain: object, where: str) -> Decimal:
    try:
        exact = Decimal(plain) if isinstance(plain, str | int | Decimal) and not isinstance(plain, bool) else None
    except InvalidOperation:
        exact = None
    if exact is None or not exact.is_finite():
        raise _wrong("a decimal number in quotes", plain, where)
    return exact


def _wrong(wanted: str, plain: object, where: str) -> BadShape:
    return BadShape(
        f"Expected {wanted}, found {type(plain).__name__}.", where=where or "(whole file)", todo="Correct it and try again."
    )
