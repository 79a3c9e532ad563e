"""Who hears the segments of a guide, kept from set to set: a builder has a hundred handlers, and a file may have a set a claim."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from superbill.x12.grammar import Grammar
from superbill.x12.objects import Builder, Emit, Handler
from superbill.x12.segments import Delimiters

if TYPE_CHECKING:
    from superbill.x12.fast.stretch import Runner


class Hearing:
    """A builder with its handler for each place of a guide; `runner` is what the kernels made of them."""

    def __init__(self, make: Callable[[Delimiters, Emit], Builder], grammar: Grammar, marks: Delimiters) -> None:
        self._take: Emit | None = None
        self.builder = make(marks, self._hand_over)
        handlers = self.builder.handlers()
        self.handlers: list[Handler | None] = [handlers.get(place.path) for place in grammar.places]
        self.runner: Runner | None = None
        ours = list(_ours(self.builder, set()))
        self._beginning = [(vars(each), _contents(each)) for each in ours]
        self._emitting = [vars(each) for each in ours if vars(each).get("emit") == self._hand_over]

    def begin(self, take: Emit) -> None:
        """A set begins: nothing of the one before is known any more. `take` gets its objects."""
        self._take = take
        for now, then in self._beginning:
            for name, value, content in then:
                if content is not None:
                    value.clear()
                    (value.extend if isinstance(value, list) else value.update)(content)
                now[name] = value
        for each in self._emitting:  # without a step between, which would cost for each object
            each["emit"] = take

    def _hand_over(self, thing: object) -> None:
        assert self._take is not None
        self._take(thing)


def _ours(thing: Any, met: set[int]) -> Iterator[Any]:
    """A builder and the objects of this package that it holds: what has a state while a set goes by."""
    if id(thing) in met:
        return
    met.add(id(thing))
    yield thing
    for value in vars(thing).values():
        if type(value).__module__.startswith(__package__) and hasattr(value, "__dict__"):
            yield from _ours(value, met)


def _contents(thing: Any) -> list[tuple[str, Any, Any]]:
    """Each attribute with its value and, of a list or a dict, what is in it: handlers may hold on to the value itself."""
    return [(name, value, value.copy() if type(value) in (list, dict) else None) for name, value in vars(thing).items()]
