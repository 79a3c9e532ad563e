"""Makes the draft of a loop, or of a claim with all its loops, in one step: Python written from what the listeners say they do.

There are few sequences of segments in a loop, and not many in a claim, so each gets a maker of its own. It does the same as the
listeners one after the other, which costs three times as much.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from string import Formatter
from typing import Any

from superbill.x12.findings import At
from superbill.x12.objects.listeners import Draft, Find, Listener, Open, Part, Plain, find_plain, written
from superbill.x12.objects.reading import segments_by

Maker = Callable[[Iterable[Any], Iterable[At]], Draft]
"""Makes a draft of segments: of what was read of each (of a whole claim: their raw texts), and of where each stands."""
PartMaker = Callable[..., Any]
"""Makes an object of the raw texts of its segments and of where each stands, all of them arguments of their own."""

LONGEST_LOOP, LONGEST_CLAIM = 40, 120
"""Segments of which a draft is made in one step; a loop or a claim with more is seldom."""

_LONG_PART = 4
"""Segments of an object that goes into another, for which it is made by a function of its own: claims differ more than their lines."""
_new = tuple.__new__


class _Sketch:
    """A draft as Python: what fills its fields. `names` are the things that the Python speaks of, `n` the number of its first segment."""

    def __init__(self, opener: Open, n: int, names: dict[str, Any]) -> None:
        self.opener, self.n, self.names = opener, n, names
        self.fields: dict[int, list[Part]] = {}

    def take(self, listener: Listener, n: int) -> bool:
        """What a segment does; false where that cannot be said, or another has filled the field."""
        parts = listener.parts(n, self.names)
        return parts is not None and all(map(self.add, parts))

    def add(self, part: Part) -> bool:
        """Fill some fields; false where another segment has."""
        before = self.fields.setdefault(part.first, [])
        if before and not (before[0].is_more and part.is_more):
            return False
        before.append(part)
        return True

    def text(self) -> str | None:
        """All fields in their order, those that no segment fills from the blank; None where two parts overlap."""
        texts: list[str] = []
        slot, blank = 0, self.opener.blank
        for first, parts in sorted(self.fields.items()):
            if first < slot:
                return None
            texts += self._blanks(blank, slot, first)
            texts.append(_things(parts) if parts[0].is_more else parts[0].text.removesuffix(", "))
            slot = parts[0].until
        return ", ".join((*texts, *self._blanks(blank, slot, len(blank))))

    def _blanks(self, blank: Draft, first: int, until: int) -> Iterator[str]:
        for slot in range(first, until):
            yield written(blank[slot], f"b{self.n}_{slot}", self.names)


def _things(parts: Sequence[Part]) -> str:
    """The things that go into one field."""
    groups = groupby(parts, attrgetter("is_many"))
    texts = (
        " + ".join(each.text for each in some) if many else f"({''.join(f'{each.text}, ' for each in some)})"
        for many, some in groups
    )
    return " + ".join(texts)


def maker_of(listeners: Sequence[object]) -> Maker | None:
    """What makes the draft of a loop whose segments have these listeners, the same as they would one after the other.

    None where they do not begin with one that opens the loop, where one fills another draft, or two fill the same fields.
    """
    opener = listeners[0]
    if not isinstance(opener, Open) or len(listeners) > LONGEST_LOOP:
        return None
    names: dict[str, Any] = {"new": _new, "each": _each}
    sketch, lines = _Sketch(opener, 0, names), []
    for n, listener in enumerate(listeners):
        if not isinstance(listener, Listener) or listener.draft != opener.draft or not sketch.take(listener, n):
            return None
        if listener.width:
            lines.append(f"{listener.values(n)}= v{n}")
    text = sketch.text()
    return _function(_taking("v", len(listeners), [*lines, f"return [{text}]"]), names) if text is not None else None


def claim_maker_of(
    listeners: Sequence[object], mark: str, *, letters: str = "", parts: dict[str, PartMaker] | None = None
) -> Maker | None:
    """What makes the draft of an object with all that goes into it, of the raw texts of its segments; `mark` parts their elements.

    None where the loops of the segments do not say what becomes of them, and in the cases of `maker_of`. What makes the longer of
    the objects that go into it is taken from `parts`, by the `letters` of their segments, or put there: claims share them.
    """
    if len(listeners) > LONGEST_CLAIM:
        return None
    return _whole_maker(listeners, mark, letters or "".join(map(chr, range(len(listeners)))), {} if parts is None else parts)


def _whole_maker(
    listeners: Sequence[object], mark: str, letters: str, parts: dict[str, PartMaker], *, is_part: bool = False
) -> PartMaker | None:
    """A maker of a draft; of a part, that of the object itself."""
    names: dict[str, Any] = {"new": _new, "each": _each, "mark": mark}
    lines, sketches = [], list[_Sketch]()
    open_: dict[Find, _Sketch] = {}
    n, until = 0, 1
    while n < len(listeners):
        listener = listeners[n]
        if not isinstance(listener, Listener) or (n and isinstance(listener, Open) and not _goes_into(listener, n, open_)):
            return None
        inside, until = _part_of(listeners, n) if n and isinstance(listener, Open) else (set[Find](), n + 1)
        if until - n >= _LONG_PART:
            key = letters[n:until]
            made = parts.get(key) or _whole_maker(listeners[n:until], mark, key, parts, is_part=True)
            if made is None:
                return None
            names[f"f{n}"] = parts[key] = made
            lines.append(f"o{n} = f{n}({_numbered('t', range(n, until))}{_numbered('a', range(n, until))})")
            for draft in inside & open_.keys():  # what comes after it and is for one of these must be said elsewhere
                del open_[draft]
            n = until
            continue
        if isinstance(listener, Open):
            open_[listener.draft] = _Sketch(listener, n, names)
            sketches.append(open_[listener.draft])
        if listener.draft not in open_ or not open_[listener.draft].take(listener, n):
            return None
        lines += _reading(listener, n, mark, names)
        n += 1
    for sketch in reversed(sketches):
        text, n = sketch.text(), sketch.n
        if text is None:
            return None
        names[f"k{n}"] = sketch.opener.kind
        made_of = f"new(k{n}, ({text}))"
        lines.append(f"o{n} = {made_of}" if n else f"return {made_of}" if is_part else f"return [{text}]")
    taking = _taking_each if is_part else _taking
    return _function(taking("t", len(listeners), lines), names)


def _part_of(listeners: Sequence[object], n: int) -> tuple[set[Find], int]:
    """The drafts of the object that this one opens and of what goes into it, and where the segments that fill them end."""
    first = listeners[n]
    assert isinstance(first, Open)
    inside, until = {first.draft}, n + 1
    while until < len(listeners):
        each = listeners[until]
        if isinstance(each, Open):
            if each.into is None or each.into.draft not in inside:
                break
            inside.add(each.draft)
        elif not isinstance(each, Listener) or each.draft not in inside:
            break
        until += 1
    return inside, until


def _goes_into(opener: Open, n: int, open_: dict[Find, _Sketch]) -> bool:
    """Put the object that a loop makes where it goes; false where that cannot be said."""
    into = opener.into
    if into is None or opener.kind is None or into.draft not in open_:
        return False
    return open_[into.draft].add(Part(into.slot, into.slot + 1, f"o{n}", into.is_more))


def _reading(listener: Listener, n: int, mark: str, names: dict[str, Any]) -> Iterator[str]:
    """What reads the raw text of a segment: what was read of it before, if it repeats; or element by element, where it is plain."""
    values = listener.values(n) if listener.width else f"v{n} "
    if listener.repeats:
        names[f"x{n}"] = segments_by(mark, listener.read)
        yield f"{values}= x{n}[t{n}]"
        return
    names[f"x{n}"] = listener.read
    plain = find_plain(listener.read)
    if plain is None or len(plain.fields) != listener.width:
        yield f"{values}= x{n}(t{n}.split(mark))"
        return
    names |= plain.names
    yield f"e = t{n}.split(mark)"
    yield "z = len(e)"
    where = f" and {plain.where.format(text=f't{n}')}" if plain.where else ""
    for index, length in enumerate(plain.lengths):
        yield f"{'el' * (index > 0)}if z == {length}{where}:"
        yield from (f"    {line}" for line in _plain_reading(plain, n, length))
    yield f"else: {values}= x{n}(e)"


def _plain_reading(plain: Plain, n: int, length: int) -> Iterator[str]:
    """The elements are given the names of the fields that are nothing else, and the other fields are made of them."""
    known = {field: f"v{n}_{index}" for index, field in enumerate(plain.fields)}
    elements = [known.get(f"{{{place}}}", f"e{place}") for place in range(1, length)]
    yield f"{', '.join(('_', *elements))} = e"
    elements += ["''"] * (max(map(_last_of, plain.fields)) + 1 - length)
    for index, field in enumerate(plain.fields):
        text = field.format("_", *elements)
        if text != f"v{n}_{index}":
            yield f"v{n}_{index} = {text}"


def _last_of(field: str) -> int:
    """The last element that a field is made of; 0 for none."""
    return max((int(place) for _, place, _, _ in Formatter().parse(field) if place), default=0)


def _numbered(letter: str, numbers: Iterable[int]) -> str:
    """A name for each number, with a comma behind."""
    return "".join(f"{letter}{n}, " for n in numbers)


def _taking(given: str, most: int, lines: Sequence[str]) -> list[str]:
    """A function of so many texts, or of what was read of them, and as many places, which come together: calls cost by arguments."""
    return ["def make(given, ats):", f"{_numbered(given, range(most))}= given", f"{_numbered('a', range(most))}= ats", *lines]


def _taking_each(given: str, most: int, lines: Sequence[str]) -> list[str]:
    """The same, each an argument: its caller has them by name."""
    return [f"def make({_numbered(given, range(most))}{_numbered('a', range(most))}):", *lines]


def _function(lines: Sequence[str], names: dict[str, Any]) -> PartMaker:
    """The function `make` that these lines of Python define."""
    exec("\n    ".join(lines), names)  # noqa: S102 — of our own names and numbers
    made: PartMaker = names.pop("make")
    return made


def _each(kind: type[Any], found: tuple[tuple[Any, ...], ...], at: At) -> tuple[Any, ...]:
    return tuple([_new(kind, (*fields, at)) for fields in found])
