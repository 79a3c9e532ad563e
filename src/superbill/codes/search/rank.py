"""Which terms of one book answer a question best: the ones that hold what was said, and little else.

Terms are first gathered through the rarest words, then weighed: what of the question the term answers, by how much each word
tells, and what of the term the question did not ask for. Nothing is kept in memory but two numbers for each term.
"""

import sqlite3
from array import array
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import nlargest
from typing import Any, NamedTuple

from superbill.codes.search.ask import Question, Reading, Slot
from superbill.codes.search.build import SIDE_MASS, mass
from superbill.codes.search.words import SIDES, SOFT

GATHERED, SHORTEST, WEIGHED = 2_000, 300, 90
_SOURCES = {"own": 1.02, "title": 1.0, "inclusion": 0.98, "short": 0.97, "index": 0.95, "includes": 0.8}
_NO_SIDE, _WRONG_SIDE, _WRONG_NUMBER = 0.85, 0.7, 0.7


class Found(NamedTuple):
    """A term that answers: its score from 0 to about 1, its place in the index, its node, where it is from."""

    score: float
    doc: int
    node: int
    source: str
    readings: tuple[Reading, ...]


Postings = Mapping[str, tuple[int, bytes]]
"""By word: in how many terms of a table it stands, and in which."""


def postings_of(db: sqlite3.Connection, question: Question) -> dict[int, dict[str, tuple[int, bytes]]]:
    """The postings of every word of a question, by the number of the table."""
    words = {word for slot in question.slots for reading in slot.readings for word in reading.words}
    marks = ",".join("?" * len(words))
    found: dict[int, dict[str, tuple[int, bytes]]] = {}
    sql = f"SELECT book, word, count, docs FROM posting WHERE word IN ({marks})"  # noqa: S608  (only marks)
    for table, word, count, docs in db.execute(sql, tuple(words)):
        found.setdefault(table, {})[word] = (count, docs)
    return found


class Segment:
    """The share of one table in the index, open for ranking.

    `leaves` is by node the code to bill where nothing more is said; `is_billable` whether it may be billed, with a 7th character
    where it needs one. Every day from `last_begun` until before `first_ended` sees all of it.
    """

    def __init__(self, db: sqlite3.Connection, book: str) -> None:
        self._db, self.book = db, book
        sql = "SELECT no, docs, last_begun, first_ended, doc_node, doc_mass, leaves, is_billable FROM segment WHERE book = ?"
        self.no, self.docs, self.last_begun, self.first_ended, nodes, masses, leaves, self.is_billable = db.execute(
            sql, (book,)
        ).fetchone()
        self.nodes, self._masses, self.leaves = _unpacked("I", nodes), _unpacked("f", masses), _unpacked("I", leaves)

    def rank(self, question: Question, postings: Postings, *, outside: Set[int] = frozenset()) -> list[Found]:
        """The best terms, the best first, through the `postings` of this table. Nodes `outside` may not come."""
        slots = [_Weighed.of(slot, postings, self.docs) for slot in question.slots]
        gathered = self._gather(slots, postings)
        if outside:
            gathered = {doc: told for doc, told in gathered.items() if self.nodes[doc] not in outside}
        asked, masses = sum(slot.mass for slot in slots) or 1.0, self._masses
        near = nlargest(WEIGHED, [(told / (asked + masses[doc]), doc) for doc, told in gathered.items()])
        return sorted(self._weigh([doc for _, doc in near], slots, asked), key=lambda found: (-found.score, found.doc))

    def _gather(self, slots: "Sequence[_Weighed]", postings: Postings) -> dict[int, float]:
        """Terms with what they seem to tell. Of common words all are looked at that are there already, and the shortest."""
        worth: dict[str, float] = {}
        for slot in slots:
            for words, weight, _ in slot.readings:
                for word in words:
                    worth[word] = max(worth.get(word, 0.0), weight * slot.mass / len(words))
        gathered: dict[int, float] = {}
        get = gathered.get
        for word in sorted((word for word in worth if word in postings), key=lambda word: postings[word][0]):
            count, packed = postings[word]
            told, numbers = worth[word], _unpacked("I", packed)
            if len(gathered) + count > GATHERED:
                for doc in gathered.keys() & numbers:
                    gathered[doc] += told
                numbers = array("I", (doc for doc in numbers[:SHORTEST] if doc not in gathered))
            for doc in numbers:
                gathered[doc] = get(doc, 0.0) + told
        return gathered

    def _weigh(self, docs: Sequence[int], slots: "Sequence[_Weighed]", asked: float) -> list[Found]:
        """The exact scores. Of each slot the best reading counts, and each word of a term once."""
        answers = _answers(slots)
        sides = {slot.side for slot in slots if slot.side}
        numbers = {word for word in answers if word.isdigit()}
        marks = ",".join("?" * len(docs))
        sql = f"SELECT no, words, source FROM doc WHERE book = ? AND no IN ({marks})"  # noqa: S608  (only marks)
        found = []
        for doc, words, source in self._db.execute(sql, (self.no, *docs)):
            written = words.split()
            has = answers.keys() & written
            best: dict[int, tuple[float, Reading]] = {}
            held = 0.0
            for word in has:
                tells, parts = answers[word]
                held += tells
                for number, told, reading in parts:
                    share = told if len(reading.words) == 1 else told * _share(reading.words, has, slots[number].masses)
                    if number not in best or share > best[number][0]:
                        best[number] = (share, reading)
            told = sum(share for share, _ in best.values())
            score = _score(told / asked, held / max(self._masses[doc], held, 0.1)) * _SOURCES.get(source, 1.0)
            if sides and sides.isdisjoint(has):
                score *= _NO_SIDE if SIDES.isdisjoint(written) else _WRONG_SIDE
            if numbers and numbers.isdisjoint(written) and any(word.isdigit() for word in written):
                score *= _WRONG_NUMBER
            found.append(Found(score, doc, self.nodes[doc], source, tuple(best[number][1] for number in sorted(best))))
        return found


def _unpacked(kind: str, packed: bytes) -> "array[Any]":
    numbers = array(kind)
    numbers.frombytes(packed)
    return numbers


def _score(answered: float, asked_for: float) -> float:
    """How well question and term meet: the share of the question that is answered counts more than that of the term."""
    return float(answered**1.2 * asked_for**0.6)


def _answers(slots: "Sequence[_Weighed]") -> dict[str, tuple[float, list[tuple[int, float, Reading]]]]:
    """By word: what it tells, and which slots it answers, how much, by which reading."""
    answers: dict[str, tuple[float, list[tuple[int, float, Reading]]]] = {}
    for number, slot in enumerate(slots):
        for reading in slot.readings:
            for word in reading.words:
                answers.setdefault(word, (slot.masses[word], []))[1].append((number, reading.weight * slot.mass, reading))
    return answers


def _share(words: Sequence[str], has: Set[str], masses: Mapping[str, float]) -> float:
    """How much of a reading of several words a term has."""
    whole = sum(masses[word] for word in words)
    return sum(masses[word] for word in words if word in has) / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A slot with what it tells in this book. `side` is the side that it names."""

    readings: tuple[Reading, ...]
    mass: float
    masses: Mapping[str, float]
    side: str

    @classmethod
    def of(cls, slot: Slot, postings: Postings, docs: int) -> "_Weighed":
        counts = {word: postings[word][0] if word in postings else 0 for reading in slot.readings for word in reading.words}
        masses = {word: mass(word, count, docs) for word, count in counts.items()}
        readings = tuple(reading for reading in slot.readings if any(counts[word] for word in reading.words))
        tells = [sum(masses[word] for word in reading.words) for reading in readings]
        word = slot.readings[0].words[0]
        if slot.soft and word in SOFT:
            whole = SIDE_MASS
        elif tells:
            whole = max(tells) if readings[0].why else tells[0]
        else:
            whole = mass("", 0, docs)
        return cls(readings, whole, masses, word if slot.soft and word in SIDES else "")
