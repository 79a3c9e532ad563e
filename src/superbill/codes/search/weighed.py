"""What the things that were said tell in one book: the more, the fewer terms have the word."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from superbill.codes.search.ask import Question, Reading, Slot
from superbill.codes.search.build import SIDE_MASS, mass
from superbill.codes.search.postings import Posting, Postings
from superbill.codes.search.words import SIDES, SOFT


class Weighed(NamedTuple):
    """A slot with what it tells in this book. `side` is the side that it names. `masses` are those of the words."""

    readings: tuple[Reading, ...]
    mass: float
    masses: Mapping[str, float]
    side: str = ""

    @classmethod
    def of(cls, slot: Slot, postings: Postings, docs: int) -> "Weighed":
        """A slot in a table of so many terms; its readings are those that stand there."""
        readings = tuple([reading for reading in slot.readings if _stands(reading.words, postings)])
        if not readings:
            return cls((), SIDE_MASS if slot.soft else mass("", 0, docs), {})
        masses: dict[str, float] = {}
        for reading in readings:
            for word in reading.words:
                if word not in masses:
                    masses[word] = mass(word, postings[word].terms if word in postings else 0, docs)
        tells = [sum([masses[word] for word in reading.words]) for reading in readings]
        word = slot.readings[0].words[0]
        whole = SIDE_MASS if slot.soft and word in SOFT else max(tells) if readings[0].why else tells[0]
        return cls(readings, whole, masses, word if slot.soft and word in SIDES else "")

    @classmethod
    def alone(cls, word: str, posting: Posting, docs: int) -> "Weighed":
        """A word of a title as a slot of its own."""
        tells = mass(word, posting.terms, docs)
        return cls((Reading((word,)),), tells, {word: tells})


def _stands(words: Sequence[str], postings: Postings) -> bool:
    """Whether any of the words stands in a table."""
    return words[0] in postings if len(words) == 1 else not postings.keys().isdisjoint(words)


def most_answered(question: Question, postings: Postings, docs: int) -> float:
    """The share of a question that a table of so many terms answers at most, before its words are weighed."""
    unknown = mass("", 0, docs)
    most = max(unknown, SIDE_MASS)
    told = untold = 0.0
    for slot, words in zip(question.slots, question.words, strict=True):
        if not postings.keys().isdisjoint(words):
            told += most * max([len(reading.words) for reading in slot.readings])
        elif not slot.soft:
            untold += unknown
    return told / (told + untold) if told else 0.0
