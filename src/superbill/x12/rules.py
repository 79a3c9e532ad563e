"""Rules over whole objects: balancing (level 3) and situations between segments (level 4), each a small function.

A rule takes one object and yields findings; it never changes anything. Importing the modules of `balance` and `situations`
registers them.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar

from superbill.x12.findings import Finding

T = TypeVar("T")
Rule = Callable[[T], Iterator[Finding]]
_RULES: dict[type, list[tuple[int, Callable[[object], Iterator[Finding]]]]] = {}
_LIKE: dict[type, tuple[type, frozenset[str]]] = {}


def rule(level: int, of: type[T]) -> Callable[[Rule[T]], Rule[T]]:
    """Register a rule of a level for one kind of object."""

    def keep(function: Rule[T]) -> Rule[T]:
        _RULES.setdefault(of, []).append((level, function))  # type: ignore[arg-type]  # looked up by the object's own type
        return function

    return keep


def hold_like(of: type, like: type, *, but: str) -> None:
    """Hold one kind of object to the rules of another; findings of these codes, with spaces between, do not hold for it."""
    _LIKE[of] = (like, frozenset(but.split()))


@cache
def load_all() -> None:
    """Import every module of rules; each registers its rules and its rows of the catalogue."""
    for name in ("balance", "situations"):
        package = importlib.import_module(f"superbill.x12.{name}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")


_FOUND: dict[tuple[type, frozenset[int]], tuple[Callable[[object], Iterator[Finding]], ...]] = {}


def rules_for(thing: object, levels: frozenset[int]) -> tuple[Callable[[object], Iterator[Finding]], ...]:
    """The rules of these levels for an object of this kind."""
    key = (type(thing), levels)
    if key not in _FOUND:
        load_all()
        like, but = _LIKE.get(key[0], (key[0], frozenset()))
        found = [function for level, function in _RULES.get(like, ()) if level in levels]
        _FOUND[key] = tuple(_without(function, but) for function in found) if but else tuple(found)
    return _FOUND[key]


def _without(function: Callable[[object], Iterator[Finding]], codes: frozenset[str]) -> Callable[[object], Iterator[Finding]]:
    return lambda thing: (each for each in function(thing) if each.code not in codes)
