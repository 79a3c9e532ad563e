"""What a builder hears: how the segments of a place are read, and which fields of an object they fill.

A listener is a handler in two steps: `read` understands the elements and knows nothing else, so that a text that comes again need
not be read again; `take` puts what was read into the draft of an object, its fields in their order. And because a listener can
say where it puts things, all segments of a loop can be put into a new draft in one step (`maker_of`), which costs a third.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from superbill.x12.findings import At

Draft = list[Any]
"""An object while it is built: its fields in their order."""
Read = Callable[[list[str]], Any]
"""Understands the elements of a segment, the name first. The same function for every set with the same component separator."""
Find = Callable[[], Draft]
"""Gives the draft that is built now; the same function for all listeners that fill one."""
Maker = Callable[..., Draft]
"""Makes the draft of a loop of its segments: first what was read of each, then where each stands."""

MOST = 5_000
"""Of one kind of thing in one claim; the guides allow 999 lines at most. What comes after is left out."""
LONGEST_LOOP = 40
"""Segments of a loop of which a draft is made in one step; one with more is seldom."""

_new = tuple.__new__


class _Part(NamedTuple):
    """What a segment does to a draft, as Python: the fields from one on until another are these, or get one thing more."""

    first: int
    until: int
    text: str
    is_more: bool = False


class Listener:
    """Takes the segments of a place, for the draft that `draft` gives. `repeats` says whether their texts come again and again."""

    __slots__ = ("draft", "read", "repeats", "take")

    def __init__(self, read: Read, draft: Find, take: Callable[[Any, At], object], *, repeats: bool = True) -> None:
        self.read, self.draft, self.take, self.repeats = read, draft, take, repeats

    def __call__(self, elements: list[str], at: At) -> None:
        """Both steps."""
        self.take(self.read(elements), at)

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[_Part] | None:
        """What the segment with this number in its loop does, with `v{n}` read and `a{n}` its place; None when that cannot be said."""


class Fill(Listener):
    """Fills the fields from `first` until `until`; the last of them with where the segment stands, if `placed`."""

    __slots__ = ("first", "placed", "until")

    def __init__(self, read: Read, draft: Find, first: int, until: int, *, placed: bool = True, repeats: bool = True) -> None:
        super().__init__(read, draft, self._fill, repeats=repeats)
        self.first, self.until, self.placed = first, until, placed

    def _fill(self, values: tuple[Any, ...], at: At) -> None:
        self.draft()[self.first : self.until] = (*values, at) if self.placed else values

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[_Part]:
        """One stretch of fields."""
        yield _Part(self.first, self.until, f"*v{n}, a{n}" if self.placed else f"*v{n}")


class Open(Fill):
    """The first segment of a loop: a new draft, `blank` but for the fields that the segment fills, is given to `keep`.

    `keep` may get the draft when it is still to be filled by the other segments of the loop, or when it has been.
    """

    __slots__ = ("blank", "keep")

    def __init__(
        self,
        read: Read,
        draft: Find,
        until: int,
        *,
        blank: Sequence[Any],
        keep: Callable[[Draft], object],
        repeats: bool = True,
    ) -> None:
        super().__init__(read, draft, 0, until, repeats=repeats)
        self.take, self.blank, self.keep = self._open, list(blank), keep

    def _open(self, values: tuple[Any, ...], at: At) -> None:
        draft = self.blank[:]
        draft[: self.until] = (*values, at)
        self.keep(draft)


class Add(Listener):
    """Adds a thing to those of a slot: `kind` of what was read, of where it stands, and of `rest`.

    What is beyond the most that are kept is left out; the slot `cut`, if there is one, says so.
    """

    __slots__ = ("cut", "kind", "rest", "slot")

    def __init__(
        self,
        read: Read,
        draft: Find,
        slot: int,
        kind: type[Any],
        *,
        rest: tuple[Any, ...] = (),
        cut: int | None = None,
        repeats: bool = True,
    ) -> None:
        super().__init__(read, draft, self._add, repeats=repeats)
        self.slot, self.kind, self.rest, self.cut = slot, kind, rest, cut

    def _add(self, values: tuple[Any, ...], at: At) -> None:
        put(self.draft(), self.slot, _new(self.kind, (*values, at, *self.rest)), self.cut)

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[_Part]:
        """One thing more."""
        names |= {f"k{n}": self.kind, f"r{n}": self.rest}
        rest = f" + r{n}" if self.rest else ""
        yield _Part(self.slot, self.slot + 1, f"new(k{n}, v{n} + (a{n},){rest})", is_more=True)


class AddEach(Listener):
    """Adds several things of a kind: what was read is, for each of the slots, the fields of those that belong there."""

    __slots__ = ("cut", "kind", "slots")

    def __init__(self, read: Read, draft: Find, slots: Sequence[int], kind: type[Any], *, cut: int | None = None) -> None:
        super().__init__(read, draft, self._add)
        self.slots, self.kind, self.cut = slots, kind, cut

    def _add(self, values: tuple[tuple[tuple[Any, ...], ...], ...], at: At) -> None:
        draft = self.draft()
        for slot, each in zip(self.slots, values, strict=True):
            for fields in each:
                put(draft, slot, _new(self.kind, (*fields, at)), self.cut)

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[_Part]:
        """Things for every slot."""
        names[f"k{n}"] = self.kind
        for index, slot in enumerate(self.slots):
            yield _Part(slot, slot + 1, f"*each(k{n}, v{n}[{index}], a{n})", is_more=True)


class Put(Listener):
    """Adds what was read, as it is, to what a slot holds."""

    __slots__ = ("cut", "slot")

    def __init__(self, read: Read, draft: Find, slot: int, *, cut: int | None = None) -> None:
        super().__init__(read, draft, self._put)
        self.slot, self.cut = slot, cut

    def _put(self, value: object, _: At) -> None:
        put(self.draft(), self.slot, value, self.cut)

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[_Part]:
        """One thing more."""
        yield _Part(self.slot, self.slot + 1, f"v{n}", is_more=True)


class Hold(Listener):
    """Puts a thing into a slot: `kind` of what was read and of where it stands."""

    __slots__ = ("kind", "slot")

    def __init__(self, read: Read, draft: Find, slot: int, kind: type[Any]) -> None:
        super().__init__(read, draft, self._hold)
        self.slot, self.kind = slot, kind

    def _hold(self, values: tuple[Any, ...], at: At) -> None:
        self.draft()[self.slot] = _new(self.kind, (*values, at))

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[_Part]:
        """One field."""
        names[f"k{n}"] = self.kind
        yield _Part(self.slot, self.slot + 1, f"new(k{n}, v{n} + (a{n},))")


def put(draft: Draft, slot: int, thing: object, cut: int | None = None) -> None:
    """Add a thing to those that a draft holds in a slot, up to the most that are kept; the slot `cut` says if there are more."""
    kept = draft[slot]
    if len(kept) < MOST:
        draft[slot] = (*kept, thing)
    elif cut is not None:
        draft[cut] = True


def _each(kind: type[Any], found: tuple[tuple[Any, ...], ...], at: At) -> tuple[Any, ...]:
    if len(found) == 1:
        return (_new(kind, (*found[0], at)),)
    return tuple([_new(kind, (*fields, at)) for fields in found])


def maker_of(listeners: Sequence[object]) -> Maker | None:
    """What makes the draft of a loop whose segments have these listeners, the same as they would one after the other.

    None where they do not begin with one that opens the loop, where one fills another draft, or two fill the same fields.
    """
    opener = listeners[0]
    if not isinstance(opener, Open) or len(listeners) > LONGEST_LOOP:
        return None
    names: dict[str, Any] = {"new": _new, "each": _each}
    fields: dict[int, _Part] = {}
    for n, listener in enumerate(listeners):
        is_known = isinstance(listener, Listener) and listener.draft == opener.draft
        parts = listener.parts(n, names) if isinstance(listener, Listener) and is_known else None
        if parts is None:
            return None
        for part in parts:
            before = fields.get(part.first)
            if before is not None and not (before.is_more and part.is_more):
                return None
            fields[part.first] = part._replace(text=f"{before.text}, {part.text}") if before else part
    texts = _in_order(fields, opener.blank, names)
    if texts is None:
        return None
    given = [f"{letter}{n}" for letter in "va" for n in range(len(listeners))]
    maker: Maker = eval(f"lambda {', '.join(given)}: [{', '.join(texts)}]", names)  # noqa: S307 — of our own names and numbers
    return maker


def _in_order(fields: dict[int, _Part], blank: Draft, names: dict[str, Any]) -> list[str] | None:
    """All fields of the draft as Python, those that no segment fills from the blank; None where two parts overlap."""
    texts, slot = [], 0
    for first, part in sorted(fields.items()):
        if first < slot:
            return None
        if slot < first:
            names[f"b{slot}"] = tuple(blank[slot:first])
            texts.append(f"*b{slot}")
        texts.append(f"({part.text},)" if part.is_more else part.text)
        slot = part.until
    if slot < len(blank):
        names[f"b{slot}"] = tuple(blank[slot:])
        texts.append(f"*b{slot}")
    return texts
