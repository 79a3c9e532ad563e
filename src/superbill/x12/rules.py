"""Rules over whole objects: balancing (level 3) and situations between segments (level 4), each a small function.

A rule takes one object and yields findings; it never changes anything. Importing the modules of `balance` and `situations`
registers them. The modules of `clear` prove of ordinary objects that no rule has anything to say, which is quicker than to ask.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TypeVar

from superbill.x12.findings import Finding

T = TypeVar("T")
Rule = Callable[[T], Iterator[Finding]]
Shown = Mapping[int, tuple[date | None, date | None]]
"""Objects of which a kernel has shown in the bytes that most of them is clear, by the number of the segment that begins them.

With each stands the first and the last day of service where these are needed. `fast/proofs.py` tells who shows what.
"""
Proof = Callable[[T, Shown], bool]
_RULES: dict[type, list[tuple[int, Callable[[object], Iterator[Finding]]]]] = {}
_LIKE: dict[type, tuple[type, frozenset[str]]] = {}
_CLEAR: dict[type, Proof[object]] = {}


def rule(level: int, of: type[T]) -> Callable[[Rule[T]], Rule[T]]:
    """Register a rule of a level for one kind of object."""

    def keep(function: Rule[T]) -> Rule[T]:
        _RULES.setdefault(of, []).append((level, function))  # type: ignore[arg-type]  # looked up by the object's own type
        return function

    return keep


def hold_like(of: type, like: type, *, but: str) -> None:
    """Hold one kind of object to the rules of another; findings of these codes, with spaces between, do not hold for it."""
    _LIKE[of] = (like, frozenset(but.split()))


def clears(of: type[T]) -> Callable[[Proof[T]], Proof[T]]:
    """Register the proof that no rule of any level has anything to say of one kind of object. It may fail, but must not be wrong."""

    def keep(function: Proof[T]) -> Proof[T]:
        _CLEAR[of] = function  # type: ignore[assignment]  # looked up by the object's own type
        return function

    return keep


@cache
def load_all() -> None:
    """Import every module of rules; each registers its rules and its rows of the catalogue."""
    for name in ("balance", "situations", "clear"):
        package = importlib.import_module(f"superbill.x12.{name}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")


class Judge:
    """The rules of some levels for one kind of object."""

    def __init__(self, of: type, levels: frozenset[int]) -> None:
        like, but = _LIKE.get(of, (of, frozenset()))
        found = [function for level, function in _RULES.get(like, ()) if level in levels]
        self.rules = tuple(_without(function, but) for function in found) if but else tuple(found)
        self.is_clear: Proof[object] = _CLEAR.get(like, _never) if found else _always
        """Proves of most objects that there is nothing to find."""

    def findings(self, thing: object) -> Iterator[Finding]:
        """What the rules find, one after the other."""
        for function in self.rules:
            yield from function(thing)


class Judges(dict[type, Judge]):
    """By the kind of object: what judges it at some levels."""

    def __init__(self, levels: frozenset[int]) -> None:
        super().__init__()
        self.levels = levels

    def __missing__(self, of: type) -> Judge:
        load_all()
        judge = self[of] = Judge(of, self.levels)
        return judge


@cache
def judges_for(levels: frozenset[int]) -> Judges:
    """What judges objects at these levels."""
    return Judges(levels)


def _always(_: object, __: Shown) -> bool:
    return True


def _never(_: object, __: Shown) -> bool:
    return False


def _without(function: Callable[[object], Iterator[Finding]], codes: frozenset[str]) -> Callable[[object], Iterator[Finding]]:
    return lambda thing: (each for each in function(thing) if each.code not in codes)
