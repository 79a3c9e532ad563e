"""Segments whose places are known, handed to those who listen: most of what a check of claims costs stands here.

So it goes in steps for all segments at once, by maps that run in C: what each says, where each stands. A loop whose segments all
come with listeners that say what they do (`objects/listeners.py`) becomes the draft of an object in one step; there are few
sequences of segments in a loop, and each has its own maker. Everything else is taken segment by segment.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, repeat
from operator import call, methodcaller
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from superbill.x12.findings import At
from superbill.x12.grammar import Grammar
from superbill.x12.objects import Handler
from superbill.x12.objects.listeners import Draft, Listener, Maker, Open, maker_of
from superbill.x12.objects.reading import segments_by

_NEW = tuple.__new__
_FIRST_LETTER = 0x100
"""The letter of place 0: beyond those that mean something in a regular expression."""
_MOST_MAKERS = 2_000
"""Of one guide: a file could have ever other sequences of segments, and a maker costs as much as some hundred segments."""


class Given(NamedTuple):
    """Segments: the number of the place of each, the same as letters, its number in the file, byte offset and raw text."""

    places: list[int]
    letters: str
    numbers: list[int]
    offsets: list[int]
    raws: list[str]

    def part(self, first: int, until: int) -> "Given":
        """Some of them."""
        cut = slice(first, until)
        return Given(self.places[cut], self.letters[cut], self.numbers[cut], self.offsets[cut], self.raws[cut])


def letters_of(places: npt.NDArray[np.int32]) -> str:
    """Numbers of places as letters, one each."""
    return (places + _FIRST_LETTER).astype("<u2").tobytes().decode("utf-16-le")


class Hand:
    """Hands the segments of a set to the handlers of its places. `mark` is the element separator."""

    def __init__(self, grammar: Grammar, handlers: Sequence[Handler | None], mark: str) -> None:
        self.grammar, self.handlers = grammar, handlers
        self.readers: list[Callable[[str], Any]] = [methodcaller("split", mark)] * len(handlers)
        self.takers: list[Callable[[Any, At], object]] = [handler or _ignore for handler in handlers]
        self.keeps: dict[str, Callable[[Draft], object]] = {}
        known: dict[int, Callable[[str], Any]] = {}  # one listener may serve many places
        for number, handler in enumerate(handlers):
            if not isinstance(handler, Listener):
                continue
            if id(handler) not in known:
                known[id(handler)] = _reader_of(handler, mark)
            self.readers[number], self.takers[number] = known[id(handler)], handler.take
            if isinstance(handler, Open) and grammar.places[number].loop.opener is grammar.places[number]:
                self.keeps[chr(number + _FIRST_LETTER)] = handler.keep
        openers = "".join(self.keeps)
        self.find_loops = re.compile(f".[^{openers}]*").findall if openers else None
        self.makers = _makers_of(grammar, openers)

    def give(self, given: Given) -> None:
        """Hand segments over, in their order. The last loop may go on with what comes next, so it is taken segment by segment."""
        values = map(call, map(self.readers.__getitem__, given.places), given.raws)
        ats = map(_NEW, repeat(At), zip(given.numbers, given.offsets, given.raws, strict=True))
        if self.find_loops is None:
            self._give_each(given.places, values, ats)
        elif given.places:
            self._give_loops(given, values, ats)

    def _give_loops(self, given: Given, values: Iterator[Any], ats: Iterator[At]) -> None:
        """What is read and where it stands is made just before it is used: what is still near costs less."""
        makers, keeps, places = self.makers, self.keeps, given.places
        assert self.find_loops is not None
        loops = self.find_loops(given.letters)
        last = len(loops.pop())
        begin = 0
        for letters in loops:
            size = len(letters)
            maker = makers[letters] if letters in makers else self._find_maker(letters)
            if maker is not None:
                keeps[letters[0]](maker(*islice(values, size), *islice(ats, size)))
            else:
                self._give_each(places[begin : begin + size], islice(values, size), islice(ats, size))
            begin += size
        self._give_each(places[-last:], values, ats)

    def _give_each(self, places: Sequence[int], values: Iterable[Any], ats: Iterable[At]) -> None:
        for take, value, at in zip(map(self.takers.__getitem__, places), values, ats, strict=True):
            take(value, at)

    def _find_maker(self, letters: str) -> Maker | None:
        """What makes the draft of a loop with these segments; None where they must be taken one by one."""
        if len(self.makers) >= _MOST_MAKERS:
            return None
        numbers = [ord(letter) - _FIRST_LETTER for letter in letters]
        is_whole = letters[0] in self.keeps and len({id(self.grammar.places[number].loop) for number in numbers}) == 1
        self.makers[letters] = maker_of([self.handlers[number] for number in numbers]) if is_whole else None
        return self.makers[letters]


@lru_cache(maxsize=64)
def _makers_of(grammar: Grammar, _openers: str) -> dict[str, Maker | None]:
    """The makers of the loops of a guide, by the letters of their segments, kept for all sets with the same openers."""
    return {}


def _reader_of(listener: Listener, mark: str) -> Callable[[str], Any]:
    """What reads the raw text of a segment for a listener."""
    if listener.repeats:
        return segments_by(mark, listener.read).__getitem__
    read = listener.read
    return lambda raw: read(raw.split(mark))


def _ignore(_: object, __: At) -> None:
    """Nobody hears it."""
