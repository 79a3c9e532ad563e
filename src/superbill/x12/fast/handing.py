"""Segments whose places are known, handed to those who listen: most of what a check of claims costs stands here.

So it goes in steps for all segments at once, by maps that run in C: what each says, where each stands. A claim whose segments all
come with listeners that say what they do (`objects/listeners.py`) is made in one step by a maker for that very sequence of
segments, once the sequence was met a few times; else its loops are, each in one step. What is left is taken segment by segment.
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
from superbill.x12.grammar import Grammar, Place, Plan
from superbill.x12.objects import Handler
from superbill.x12.objects.listeners import Draft, Listener, Open
from superbill.x12.objects.makers import Maker, PartMaker, claim_maker_of, maker_of
from superbill.x12.objects.reading import segments_by
from superbill.x12.segments import Delimiters

_NEW = tuple.__new__
_FIRST_LETTER = 0x100
"""The letter of place 0: beyond those that mean something in a regular expression."""
_MOST_MAKERS = 500
"""Of one guide: a file could have ever other sequences of segments, and a maker costs as much as some hundred segments."""
_TOGETHER = 8
"""Wholes that are kept at once: few, because what is still near costs less."""
OFTEN, _MOST_MET = 64, 20_000
"""How often a sequence is met before a claim with it gets a maker, and of how many that is known."""


class Given(NamedTuple):
    """Segments: the number of the place of each, the same as letters, its number in the file, byte offset and raw text."""

    places: npt.NDArray[np.int32]
    letters: str
    numbers: Sequence[int]
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
    """Hands the segments of a set to the handlers of its places."""

    def __init__(self, grammar: Grammar, handlers: Sequence[Handler | None], marks: Delimiters) -> None:
        self.grammar, self.handlers, self.mark = grammar, handlers, marks.element
        self.readers: list[Callable[[str], Any]] = [methodcaller("split", self.mark)] * len(handlers)
        self.takers: list[Callable[[Any, At], object]] = [handler or _ignore for handler in handlers]
        self.keeps: dict[str, Callable[[Draft], object]] = {}
        self.keeps_wholes: dict[str, Callable[[list[Draft]], object]] = {}
        known: dict[int, Callable[[str], Any]] = {}  # one listener may serve many places
        for number, handler in enumerate(handlers):
            if not isinstance(handler, Listener):
                continue
            if id(handler) not in known:
                known[id(handler)] = _reader_of(handler, self.mark)
            self.readers[number], self.takers[number] = known[id(handler)], handler.take
            if isinstance(handler, Open) and grammar.places[number].loop.opener is grammar.places[number]:
                letter = chr(number + _FIRST_LETTER)
                self.keeps[letter] = handler.keep
                if handler.keep_wholes is not None:
                    self.keeps_wholes[letter] = handler.keep_wholes
        openers, firsts = "".join(self.keeps), "".join(self.keeps_wholes)
        self.find_loops = re.compile(f".[^{openers}]*").findall if openers else None
        self.find_wholes = re.compile(f"[{firsts}][{self._below(firsts)}]*|[^{firsts}]+").findall if firsts else None
        self.makers, self.whole_makers, self.part_makers, self.met = _makers_of(grammar, openers, marks)

    def _below(self, firsts: str) -> str:
        """The letters of the places that stand in loops which these begin, themselves left out."""
        plans = [self.grammar.places[ord(letter) - _FIRST_LETTER].loop for letter in firsts]
        inside = {id(below) for plan in plans for below in _and_below(plan)}
        letters = (chr(place.number + _FIRST_LETTER) for place in self.grammar.places if id(place.loop) in inside)
        return "".join(letter for letter in letters if letter not in firsts)

    def give(self, given: Given) -> None:
        """Hand segments over, in their order. The last loop may go on with what comes next, so it is taken segment by segment."""
        ats = map(_NEW, repeat(At), zip(given.numbers, given.offsets, given.raws, strict=True))
        if self.find_wholes is None:
            self._give_loops(given, ats)
            return
        keeps, makers, raws, begin = self.keeps_wholes, self.whole_makers, given.raws, 0
        keep: Callable[[list[Draft]], object] = _keep_none
        drafts: list[Draft] = []
        pieces = self.find_wholes(given.letters)
        for letters in pieces[:-1]:
            until = begin + len(letters)
            maker = makers[letters] if letters in makers else self._find_whole_maker(letters)
            if maker is None or keeps[letters[0]] is not keep or len(drafts) >= _TOGETHER:
                keep(drafts)
                keep, drafts = keeps.get(letters[0], _keep_none), []
            if maker is not None:
                drafts.append(maker(raws[begin:until], islice(ats, until - begin)))
            else:
                self._give_loops(given.part(begin, until), islice(ats, until - begin))
            begin = until
        keep(drafts)
        self._give_loops(given.part(begin, len(raws)), ats)

    def _give_loops(self, given: Given, ats: Iterator[At]) -> None:
        """Loop by loop. What is read and where it stands is made just before it is used: what is still near costs less."""
        places = given.places.tolist()
        values = map(call, map(self.readers.__getitem__, places), given.raws)
        if self.find_loops is None or not places:
            self._give_each(places, values, ats)
            return
        makers, keeps, begin = self.makers, self.keeps, 0
        loops = self.find_loops(given.letters)
        last = len(loops.pop())
        for letters in loops:
            size = len(letters)
            maker = makers[letters] if letters in makers else self._find_maker(letters)
            if maker is not None:
                keeps[letters[0]](maker(islice(values, size), islice(ats, size)))
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
        is_whole = letters[0] in self.keeps and len({id(place.loop) for place in self._places(letters)}) == 1
        self.makers[letters] = maker_of(self._handlers(letters)) if is_whole else None
        return self.makers[letters]

    def _find_whole_maker(self, letters: str) -> Maker | None:
        """What makes the draft of a claim with these segments, when the sequence comes again and again."""
        if letters[0] not in self.keeps_wholes or len(self.whole_makers) >= _MOST_MAKERS:
            return None
        if len(self.met) >= _MOST_MET:
            self.met.clear()
        self.met[letters] = times = self.met.get(letters, 0) + 1
        if times < OFTEN:
            return None
        self.whole_makers[letters] = claim_maker_of(self._handlers(letters), self.mark, letters=letters, parts=self.part_makers)
        return self.whole_makers[letters]

    def _places(self, letters: str) -> list[Place]:
        return [self.grammar.places[ord(letter) - _FIRST_LETTER] for letter in letters]

    def _handlers(self, letters: str) -> list[Handler | None]:
        return [self.handlers[place.number] for place in self._places(letters)]


class _Makers(NamedTuple):
    """What makes loops, whole claims and parts of those, by the letters of their segments, and how often claims without a maker were met."""

    loops: dict[str, Maker | None]
    wholes: dict[str, Maker | None]
    parts: dict[str, PartMaker]
    met: dict[str, int]


@lru_cache(maxsize=64)
def _makers_of(grammar: Grammar, _openers: str, _marks: Delimiters) -> _Makers:
    """The makers of a guide, kept for all sets with the same openers and separators."""
    return _Makers({}, {}, {}, {})


def _and_below(plan: Plan) -> Iterator[Plan]:
    """A loop and all those in it."""
    yield plan
    for each in plan.plans:
        yield from _and_below(each)


def _reader_of(listener: Listener, mark: str) -> Callable[[str], Any]:
    """What reads the raw text of a segment for a listener."""
    if listener.repeats:
        return segments_by(mark, listener.read).__getitem__
    read = listener.read
    return lambda raw: read(raw.split(mark))


def _keep_none(_: list[Draft]) -> None:
    """There are none."""


def _ignore(_: object, __: At) -> None:
    """Nobody hears it."""
