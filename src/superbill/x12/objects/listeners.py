"""What a builder hears: how the segments of a place are read, and which fields of an object they fill.

A listener is a handler in two steps: `read` understands the elements and knows nothing else, so that a text that comes again need
not be read again; `take` puts what was read into the draft of an object, its fields in their order. And because a listener can
say where it puts things, all segments of a loop, or of a whole claim, can be put into a new draft in one step (`makers.py`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from superbill.x12.findings import At

Draft = list[Any]
"""An object while it is built: its fields in their order."""
Read = Callable[[list[str]], Any]
"""Understands the elements of a segment, the name first. The same function for every set with the same component separator."""
Find = Callable[[], Draft]
"""Gives the draft that is built now; the same function for all listeners that fill one."""
MOST = 5_000
"""Of one kind of thing in one claim; the guides allow 999 lines at most. What comes after is left out."""

_new = tuple.__new__


class Part(NamedTuple):
    """What a segment does to a draft, as Python: the fields from one on until another are these, or get one thing more.

    `text` has the fields with commas between; of `is_many` it is a tuple of things more.
    """

    first: int
    until: int
    text: str
    is_more: bool = False
    is_many: bool = False


class Plain(NamedTuple):
    """What `read` gives for segments with so many elements, the name counted: Python for each field, with `{1}` for an element.

    `names` are what the Python speaks of; `where` is what must be true, besides, of the raw text `{text}`.
    """

    lengths: tuple[int, ...]
    fields: tuple[str, ...]
    names: Mapping[str, Any] = {}
    where: str = ""


def plainly(read: Read, plain: Plain) -> Read:
    """The same function, which says how it reads segments of some lengths. Elements that are not there are empty."""
    vars(read)["plain"] = plain
    return read


def find_plain(read: Read) -> Plain | None:
    """What it says, if anything."""
    found: Plain | None = getattr(read, "plain", None)
    return found


class Into(NamedTuple):
    """Where an object goes that a loop makes: into a slot of the draft that `draft` gives, to others that are there if `is_more`."""

    draft: Find
    slot: int
    is_more: bool = True


class Listener:
    """Takes the segments of a place, for the draft that `draft` gives. `repeats` says whether their texts come again and again.

    `width` is how many things are read of a segment, where `parts` speaks of each: `v{n}_0`, `v{n}_1` … instead of `v{n}`.
    """

    __slots__ = ("draft", "read", "repeats", "take", "width")

    def __init__(
        self, read: Read, draft: Find, take: Callable[[Any, At], object], *, repeats: bool = True, width: int = 0
    ) -> None:
        self.read, self.draft, self.take, self.repeats, self.width = read, draft, take, repeats, width

    def values(self, n: int) -> str:
        """All that is read of a segment, with a comma behind each."""
        return "".join(f"v{n}_{index}, " for index in range(self.width)) if self.width else f"*v{n}, "

    def __call__(self, elements: list[str], at: At) -> None:
        """Both steps."""
        self.take(self.read(elements), at)

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[Part] | None:
        """What the segment with this number in its loop does, with `v{n}` read and `a{n}` its place; None when that cannot be said."""


class Fill(Listener):
    """Fills the fields from `first` until `until`; the last of them with where the segment stands, if `placed`."""

    __slots__ = ("first", "placed", "until")

    def __init__(self, read: Read, draft: Find, first: int, until: int, *, placed: bool = True, repeats: bool = True) -> None:
        super().__init__(read, draft, self._fill, repeats=repeats, width=until - first - placed)
        self.first, self.until, self.placed = first, until, placed

    def _fill(self, values: tuple[Any, ...], at: At) -> None:
        self.draft()[self.first : self.until] = (*values, at) if self.placed else values

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[Part]:
        """One stretch of fields."""
        yield Part(self.first, self.until, self.values(n) + f"a{n}" * self.placed)


class Open(Fill):
    """The first segment of a loop: a new draft, `blank` but for the fields that the segment fills, is given to `keep`.

    `keep` may get the draft when it is still to be filled by the other segments of the loop, or when it has been. `kind` is what
    becomes of the draft and `into` where that goes, if they can be said beforehand. Of objects that go into no other, one after the
    other, `keep_wholes` gets the drafts when all that goes into them is there, and no more will come.
    """

    __slots__ = ("blank", "into", "keep", "keep_wholes", "kind")

    def __init__(
        self,
        read: Read,
        draft: Find,
        until: int,
        *,
        blank: Sequence[Any],
        keep: Callable[[Draft], object],
        kind: type[Any] | None = None,
        into: Into | None = None,
        keep_wholes: Callable[[list[Draft]], object] | None = None,
        repeats: bool = True,
    ) -> None:
        super().__init__(read, draft, 0, until, repeats=repeats)
        self.take, self.blank, self.keep = self._open, list(blank), keep
        self.kind, self.into, self.keep_wholes = kind, into, keep_wholes

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
        super().__init__(read, draft, self._add, repeats=repeats, width=max(0, _fields_of(kind) - 1 - len(rest)))
        self.slot, self.kind, self.rest, self.cut = slot, kind, rest, cut

    def _add(self, values: tuple[Any, ...], at: At) -> None:
        put(self.draft(), self.slot, _new(self.kind, (*values, at, *self.rest)), self.cut)

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[Part]:
        """One thing more."""
        names[f"k{n}"] = self.kind
        rest = "".join(f", {written(value, f'r{n}_{index}', names)}" for index, value in enumerate(self.rest))
        yield Part(self.slot, self.slot + 1, f"new(k{n}, ({self.values(n)}a{n}{rest}))", is_more=True)


class AddEach(Listener):
    """Adds several things of a kind: what was read is, for each of the slots, the fields of those that belong there."""

    __slots__ = ("cut", "kind", "slots")

    def __init__(self, read: Read, draft: Find, slots: Sequence[int], kind: type[Any], *, cut: int | None = None) -> None:
        super().__init__(read, draft, self._add, width=len(slots))
        self.slots, self.kind, self.cut = slots, kind, cut

    def _add(self, values: tuple[tuple[tuple[Any, ...], ...], ...], at: At) -> None:
        draft = self.draft()
        for slot, each in zip(self.slots, values, strict=True):
            for fields in each:
                put(draft, slot, _new(self.kind, (*fields, at)), self.cut)

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[Part]:
        """Things for every slot."""
        names[f"k{n}"] = self.kind
        for index, slot in enumerate(self.slots):
            things = f"v{n}_{index}"  # mostly none or one
            one = f"(new(k{n}, {things}[0] + (a{n},)),)"
            text = f"({one} if len({things}) == 1 else each(k{n}, {things}, a{n}) if {things} else ())"
            yield Part(slot, slot + 1, text, is_more=True, is_many=True)


class Put(Listener):
    """Adds what was read, as it is, to what a slot holds."""

    __slots__ = ("cut", "slot")

    def __init__(self, read: Read, draft: Find, slot: int, *, cut: int | None = None) -> None:
        super().__init__(read, draft, self._put)
        self.slot, self.cut = slot, cut

    def _put(self, value: object, _: At) -> None:
        put(self.draft(), self.slot, value, self.cut)

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[Part]:
        """One thing more."""
        yield Part(self.slot, self.slot + 1, f"v{n}", is_more=True)


class Hold(Listener):
    """Puts a thing into a slot: `kind` of what was read and of where it stands."""

    __slots__ = ("kind", "slot")

    def __init__(self, read: Read, draft: Find, slot: int, kind: type[Any]) -> None:
        super().__init__(read, draft, self._hold, width=_fields_of(kind) - 1)
        self.slot, self.kind = slot, kind

    def _hold(self, values: tuple[Any, ...], at: At) -> None:
        self.draft()[self.slot] = _new(self.kind, (*values, at))

    def parts(self, n: int, names: dict[str, Any]) -> Iterator[Part]:
        """One field."""
        names[f"k{n}"] = self.kind
        yield Part(self.slot, self.slot + 1, f"new(k{n}, ({self.values(n)}a{n}))")


def _fields_of(kind: type[Any]) -> int:
    """How many fields there are; 1 where it is not said."""
    return len(getattr(kind, "_fields", "?"))


def written(value: object, name: str, names: dict[str, Any]) -> str:
    """A value that is always the same as Python: itself, where that is short, or else its name."""
    if value is None or (type(value) in (str, int, bool, tuple) and not value):
        return repr(value)
    names[name] = value
    return name


def put(draft: Draft, slot: int, thing: object, cut: int | None = None) -> None:
    """Add a thing to those that a draft holds in a slot, up to the most that are kept; the slot `cut` says if there are more."""
    kept = draft[slot]
    if len(kept) < MOST:
        draft[slot] = (*kept, thing)
    elif cut is not None:
        draft[cut] = True
