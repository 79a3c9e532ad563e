"""The terms that may answer a question, found through its rarest words, with what they seem to tell."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from superbill.codes.search.postings import Postings
from superbill.codes.search.weighed import Weighed

GATHERED, SHORTEST = 1_500, 300
LEAST_OF_BEST = 0.3
"""Terms that seem to tell less than this of what the best tells are not weighed."""


class Gathered(NamedTuple):
    """Terms that have several words, with what they tell together; for each word what it tells alone, and its terms, the shortest first."""

    several: dict[int, float]
    single: list[tuple[float, Sequence[int]]]
    most_told: float


def gather(slots: Sequence[Weighed], postings: Postings, *, least: float = 0.0) -> Gathered:
    """The terms that the words of a question lead to; of common words the shortest, and those that are there already.

    Terms that can tell no more than `least` are not sought.
    """
    worth: dict[str, float] = {}
    for slot in slots:
        for words, weight, _ in slot.readings:
            told = weight * slot.mass / len(words)
            for word in words:
                if told > worth.get(word, 0.0) and postings.get(word):
                    worth[word] = told
    order = sorted(worth, key=lambda word: postings[word].terms)
    seen: dict[int, float] = {}
    several: dict[int, float] = {}
    single: list[tuple[float, Sequence[int]]] = []
    most_told = 0.0
    for word, rest in zip(order, _still_to_come(order, worth, slots), strict=True):
        told, numbers = worth[word], postings[word].numbers
        both = {doc: seen[doc] + told for doc in seen.keys() & numbers} if seen else {}
        most_told = max(most_told, told, *both.values())
        several.update(both)
        if told + rest >= max(least, LEAST_OF_BEST * most_told):
            seen.update(dict.fromkeys(numbers if len(seen) + len(numbers) <= GATHERED else numbers[:SHORTEST], told))
        seen.update(both)
        single.append((told, numbers))
    return Gathered(several, single, most_told)


def _still_to_come(order: Sequence[str], worth: Mapping[str, float], slots: Sequence[Weighed]) -> list[float]:
    """For each word what the words after it may tell of the question together."""
    left = [slot.mass for slot in slots]
    of: dict[str, int] = {}
    for number, slot in enumerate(slots):
        for reading in slot.readings:
            for word in reading.words:
                of.setdefault(word, number)
    rests, rest = list[float](), 0.0
    for word in reversed(order):
        rests.append(rest)
        more = min(worth[word], left[of[word]])
        left[of[word]] -= more
        rest += more
    return rests[::-1]
