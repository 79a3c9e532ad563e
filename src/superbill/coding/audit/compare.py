"""Two superbills of one visit, coded apart: where they agree, and how they differ.

What is counted, one point each: every diagnosis code; the first-listed diagnosis, where both have it; every service; its modifiers,
where either has one; its units, where either has more than one; the diagnoses it points to. So a superbill of two codes and a visit
has five or six points, and one wrong modifier does not make the visit wrong. AHIMA's and AAPC's ways of counting differ by site; ours is
stated here and in the report.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from superbill.claims.visit import Service, Sheet
from superbill.claims.visit_codes import is_visit

Worth = Callable[[str], int | None]
"""The fee of a procedure code in cents, None where there is none: only to tell which of two is more."""


class Kind(StrEnum):
    """What differs; the value is read by people."""

    MISSED = "diagnosis missed"
    UNSUPPORTED = "diagnosis not supported"
    SPECIFICITY = "another code of the same category"
    SEQUENCE = "another first-listed diagnosis"
    SERVICE_MISSED = "service missed"
    SERVICE_EXTRA = "service not supported"
    LEVEL = "another visit level"
    MODIFIER = "other modifiers"
    UNITS = "other units"
    POINTERS = "points to other diagnoses"


class Direction(StrEnum):
    """What the first coder's version does to the charge, against the second's."""

    OVER = "overcoded"
    UNDER = "undercoded"
    SAME = "no effect on the charge"
    UNKNOWN = "effect not known"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A point on which both agree. `what` is a code, or a code with its aspect; `how` is how the first coder came to it."""

    what: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A point on which they differ; `first` and `second` are what each has, empty for nothing. `again` counts others like it."""

    kind: Kind
    first: str
    second: str
    direction: Direction
    how: str = ""
    again: int = 0

    @property
    def key(self) -> str:
        """Its name within the visit: the same whenever the two are compared."""
        said = f"{self.first}|{self.second}|{self.again}"
        return f"{self.kind.name}:{hashlib.sha256(said.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All points of one visit."""

    agreed: tuple[Agreed, ...]
    differences: tuple[Difference, ...]


def compare(first: Sheet, second: Sheet, *, worth: Worth = lambda code: None) -> Comparison:
    """Compare the superbill of the coder with that of the second coder."""
    points = [*_diagnoses(first, second), *_first_listed(first, second), *_services(first, second, worth)]
    differences = [point for point in points if isinstance(point, Difference)]
    return Comparison(
        tuple(point for point in points if isinstance(point, Agreed)),
        tuple(replace(one, again=differences[:place].count(one)) for place, one in enumerate(differences)),
    )


Point = Agreed | Difference


def _diagnoses(first: Sheet, second: Sheet) -> Iterable[Point]:
    how = {choice.code: choice.how for choice in first.choices}
    wanted = [choice.code for choice in second.choices]
    for code in (code for code in how if code in wanted):
        yield Agreed(code, how[code])
    missed = [code for code in wanted if code not in how]
    for code in (code for code in how if code not in wanted):
        near = next((other for other in missed if other[:3] == code[:3]), None)
        if near is not None:
            missed.remove(near)
            yield Difference(Kind.SPECIFICITY, code, near, Direction.SAME, how[code])
        else:
            yield Difference(Kind.UNSUPPORTED, code, "", Direction.SAME, how[code])
    for code in missed:
        yield Difference(Kind.MISSED, "", code, Direction.SAME)


def _first_listed(first: Sheet, second: Sheet) -> Iterable[Point]:
    """A point of its own only where both have both codes: else the codes themselves are what differs."""
    if first.choices and second.choices:
        one, other = first.choices[0], second.choices[0]
        if one.code == other.code:
            yield Agreed(f"{one.code} first", one.how)
        elif {one.code, other.code} <= {choice.code for choice in first.choices} & {choice.code for choice in second.choices}:
            yield Difference(Kind.SEQUENCE, one.code, other.code, Direction.SAME, one.how)


def _services(first: Sheet, second: Sheet, worth: Worth) -> Iterable[Point]:
    shared = {choice.code for choice in first.choices} & {choice.code for choice in second.choices}
    left = list(second.services)
    alone = []
    for service, same in _paired(first.services, left):
        if same is None:
            alone.append(service)
            continue
        yield Agreed(service.procedure)
        yield from _aspects(service, same, shared)
    for service in alone:
        level = next((other for other in left if is_visit(service.procedure) and is_visit(other.procedure)), None)
        if level is not None:
            left.remove(level)
            yield Difference(
                Kind.LEVEL, service.procedure, level.procedure, _direction(service.procedure, level.procedure, worth)
            )
        else:
            yield Difference(Kind.SERVICE_EXTRA, service.procedure, "", Direction.OVER)
    for service in left:
        yield Difference(Kind.SERVICE_MISSED, "", service.procedure, Direction.UNDER)


def _paired(services: tuple[Service, ...], left: list[Service]) -> list[tuple[Service, Service | None]]:
    """Each service with its like, which is taken out of `left`: one with the same modifiers first, for RT and LT may stand in any order."""
    pairs: dict[int, Service] = {}
    for exactly in (True, False):
        for place, service in enumerate(services):
            same = next((other for other in left if _is_like(service, other, exactly=exactly)), None)
            if place not in pairs and same is not None:
                left.remove(same)
                pairs[place] = same
    return [(service, pairs.get(place)) for place, service in enumerate(services)]


def _is_like(one: Service, other: Service, *, exactly: bool) -> bool:
    return one.procedure == other.procedure and (not exactly or set(one.modifiers) == set(other.modifiers))


def _aspects(one: Service, other: Service, shared: set[str]) -> Iterable[Point]:
    """Modifiers, units and pointers of a service that both have; the order of modifiers does not count.

    Pointers are compared among the diagnoses that both have: another diagnosis is a difference already.
    """
    code = one.procedure
    if one.modifiers or other.modifiers:
        if set(one.modifiers) == set(other.modifiers):
            yield Agreed(f"{code} modifiers")
        else:
            yield Difference(
                Kind.MODIFIER, _listed(code, sorted(one.modifiers)), _listed(code, sorted(other.modifiers)), Direction.UNKNOWN
            )
    if one.units > 1 or other.units > 1:
        if one.units == other.units:
            yield Agreed(f"{code} units")
        else:
            direction = Direction.OVER if one.units > other.units else Direction.UNDER
            yield Difference(Kind.UNITS, f"{code} × {one.units}", f"{code} × {other.units}", direction)
    if shared & set(one.codes) == shared & set(other.codes):
        if shared & set(one.codes):
            yield Agreed(f"{code} pointers")
    else:
        yield Difference(Kind.POINTERS, _listed(code, one.codes, "→"), _listed(code, other.codes, "→"), Direction.SAME)


def _listed(code: str, parts: Iterable[str], sign: str = "-") -> str:
    return " ".join((code, *(f"{sign}{part}" for part in parts)))


def _direction(first: str, second: str, worth: Worth) -> Direction:
    one, other = worth(first), worth(second)
    if one is None or other is None:
        return Direction.UNKNOWN
    return Direction.OVER if one > other else Direction.UNDER if one < other else Direction.SAME
