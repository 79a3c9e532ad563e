"""Repairs: a value written another way that means the same. A finding never changes a claim; a repair does, when a person asks for it.

A repair is a module like an edit, with the same docstring as its help: it says which sorts of values it mends, and how one is
written right. It never guesses: a value of which it is not sure comes back as it was. Where values of a sort stand, in the nouns
of a practice's books and in an 837, is told here and in `repair_x12`, so that a repair knows neither.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from superbill.basics.errors import BadInput
from superbill.basics.findings import Source
from superbill.basics.near import did_you_mean
from superbill.edits.catalogue import help_from
from superbill.edits.kinds import Help


class NoSuchRepair(BadInput):
    """No repair has this code."""


@dataclass(frozen=True, kw_only=True)
class Repair:
    """A repair: the sorts of values it is `of` (of `IN_VISIT` or of `repair_x12.PLACES`), and `mend`, which writes one right."""

    code: str
    title: str
    source: Source
    of: tuple[str, ...]
    mend: Callable[[str], str]
    help: Help = field(default_factory=Help)


@dataclass(frozen=True, slots=True)
class Change:
    """A value that a repair writes another way, and where it stands."""

    repair: str
    place: str
    before: str
    after: str


_PERSONS = ("patient.person", "coverage.subscriber")
_NAMES = ("last_name", "first_name", "middle_name")
_HOMES = (*(f"{person}.address" for person in _PERSONS), "practice.address")

IN_VISIT: Mapping[str, tuple[str, ...]] = {
    "npi": ("rendering.npi",),
    "tax_id": ("practice.tax_id",),
    "taxonomy": ("rendering.taxonomy", "practice.taxonomy"),
    "phone": ("practice.phone",),
    "zip_code": tuple(f"{home}.zip_code" for home in _HOMES),
    "state": tuple(f"{home}.state" for home in _HOMES),
    "sex": tuple(f"{person}.sex" for person in _PERSONS),
    "member_id": ("coverage.member_id",),
    "name": (
        *(f"{person}.{name}" for person in _PERSONS for name in _NAMES),
        *(f"rendering.{name}" for name in _NAMES[:2]),
        "practice.name",
        *(f"{home}.{line}" for home in _HOMES for line in ("line1", "line2", "city")),
    ),
}
"""Where values of a sort stand in a registered visit (`claims.visit.Visit`), as plain data."""

IN_SHEET: Mapping[str, tuple[str, ...]] = {
    "procedure": ("services.*.procedure",),
    "modifier": ("services.*.modifiers.*",),
}
"""Where values of a sort stand in a superbill (`claims.visit.Sheet`), as plain data; `*` is each of a list."""


def repairs_in(package: ModuleType) -> tuple[Repair, ...]:
    """The repairs of a package, each with the help from its docstring, by code. A module out of shape is our own fault."""
    return tuple(
        sorted(
            (repair_of(import_module(f"{package.__name__}.{each.name}")) for each in iter_modules(package.__path__)), key=_code
        )
    )


def repair_of(module: ModuleType) -> Repair:
    """The repair of a module, with its help."""
    repair: Repair = module.REPAIR
    code, title, text = help_from(module.__doc__ or "")
    name = module.__name__.rpartition(".")[2]
    assert name == repair.code.lower().replace("-", "_"), f"{module.__name__} holds {repair.code}: the name is the code"
    assert (code, title) == (repair.code, repair.title), f"the docstring of {module.__name__} speaks of {code} {title!r}"
    return replace(repair, help=text)


def _code(repair: Repair) -> str:
    return repair.code


def named(repairs: Sequence[Repair], codes: Sequence[str]) -> tuple[Repair, ...]:
    """The repairs with these codes, or all when none is named. Raises `NoSuchRepair`."""
    known = {repair.code: repair for repair in repairs}
    wanted = [code.strip().upper() for code in codes]
    for code in wanted:
        if code not in known:
            todo = did_you_mean(code, known, otherwise=f"There are {', '.join(known)}.")
            raise NoSuchRepair(f"There is no repair {code[:24]!r}.", todo=todo)
    return tuple(repair for repair in repairs if not codes or repair.code in wanted)


def mended(value: object, repair: Repair) -> str | None:
    """A value as the repair writes it; None when it leaves it as it is."""
    after = repair.mend(value) if isinstance(value, str) and value and value.isascii() else value
    return str(after) if after != value else None


def repaired(
    plain: Mapping[str, Any], repairs: Iterable[Repair], places: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Any], tuple[Change, ...]]:
    """A copy of plain data in which every value of the sorts in `places` is repaired, and what was changed, in order."""
    copy: dict[str, Any] = deepcopy(dict(plain))
    changes: list[Change] = []
    for repair in repairs:
        for pattern in (pattern for sort in repair.of for pattern in places.get(sort, ())):
            for path in list(_paths(copy, pattern.split("."))):
                before = _get(copy, path)
                after = mended(before, repair)
                if after is not None:
                    _set(copy, path, after)
                    changes.append(Change(repair.code, ".".join(path), str(before), after))
    return copy, tuple(changes)


def put_back(plain: Mapping[str, Any], changes: Sequence[Change]) -> tuple[dict[str, Any], tuple[Change, ...]]:
    """A copy of plain data in which the values of changes are as they were before, where nobody has written another one since.

    And the changes that were undone, in their order; of several to one place the last is undone first.
    """
    copy: dict[str, Any] = deepcopy(dict(plain))
    undone: list[Change] = []
    for change in reversed(changes):
        path = change.place.split(".")
        if path in list(_paths(copy, path)) and _get(copy, path) == change.after:
            _set(copy, path, change.before)
            undone.insert(0, change)
    return copy, tuple(undone)


def _paths(data: Any, pattern: Sequence[str]) -> Iterator[list[str]]:
    """The paths in nested data that a pattern names and that are there."""
    if not pattern:
        yield []
        return
    step, rest = pattern[0], pattern[1:]
    if isinstance(data, dict):
        steps = [step] if step in data else []
    elif isinstance(data, list):
        steps = [str(at) for at in range(len(data)) if step in ("*", str(at))]
    else:
        steps = []
    for name in steps:
        yield from ([name, *more] for more in _paths(_child(data, name), rest))


def _child(data: Any, step: str) -> Any:
    return data[int(step)] if isinstance(data, list) else data[step]


def _get(data: Any, path: Sequence[str]) -> Any:
    for step in path:
        data = _child(data, step)
    return data


def _set(data: Any, path: Sequence[str], value: str) -> None:
    above = _get(data, path[:-1])
    above[int(path[-1]) if isinstance(above, list) else path[-1]] = value
