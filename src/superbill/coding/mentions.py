"""Find the terms of the code set in a note: every run of words in a sentence is looked up by its key, the longest wins.

Nothing is loaded at the start: the runs of a whole note (some thousands) are looked up together in the term index.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from superbill.claims.note import Note
from superbill.codes.icd10cm import Icd10cm, Term
from superbill.codes.terms import Token, key_of, tokens_of
from superbill.coding.context import Scope, context_at, scopes_of
from superbill.coding.sections import Sentence, sentences_of

LONGEST = 8
"""The most telling words in a run; longer terms are hardly ever written out in a note."""

MOST_BETWEEN = 3
"""The most small words in a row inside a run: `pain in the right knee` has three."""


_ADJECTIVES = frozenset({"diabetic"})
"""Written out like the disease, but alone they name something else: `diabetic eye exam`."""

_BEGINNING = frozenset({"history", "hx", "prior", "previous", "status", "family", "personal"})
"""After a comma these begin another thought."""


@dataclass(frozen=True)
class Line:
    """A sentence with its words and what is said about them; `text` is the whole note, empty where nothing is known to be said."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    text: str = field(default="", repr=False)

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """What is said about its words; looked for when it is first asked, for most lines name nothing."""
        return scopes_of(self.text, self.sentence.start, self.sentence.end) if self.text else ()

    def said_plainly(self, *, besides: frozenset[int] = frozenset()) -> frozenset[str]:
        """The telling words that stand as they are: not denied, not doubted, not a relative's; `besides` places are left out."""
        return frozenset(
            word
            for place, token in enumerate(self.tokens)
            if token.words and place not in besides and context_at(self.scopes, token.start, token.end) is None
            for word in token.words
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the note that are a term: `first` and `last` are the places of its words in the line, both included."""

    line: Line
    first: int
    last: int
    terms: tuple[Term, ...]

    @property
    def start(self) -> int:
        """Where its words begin in the note."""
        return self.line.tokens[self.first].start

    @property
    def end(self) -> int:
        """Where they end."""
        return self.line.tokens[self.last].end

    @property
    def places(self) -> range:
        """The places of its words in the line."""
        return range(self.first, self.last + 1)

    @property
    def words(self) -> frozenset[str]:
        """The telling words of the term."""
        return frozenset(self.terms[0].key.split())

    @property
    def scope(self) -> Scope | None:
        """What is said about it, or None."""
        return context_at(self.line.scopes, self.start, self.end)


def lines_of(note: Note) -> tuple[Line, ...]:
    """The sentences of a note with their words."""
    lines = []
    for sentence in sentences_of(note.text):
        tokens = [
            Token(token.start + sentence.start, token.end + sentence.start, token.raw, token.words)
            for token in tokens_of(note.text[sentence.start : sentence.end])
        ]
        lines.append(Line(sentence, tuple(tokens), note.text))
    return tuple(lines)


def mentions_of(lines: tuple[Line, ...], icd10cm: Icd10cm) -> tuple[Mention, ...]:
    """The terms that the lines name, in order; no two share a word."""
    words = icd10cm.words
    runs = [run for line in lines for run in _runs(line, words)]
    terms: dict[str, list[Term]] = defaultdict(list)
    for term in icd10cm.terms(sorted({key for _, _, _, key in runs})):
        terms[term.key].append(term)
    found = [
        Mention(line, first, last, tuple(sorted(terms[key], key=lambda term: term.rank)))
        for line, first, last, key in runs
        if key in terms
    ]
    return _longest(found)


def _runs(line: Line, known: frozenset[str]) -> list[tuple[Line, int, int, str]]:
    """Every run of words that begins and ends with a telling word, with its key; what has a word that no term has is none."""
    runs = []
    for first, token in enumerate(line.tokens):
        if not token.words:
            continue
        words: set[str] = set()
        between = 0
        for last in range(first, len(line.tokens)):
            here = line.tokens[last]
            between = 0 if here.words else between + 1
            if between > MOST_BETWEEN or not known.issuperset(here.words) or (last > first and _begins_anew(line, last)):
                break
            before = len(words)
            words.update(here.words)
            if len(words) > LONGEST:
                break
            if here.words and len(words) > before and not (first == last and token.raw.lower() in _ADJECTIVES):
                runs.append((line, first, last, key_of(words)))
    return runs


def _begins_anew(line: Line, place: int) -> bool:
    """Whether something else begins here: `kidney stones, history of migraine` is no history of kidney stones."""
    before, here = line.tokens[place - 1], line.tokens[place]
    return here.raw.lower() in _BEGINNING and "," in line.text[before.end : here.start]


def _longest(found: list[Mention]) -> tuple[Mention, ...]:
    """Of mentions that share words the one with the most telling words stays; then the shorter stretch, then the earlier."""
    taken: set[tuple[int, int]] = set()
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda one: (-len(one.words), one.terms[0].rank, one.last - one.first, one.start)):
        places = {(mention.line.sentence.start, place) for place in mention.places}
        if not places & taken:
            taken |= places
            kept.append(mention)
    return tuple(sorted(kept, key=lambda one: one.start))
