"""Which terms of one book answer a question best: the ones that hold what was said, and little else.

Terms are first gathered through the rarest words, then weighed: what of the question the term answers, by how much each word
tells, and what of the term the question did not ask for. What a term leaves open, another term of its code or a heading above may
answer, for half. All that is looked at are packed numbers.
"""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from typing import Any, NamedTuple

from superbill.codes.search.ask import Question, Reading
from superbill.codes.search.build import NONE, SOURCES
from superbill.codes.search.gather import LEAST_OF_BEST, Gathered, gather
from superbill.codes.search.postings import Postings
from superbill.codes.search.weighed import Weighed

WEIGHED = 45
_SOURCES = {"own": 1.02, "title": 1.0, "inclusion": 0.98, "short": 0.97, "includes": 0.8}
_WORTH = tuple(_SOURCES.get(source, 0.95) for source in SOURCES)
_NO_SIDE, _WRONG_SIDE, _WRONG_NUMBER = 0.85, 0.7, 0.7
_ANSWERED = 1.2
"""The power by which the share of a question that is answered counts."""
_ABOVE = 0.5
"""How much of an answer counts that another term of the code, or a heading above it, gives."""


class Found(NamedTuple):
    """A term that answers: its score from 0 to about 1, its place in the index, its node, how it was met.

    `like` is a term of another code in whose manner the words were said (`parallel`), or -1.
    """

    score: float
    doc: int
    node: int
    readings: tuple[Reading, ...]
    like: int = -1


class _Answer(NamedTuple):
    """What a word may answer: what it tells, and for which readings, each by its number and the share of the slot that it gives."""

    tells: float
    parts: list[tuple[int, float]]


class Segment:
    """The share of one table in the index, open for ranking.

    `leaves` is by node the code to bill where nothing more is said; `is_billable` whether it may be billed, with a 7th character
    where it needs one; `titles` the term of its title. What is packed is read when it is first asked for. Every day from `last_begun` until before `first_ended` sees all of it.
    """

    def __init__(self, db: sqlite3.Connection, book: str) -> None:
        self.book, self._db = book, db
        sql = "SELECT no, docs, last_begun, first_ended, digits FROM segment WHERE book = ?"
        self.no, self.docs, self.last_begun, self.first_ended, self._digits = db.execute(sql, (book,)).fetchone()

    def _packed(self, name: str, kind: str = "I") -> "memoryview[Any]":
        """Packed numbers as they stand in the index, without a second copy of them."""
        sql = "SELECT id FROM packed WHERE book = ? AND name = ?"
        (row,) = self._db.execute(sql, (self.no, name)).fetchone()
        with self._db.blobopen("packed", "data", row, readonly=True) as data:
            numbers: memoryview[Any] = memoryview(data.read()).cast(kind)  # type: ignore[call-overload]  # one of B, I and f
            return numbers

    def _runs(self, name: str, begin: "memoryview[int]") -> "memoryview[int]":
        """Lists one after the other; small numbers take two bytes each."""
        packed = self._packed(name, "B")
        return packed.cast("H" if len(packed) == 2 * begin[-1] else "I")

    nodes = cached_property(lambda self: self._packed("doc_node"))
    leaves = cached_property(lambda self: self._packed("leaves"))
    is_billable = cached_property(lambda self: self._packed("is_billable", "B"))
    parents = cached_property(lambda self: self._packed("parents"))
    titles = cached_property(lambda self: self._packed("titles"))
    _masses = cached_property(lambda self: self._packed("doc_mass", "f"))
    _sources = cached_property(lambda self: self._packed("doc_source", "B"))
    _begin = cached_property(lambda self: self._packed("doc_begin"))
    _words = cached_property(lambda self: self._runs("doc_words", self._begin))
    _node_begin = cached_property(lambda self: self._packed("node_begin"))
    _node_words = cached_property(lambda self: self._runs("node_words", self._node_begin))
    _sides = cached_property(lambda self: frozenset(self._packed("sides")))

    def source_of(self, doc: int) -> str:
        """Where a term is from, as `entries.Term` names it."""
        return SOURCES[self._sources[doc]]

    def words_of(self, doc: int) -> Sequence[int]:
        """The numbers of a term's words."""
        words: list[int] = self._words[self._begin[doc] : self._begin[doc + 1]].tolist()
        return words

    def weighed(self, question: Question, postings: Postings) -> list[Weighed]:
        """The slots of a question with what they tell here."""
        return [Weighed.of(slot, postings, self.docs) for slot in question.slots]

    def rank(
        self,
        slots: Sequence[Weighed],
        postings: Postings,
        *,
        outside: Sequence[int],
        most: int = WEIGHED,
        least: float = 0.0,
    ) -> list[Found]:
        """The best terms, the best first, through the `postings` of this table.

        Nodes that are 1 in `outside` may not come; at `most` so many terms are weighed, and none that answers less than the share `least` at best.
        """
        asked = sum([slot.mass for slot in slots]) or 1.0
        if sum([slot.mass for slot in slots if slot.readings]) < least * asked:
            return []
        near = self._near(gather(slots, postings, least=least * asked), asked, outside, most, least * asked)
        scale = _Scale(self, slots, postings, asked)
        return sorted([scale.found(doc) for _, doc in near], key=lambda one: (-one.score, one.doc))

    def _near(self, gathered: Gathered, asked: float, outside: Sequence[int], most: int, least: float) -> list[tuple[float, int]]:
        """The terms to weigh: those that seem to tell most of the question, and little else."""
        masses, nodes, some_outside = self._masses, self.nodes, 1 in outside
        enough = max(least, LEAST_OF_BEST * gathered.most_told)
        several = [(doc, told) for doc, told in gathered.several.items() if told >= enough]
        if some_outside:
            several = [(doc, told) for doc, told in several if not outside[nodes[doc]]]
        near = nlargest(most, [(told / (asked + masses[doc]), doc) for doc, told in several])
        floor = near[-1][0] if len(near) == most else 0.0
        alone: dict[int, float] = {}
        for told, numbers in gathered.single:
            if told < enough or told < floor * (asked + masses[numbers[0]]):
                continue
            inside = [doc for doc in numbers[:most] if doc not in gathered.several and not (some_outside and outside[nodes[doc]])]
            alone.update([(doc, told / (asked + masses[doc])) for doc in inside])
        return nlargest(most, [*near, *zip(alone.values(), alone, strict=True)]) if alone else near


class _Told(NamedTuple):
    """What the words of a term tell together: of each slot how much, and by which readings; the mass of these words; what side and number are worth."""

    best: tuple[float, ...]
    readings: tuple[Reading, ...]
    held: float
    fits: float


class _Scale:
    """The exact scores. Of each slot the best reading counts, and each word of a term once; terms of the same words are weighed together."""

    def __init__(self, segment: Segment, slots: Sequence[Weighed], postings: Postings, asked: float) -> None:
        self._segment, self._slots, self._asked, self._digits = segment, slots, asked, segment._digits
        self._answers, self._slot_of = _answers(slots, postings)
        self._readings = [reading for slot in slots for reading in slot.readings]
        self._sides = {postings[slot.side].no for slot in slots if slot.side in postings}
        self._numbers = {word for word in self._answers if word < self._digits}
        self._telling = frozenset([*self._answers, *(segment._sides if self._sides else ())])
        self._above = _Above(segment, self._answers, self._slot_of, len(slots))
        self._told: dict[tuple[frozenset[int], bool], _Told] = {}
        self._sums: dict[tuple[int, int], float] = {}

    def found(self, doc: int) -> Found:
        """A term with its score."""
        segment = self._segment
        written = segment._words[segment._begin[doc] : segment._begin[doc + 1]].tolist()
        met = self._telling.intersection(written)
        wrong_number = bool(self._numbers) and self._numbers.isdisjoint(met) and min(written) < self._digits
        its = self._told.get((met, wrong_number))
        if its is None:
            its = self._told[met, wrong_number] = self._weighed(met, wrong_number=wrong_number)
        node = segment.nodes[doc]
        above = self._above.of(node)
        if (both := (id(its), id(above))) not in self._sums:
            self._sums[both] = sum(map(max, its.best, above))
        score = _score(self._sums[both] / self._asked, its.held / max(segment._masses[doc], its.held, 0.1))
        return Found(score * _WORTH[segment._sources[doc]] * its.fits, doc, node, its.readings)

    def _weighed(self, met: Collection[int], *, wrong_number: bool) -> _Told:
        held, told_by = 0.0, dict[int, float]()
        for word in met:
            if word in self._answers:
                tells, parts = self._answers[word]
                held += tells
                for reading, share in parts:
                    told_by[reading] = told_by.get(reading, 0.0) + share
        best, by = [0.0] * len(self._slots), [-1] * len(self._slots)
        for reading, share in sorted(told_by.items()):
            number = self._slot_of[reading]
            if share > best[number]:
                best[number], by[number] = share, reading
        fits = _WRONG_NUMBER if wrong_number else 1.0
        if self._sides and self._sides.isdisjoint(met):
            fits *= _NO_SIDE if self._segment._sides.isdisjoint(met) else _WRONG_SIDE
        return _Told(tuple(best), tuple([self._readings[reading] for reading in by if reading >= 0]), held, fits)


class _Above:
    """What the other terms of a node and the headings above it answer of a question, for each slot."""

    def __init__(self, segment: Segment, answers: Mapping[int, _Answer], slot_of: Sequence[int], slots: int) -> None:
        self._segment, self._answers, self._slot_of, self._slots = segment, answers, slot_of, slots
        self._has: dict[int, frozenset[int]] = {NONE: frozenset()}
        self._told: dict[frozenset[int], list[float]] = {frozenset(): [0.0] * slots}

    def of(self, node: int) -> list[float]:
        """By slot what is told, for `_ABOVE` of its worth."""
        has = self._words(node)
        if has not in self._told:
            told_by: dict[int, float] = {}
            for word in has:
                for reading, share in self._answers[word].parts:
                    told_by[reading] = told_by.get(reading, 0.0) + share
            best = [0.0] * self._slots
            for reading, share in told_by.items():
                number = self._slot_of[reading]
                best[number] = max(best[number], _ABOVE * share)
            self._told[has] = best
        return self._told[has]

    def _words(self, node: int) -> frozenset[int]:
        """Those words that answer something and stand at the node or above it."""
        if node not in self._has:
            begin = self._segment._node_begin
            own = self._answers.keys() & self._segment._node_words[begin[node] : begin[node + 1]].tolist()
            above = self._words(self._segment.parents[node])
            self._has[node] = above | own if own else above
        return self._has[node]


def _score(answered: float, asked_for: float) -> float:
    """How well question and term meet: the share of the question that is answered counts more than that of the term."""
    return float(answered**_ANSWERED * asked_for**0.6)


def share_for(score: float) -> float:
    """The share of a question that a term must answer at least to come to a score: when it holds nothing else."""
    return float(score ** (1 / _ANSWERED))


def _answers(slots: Sequence[Weighed], postings: Postings) -> tuple[dict[int, _Answer], list[int]]:
    """By the number of a word what it answers; and by the number of a reading its slot. Each word of a reading gives its share."""
    answers: dict[int, _Answer] = {}
    slot_of: list[int] = []
    for number, slot in enumerate(slots):
        for reading in slot.readings:
            whole = sum([slot.masses[word] for word in reading.words]) or 1.0
            for word in reading.words:
                if word in postings:
                    tells = slot.masses[word]
                    share = reading.weight * slot.mass * (tells / whole if len(reading.words) > 1 else 1.0)
                    answers.setdefault(postings[word].no, _Answer(tells, [])).parts.append((len(slot_of), share))
            slot_of.append(number)
    return answers, slot_of
