"""Random valid branches of any transaction, made from its table alone: what a table allows, the writer must write.

A branch is made from a seed and a size, so that a find can be made again: `Maker(7, size=3).branch(T835)`. Size 0 gives what is required and nothing else; more gives more of what may be there. `wanted` is a segment that must be among it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from superbill.x12.standard import find_segment
from superbill.x12.syntax import CONDITIONS, PART_CONDITIONS
from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.tree import Node, Row

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_MARKS = " .,-/()&#'%=@$"
_MOST_SEGMENTS = 150

Path = tuple[Loop | Seg, ...]
"""From a child of the outermost loop down to a segment."""


def paths_of(table: Transaction) -> list[Path]:
    """The way to every segment of a table, in the order of the guide."""
    return list(_paths(table.body, ()))


def _paths(loop: Loop, above: Path) -> Iterator[Path]:
    for child in loop.children:
        if isinstance(child, Loop):
            yield from _paths(child, (*above, child))
        else:
            yield (*above, child)


def chances(seed: int) -> Random:
    """Random numbers that a seed gives again."""
    return Random(seed)  # noqa: S311  (nothing secret)


class Maker:
    """Makes one branch. `barred` are characters that no value may hold: the delimiters."""

    def __init__(self, seed: int, *, size: int, barred: str = "*^:~", wanted: Path = ()) -> None:
        self.random = random = chances(seed)
        self.size, self.barred = size, barred
        self.wanted = {id(each) for each in wanted}
        self.left = size
        self.chance = random.choice((0.03, 0.1, 0.3)) if size else 0.0
        self.filled = random.choice((0.1, 0.5, 0.9)) if size else 0.0
        self.made = 0
        self.marks = "".join(mark for mark in _MARKS if mark not in barred)

    def branch(self, table: Transaction) -> dict[str, Any]:
        """The whole of a set."""
        return self.loop(table.body, outermost=True)

    # --- loops and segments

    def loop(self, loop: Loop, *, outermost: bool = False) -> dict[str, Any]:
        branch: dict[str, Any] = {}
        for index, child in enumerate(loop.children):
            opens = index == 0 and not outermost
            made = [self.loop(child) if isinstance(child, Loop) else self.segment(child) for _ in range(self.times(child, opens))]
            if made:
                branch[child.name] = made if len(made) > 1 or self.random.random() < 0.5 else made[0]
        if _needs_level(loop) and not any(child.name in branch for child in _levels(loop)):
            child = self.random.choice(_levels(loop))
            branch[child.name] = self.loop(child)
        return branch

    def times(self, child: Loop | Seg, opens: bool) -> int:
        """How often it stands here: once at least when it must be there."""
        if opens:
            return 1
        count = 1 if child.need or id(child) in self.wanted else 0
        self.wanted.discard(id(child))
        most = min(child.most or 99, 99)
        while count < most and self.left > 0 and self.made < _MOST_SEGMENTS and self.random.random() < self.chance:
            count += 1
            self.left -= 1
        return count

    def segment(self, seg: Seg) -> dict[str, Any]:
        self.made += 1
        places = self.chosen(seg)
        values: dict[str, Any] = {}
        for each in sorted(seg.fields, key=lambda each: each.place):
            if each.place in places:
                self.fill(seg, each, values)
        return values

    def chosen(self, seg: Seg) -> set[int]:
        """The elements that are there: what is needed, some of what may be, and what the standard's conditions ask for."""
        known = {each.place for each in seg.fields}
        needed = {each.place for each in seg.fields if each.need}
        places = needed | {place for place in known if self.random.random() < self.filled}
        if not places:
            places = {self.random.choice(sorted(known))}
        return self.repaired(CONDITIONS.get(seg.tag, ()), places, needed, known, seg.tag)

    def repaired(
        self, conditions: tuple[tuple[str, tuple[int, ...]], ...], places: set[int], needed: set[int], known: set[int], what: str
    ) -> set[int]:
        """The same places with what conditions ask for put in, or what they shut out left out."""
        for _ in range(50):
            before = set(places)
            for kind, spots in conditions:
                places = _repair(kind, spots, places, needed, known)
            if places == before:
                return places
        raise AssertionError(f"the conditions of {what} cannot be kept by its table: {sorted(places)}")

    # --- elements

    def fill(self, seg: Seg, each: Field | Composite, values: dict[str, Any]) -> None:
        """Put the values of one element in, by name."""
        if isinstance(each, Field):
            if not each.auto:
                before = seg.by_place.get(each.place - 1)
                form = str(values.get(before.name, "")) if isinstance(before, Field) else ""
                made = [self.value(each, form) for _ in range(self.repeats(each))]
                values[each.name] = made if len(made) > 1 else made[0]
            return
        made = [self.parts(seg, each) for _ in range(self.repeats(each))]
        for part in each.parts:
            column = [one.get(part.name) for one in made]
            if any(value is not None for value in column):
                values[part.name] = column if len(made) > 1 else column[0]

    def repeats(self, each: Field | Composite) -> int:
        """How often it repeats, 1 for most."""
        most = min(each.repeat or 99, 99)
        return 1 if most == 1 or not self.size or self.random.random() < 0.5 else self.random.randint(1, min(most, 12))

    def parts(self, seg: Seg, composite: Composite) -> dict[str, Any]:
        """The parts of a composite, once."""
        known = {part.place for part in composite.parts}
        needed = {part.place for part in composite.parts if part.need}
        places = needed | {place for place in known if self.random.random() < self.filled}
        spot = next((spot for spot in find_segment(seg.tag) if spot.place == composite.place), None)
        name = spot.composite if spot else ""
        places = self.repaired(PART_CONDITIONS.get(name, ()), places or {min(known)}, needed, known, name)
        by_place: dict[int, Any] = {}
        for part in sorted(composite.parts, key=lambda part: part.place):
            if part.place in places:
                by_place[part.place] = self.value(part, str(by_place.get(part.place - 1, "")))
        return {part.name: by_place[part.place] for part in composite.parts if part.place in places}

    # --- values

    def value(self, at: Field, before: str) -> Any:
        """A value of its type and length, one of its codes when it has any; `before` is the value just before it."""
        if at.allowed:
            return self.random.choice(at.allowed)
        if at.number == 1251:
            return self.period(before)
        kind, least, most = at.element
        match kind:
            case "$":
                return self.random.choice((0, 1, -1)) * self.random.randint(1, 10 ** self.random.randint(1, 9))
            case "N":
                return self.random.randint(
                    10 ** (least - 1) if least > 1 else 0, 10 ** self.random.randint(least, min(most, 9)) - 1
                )
            case "R":
                return self.number(least, most)
            case "DT":
                return self.day()
            case "TM":
                return self.time()
            case "B":
                return self.random.randbytes(self.random.randint(1, 40)) + self.random.choice((b"", b"~IEA*1*000000001~\n", b"*"))
            case _:
                return self.text(least, min(most, least + self.random.choice((0, 3, 12, 60))))

    def number(self, least: int, most: int) -> Decimal:
        digits = self.random.randint(least, min(most, 9))
        whole = self.random.randint(10 ** (digits - 1), 10**digits - 1)
        return Decimal(whole).scaleb(-self.random.randint(0, min(2, digits - 1))).normalize()

    def text(self, least: int, most: int) -> str:
        """Capitals, digits and marks; no blanks around it, nor two together."""
        made = [self.random.choice(_LETTERS + self.marks) for _ in range(self.random.randint(max(least, 1), most))]
        for index in range(len(made)):
            if made[index] == " " and (index in (0, len(made) - 1) or made[index - 1] == " "):
                made[index] = self.random.choice(_LETTERS)
        return "".join(made)

    def day(self) -> date:
        return date(1900, 1, 1) + timedelta(days=self.random.randint(0, 60_000))

    def time(self) -> str:
        long = self.random.choice((4, 4, 6, 7, 8))
        parts = (self.random.randint(0, most) for most in (23, 59, 59, 99))
        return "".join(f"{part:02d}" for part in parts)[:long]

    def period(self, form: str) -> Any:
        """A day, a time or a period, by its qualifier."""
        first, last = sorted((self.day(), self.day()))
        forms = {
            "D8": first,
            "D6": f"{first:%y%m%d}",
            "RD8": f"{first:%Y%m%d}-{last:%Y%m%d}",
            "TM": self.time(),
            "DT": f"{first:%Y%m%d}{self.time()}",
        }
        return forms[form] if form in forms else self.text(1, 35)


def _levels(loop: Loop) -> list[Loop]:
    """The levels of the hierarchy just below a loop."""
    return [child for child in loop.children if isinstance(child, Loop) and child.opener.tag == "HL"]


def _needs_level(loop: Loop) -> bool:
    """Whether HL04 of the loop must say that levels follow, although none of them is required."""
    first = loop.children[0]
    codes = [at.allowed for at, _, _ in first.places.values() if at.auto == "hl_child"] if isinstance(first, Seg) else []
    return codes == [("1",)]


def _repair(kind: str, spots: tuple[int, ...], places: set[int], needed: set[int], known: set[int]) -> set[int]:
    here, usable = places & set(spots), set(spots) & known
    first, others = spots[0], set(spots[1:])
    if kind == "P" and here and here != set(spots):
        return places | usable if usable == set(spots) else places - set(spots) | (needed & set(spots))
    if kind == "R" and not here and usable:
        return places | {min(usable)}
    if kind == "E" and len(here) > 1:
        return places - here | {min(here & needed or here)}
    if kind == "C" and first in here and not others <= here:
        return places | others if others <= known else places - {first}
    if kind == "L" and first in here and not others & here:
        return places | {min(others & known)} if others & known else places - {first}
    return places


def is_same(given: Mapping[str, Any], node: Node) -> bool:
    """Whether a loop that was read holds what was given to write, value for value."""
    for child in node.loop.children:
        name, wanted = child.name, given.get(child.name, [])
        wanted = wanted if isinstance(wanted, list) else [wanted]
        found = node.loops(name) if isinstance(child, Loop) else node.every(name)
        same: Any = is_same if isinstance(child, Loop) else _is_same_row
        if len(wanted) != len(found) or not all(map(same, wanted, found)):
            return False
    return True


def _is_same_row(given: Mapping[str, Any], row: Row) -> bool:
    for name, (at, _, _) in row.seg.places.items():
        wanted = given.get(name)
        if at.element.type == "B":
            if row.data(name) != wanted:
                return False
        elif not at.auto:
            every = wanted if isinstance(wanted, list) else [wanted]
            found = row.every(name) or [""]
            if wanted is None and any(found):
                return False
            if wanted is not None and [_meant(at, each) for each in every] != [_meant(at, each) for each in found]:
                return False
    return True


def _meant(at: Field, value: Any) -> Any:
    """A value as given or as read, as what it means."""
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    if at.element.type == "$":
        return int(Decimal(value) * 100) if isinstance(value, str) else value
    return Decimal(value) if at.element.type in "NR" else value
