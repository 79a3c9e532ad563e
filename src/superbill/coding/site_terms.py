"""The term store of a site: what its coders decided on each term and code, folded to counts, and what follows for the next note.

    a count         how often a code was accepted, rejected or passed over where a term suggested it
    precision       (accepted + k · prior) / (n + k): (accepted + ½) / (n + 1) with the prior of source × length in the place of ½,
                    weighed k = 3, so that a term without decisions keeps what its source claims, and each acceptance raises it
    a pointer       a code that coders themselves gave to words: the words become a term of the site, and the reader finds them
Passing over counts a quarter of a rejection: a code is left off a sheet also because another says more or there is no room for it.
A one-word term is believed only after FEWEST_ONE_WORD decisions: such words stand everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from superbill.codes.icd10cm import Term
from superbill.codes.terms import Token, key_of
from superbill.coding.mentions import LONGEST, MOST_BETWEEN, Line, Mention

SITE = "site"
PRIOR_WEIGHT = 3
PASSED_WEIGHT = 0.25
FEWEST_ONE_WORD = 5
SURE_ONE_WORD = 0.8
FEWEST_TO_REPOINT = 2
MOST_PERCENT = 99
COUNTS = ("accepted", "rejected", "passed", "pointed")


@dataclass(frozen=True, slots=True)
class TermCount:
    """What was decided on a term (its key, and the words as shown) and a code. `pointed`: how often coders gave the code themselves."""

    term: str
    words: str
    code: str
    accepted: int = 0
    rejected: int = 0
    passed: int = 0
    pointed: int = 0

    @property
    def weight(self) -> float:
        """The decisions, those that only passed over weighed down."""
        return self.accepted + self.rejected + PASSED_WEIGHT * self.passed

    @property
    def precision(self) -> float:
        """(accepted + ½) / (n + 1), without any prior."""
        return (self.accepted + 0.5) / (self.weight + 1)

    def shrunk(self, prior: float) -> float:
        """The precision with what was believed before, from 0 to 1."""
        return (self.accepted + PRIOR_WEIGHT * prior) / (self.weight + PRIOR_WEIGHT)

    @property
    def is_believed(self) -> bool:
        """Whether words that coders gave the code to are a term of the site by now."""
        if not self.pointed or self.accepted <= self.rejected + PASSED_WEIGHT * self.passed:
            return False
        return " " in self.term or (self.accepted >= FEWEST_ONE_WORD and self.precision >= SURE_ONE_WORD)

    @property
    def is_nothing(self) -> bool:
        """Whether no decision stands."""
        return not (self.accepted or self.rejected or self.passed or self.pointed)

    def plus(self, other: "TermCount") -> "TermCount":
        """With the decisions of another count of the same term and code."""
        return replace(self, **{name: getattr(self, name) + getattr(other, name) for name in COUNTS})

    def less(self, other: "TermCount") -> "TermCount":
        """Without them."""
        return replace(self, **{name: max(0, getattr(self, name) - getattr(other, name)) for name in COUNTS})

    def told(self) -> str:
        """What the coders did, in a sentence for “Why”."""
        times = self.accepted + self.rejected
        passed = f"passed it over {_times(self.passed)}" if self.passed else ""
        if not times:
            return f"Your coders {passed}."
        done = f"Your coders accepted this {self.accepted} of {_times(times)}"
        return f"{done}, and {passed}." if passed else f"{done}."


def _times(number: int) -> str:
    return f"{number:,} time" if number == 1 else f"{number:,} times"


def folded(counts: Iterable[TermCount]) -> dict[tuple[str, str], TermCount]:
    """Counts of the same term and code added up."""
    sums: dict[tuple[str, str], TermCount] = {}
    for one in counts:
        former = sums.get((one.term, one.code))
        sums[one.term, one.code] = former.plus(one) if former else one
    return sums


class SiteTerms:
    """The store, compiled for reading: made once for many notes. It compares by identity, so that results can be kept by it."""

    def __init__(self, counts: Mapping[tuple[str, str], TermCount], *, stems: Mapping[str, str] | None = None) -> None:
        """`counts` by (term, code). `stems` leads from a code with a 7th character to the one without, chosen anew in each note."""
        self.counts = counts
        self._stems = stems or {}
        by_term: dict[str, list[TermCount]] = defaultdict(list)
        for count in counts.values():
            if count.term:
                by_term[count.term].append(count)
        self._best = {term: max(these, key=_margin) for term, these in by_term.items()}
        self._believed = {term: best for term, best in self._best.items() if best.is_believed}
        self._words = frozenset(word for term in self._believed for word in term.split())

    @cached_property
    def is_empty(self) -> bool:
        """Whether nothing was decided yet."""
        return not self.counts

    def count(self, term: str, code: str) -> TermCount | None:
        """What was decided on a term and a code."""
        return self.counts.get((term, code))

    def weighed(self, term: str, code: str, percent: int) -> tuple[int, str]:
        """The percent of a suggestion after what coders decided, and the sentence that says so (empty without decisions)."""
        count = self.count(term, code)
        if count is None or not count.weight:
            return percent, ""
        now = max(1, min(MOST_PERCENT, round(100 * count.shrunk(percent / 100))))
        return now, count.told()

    def mentions(self, lines: Iterable[Line], found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The mentions of a note with those of the site's terms: new words, and words that coders point to another code.

        A term of the site takes the place of what it says more than (the more telling words), never of what says more.
        """
        if not self._believed:
            return found
        kept = list(found)
        for line in lines:
            for first, last, key in self._runs(line.tokens):
                count = self._believed[key]
                over = [one for one in kept if one.line is line and one.first <= last and first <= one.last]
                if all(self._gives_way(one, key, count) for one in over):
                    kept = [one for one in kept if one not in over]
                    kept.append(Mention(line, first, last, (self._term(count),)))
        return tuple(sorted(kept, key=lambda one: one.start))

    def _term(self, count: TermCount) -> Term:
        return Term(count.term, 0, self._stems.get(count.code, count.code), SITE, count.words)

    @staticmethod
    def _gives_way(mention: Mention, key: str, count: TermCount) -> bool:
        """The same words give way when coders pointed them elsewhere often enough; below their own heading rules choose."""
        if mention.terms[0].key != key:
            return mention.words < set(key.split())
        is_below = any(count.code.startswith(term.code) for term in mention.terms)
        return not is_below and count.pointed >= FEWEST_TO_REPOINT

    def _runs(self, tokens: tuple[Token, ...]) -> list[tuple[int, int, str]]:
        """The terms of the site in a line, the most telling words first: first place, last place, key."""
        found = []
        for first, token in enumerate(tokens):
            if not token.words or not self._words.issuperset(token.words):
                continue
            words: set[str] = set()
            between = 0
            for last in range(first, len(tokens)):
                here = tokens[last].words
                between = 0 if here else between + 1
                if between > MOST_BETWEEN or not self._words.issuperset(here):
                    break
                words.update(here)
                if len(words) > LONGEST:
                    break
                if here and (key := key_of(words)) in self._believed:
                    found.append((first, last, key))
        return sorted(found, key=lambda one: (-len(one[2].split()), one[1] - one[0], one[0]))


def _margin(count: TermCount) -> tuple[float, int, str]:
    """By how many decisions a code is liked for a term: nine of eleven weigh more than two of two."""
    return count.accepted - (count.weight - count.accepted), count.pointed, count.code
