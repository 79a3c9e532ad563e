"""Makes the draft of a loop, or of a claim with all its loops, in one step: Python written from what the listeners say they do.

There are few sequences of segments in a loop, and not many in a claim, so each gets a maker of its own. It does the same as the
listeners one after the other, which costs three times as much.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from superbill.x12.findings import At
from superbill.x12.objects.listeners import Draft, Find, Listener, Open, Part
from superbill.x12.objects.reading import segments_by

Maker = Callable[..., Draft]
"""Makes a draft of segments: first what was read of each (of a whole claim: their raw texts), then where each stands."""

LONGEST_LOOP, LONGEST_CLAIM = 40, 120
"""Segments of which a draft is made in one step; a loop or a claim with more is seldom."""

_new = tuple.__new__


class _Sketch:
    """A draft as Python: what fills its fields. `names` are the things that the Python speaks of, `n` the number of its first segment."""

    def __init__(self, opener: Open, n: int, names: dict[str, Any]) -> None:
        self.opener, self.n, self.names = opener, n, names
        self.fields: dict[int, Part] = {}

    def take(self, listener: Listener, n: int) -> bool:
        """What a segment does; false where that cannot be said, or another has filled the field."""
        parts = listener.parts(n, self.names)
        return parts is not None and all(map(self.add, parts))

    def add(self, part: Part) -> bool:
        """Fill some fields; false where another segment has."""
        before = self.fields.get(part.first)
        if before is not None and not (before.is_more and part.is_more):
            return False
        self.fields[part.first] = part._replace(text=f"{before.text}, {part.text}") if before else part
        return True

    def text(self) -> str | None:
        """All fields in their order, those that no segment fills from the blank; None where two parts overlap."""
        texts: list[str] = []
        slot, blank = 0, self.opener.blank
        for first, part in sorted(self.fields.items()):
            if first < slot:
                return None
            texts += self._blanks(blank, slot, first)
            texts.append(f"({part.text},)" if part.is_more else part.text)
            slot = part.until
        return ", ".join((*texts, *self._blanks(blank, slot, len(blank))))

    def _blanks(self, blank: Draft, first: int, until: int) -> Iterator[str]:
        if first < until:
            name = f"b{self.n}_{first}"
            self.names[name] = tuple(blank[first:until])
            yield f"*{name}"


def maker_of(listeners: Sequence[object]) -> Maker | None:
    """What makes the draft of a loop whose segments have these listeners, the same as they would one after the other.

    None where they do not begin with one that opens the loop, where one fills another draft, or two fill the same fields.
    """
    opener = listeners[0]
    if not isinstance(opener, Open) or len(listeners) > LONGEST_LOOP:
        return None
    names: dict[str, Any] = {"new": _new, "each": _each}
    sketch = _Sketch(opener, 0, names)
    for n, listener in enumerate(listeners):
        if not isinstance(listener, Listener) or listener.draft != opener.draft or not sketch.take(listener, n):
            return None
    text = sketch.text()
    return _function("v", len(listeners), [f"return [{text}]"], names) if text is not None else None


def claim_maker_of(listeners: Sequence[object], mark: str) -> Maker | None:
    """What makes the draft of an object with all that goes into it, of the raw texts of its segments; `mark` parts their elements.

    None where the loops of the segments do not say what becomes of them, and in the cases of `maker_of`.
    """
    names: dict[str, Any] = {"new": _new, "each": _each, "mark": mark}
    if len(listeners) > LONGEST_CLAIM:
        return None
    lines, sketches = [], list[_Sketch]()
    open_: dict[Find, _Sketch] = {}
    for n, listener in enumerate(listeners):
        if not isinstance(listener, Listener):
            return None
        if isinstance(listener, Open):
            if n and not _goes_into(listener, n, open_):
                return None
            open_[listener.draft] = _Sketch(listener, n, names)
            sketches.append(open_[listener.draft])
        if listener.draft not in open_ or not open_[listener.draft].take(listener, n):
            return None
        names[f"x{n}"] = segments_by(mark, listener.read) if listener.repeats else listener.read
        lines.append(f"v{n} = x{n}[t{n}]" if listener.repeats else f"v{n} = x{n}(t{n}.split(mark))")
    for sketch in reversed(sketches):
        text, n = sketch.text(), sketch.n
        if text is None:
            return None
        names[f"k{n}"] = sketch.opener.kind
        lines.append(f"o{n} = new(k{n}, ({text}))" if n else f"return [{text}]")
    return _function("t", len(listeners), lines, names)


def _goes_into(opener: Open, n: int, open_: dict[Find, _Sketch]) -> bool:
    """Put the object that a loop makes where it goes; false where that cannot be said."""
    into = opener.into
    if into is None or opener.kind is None or into.draft not in open_:
        return False
    return open_[into.draft].add(Part(into.slot, into.slot + 1, f"o{n}", into.is_more))


def _function(given: str, most: int, lines: Sequence[str], names: dict[str, Any]) -> Maker:
    """A function of so many texts, or of what was read of them, and as many places."""
    parameters = ", ".join(f"{letter}{n}" for letter in (given, "a") for n in range(most))
    body = "\n    ".join(lines)
    exec(f"def make({parameters}):\n    {body}\n", names)  # noqa: S102 — of our own names and numbers
    made: Maker = names.pop("make")
    return made


def _each(kind: type[Any], found: tuple[tuple[Any, ...], ...], at: At) -> tuple[Any, ...]:
    return tuple([_new(kind, (*fields, at)) for fields in found])
