"""A guide that follows another: its table is made from the other's, and says only where the two differ.

    T837P_PREDETERMINATION = replace(T837P, guide="005010X291", body=changed(T837P.body, {
        "2400.served_on": optional,
        "2300.claim": with_fields(Field("reason", 19, 1383)),
    }))

A place is the guide's id of a loop and our name of the child in it; the outermost loop has no id (`.begin`).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from superbill.x12.tables import Composite, Field, Loop, Seg

Part = Seg | Loop
Change = Callable[[Part], tuple[Part, ...]]
"""What stands in place of a segment or loop, one after the other."""


def changed(body: Loop, changes: Mapping[str, Change]) -> Loop:
    """The same loop with each change made wherever its place occurs; every change must have a place."""
    made: set[str] = set()

    def follow(loop: Loop) -> Loop:
        parts: list[Part] = []
        for child in loop.children:
            place = f"{loop.id}.{child.name}"
            below = follow(child) if isinstance(child, Loop) else child
            parts += changes[place](below) if place in changes else (below,)
            made.update((place,) if place in changes else ())
        return replace(loop, children=tuple(parts))

    found = follow(body)
    assert made == set(changes), f"{body.name} has no {', '.join(sorted(set(changes) - made))}"
    return found


def optional(part: Part) -> tuple[Part, ...]:
    """The same, and it may be left out."""
    return (replace(part, need=False),)


def left_out(_: Part) -> tuple[Part, ...]:
    """Nothing: the guide does not have it."""
    return ()


def instead(*parts: Part) -> Change:
    """These in its place."""
    return lambda _: parts


def followed_by(*parts: Part) -> Change:
    """The same, and these after it."""
    return lambda part: (part, *parts)


def with_fields(*fields: Field | Composite) -> Change:
    """The same segment with these elements, in place of those that stand there or beside them."""

    def change(part: Part) -> tuple[Part, ...]:
        assert isinstance(part, Seg), f"{part.name} is a loop"
        by_place = {**part.by_place, **{each.place: each for each in fields}}
        return (replace(part, fields=tuple(by_place[place] for place in sorted(by_place))),)

    return change


def with_optional(*names: str) -> Change:
    """The same segment, in which the elements of these names may be left out."""

    def change(part: Part) -> tuple[Part, ...]:
        assert isinstance(part, Seg) and set(names) <= {each.name for each in part.fields}, f"{part.name} has others"
        return (replace(part, fields=tuple(replace(each, need=each.need and each.name not in names) for each in part.fields)),)

    return change
