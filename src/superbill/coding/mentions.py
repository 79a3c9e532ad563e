"""Find the terms of the code set in a note: every run of words in a sentence is looked up by its key, the longest wins.

A run that has a word of no term, or whose words are not together the key of one, is passed over without a look-up.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, groupby

from superbill.claims.note import Note
from superbill.codes.icd10cm import Icd10cm, Term
from superbill.codes.terms import Token, key_of, tokens_within
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
        if not self.text:
            return ()
        return scopes_of(self.text, self.sentence.start, self.sentence.end)

    @cached_property
    def plain(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The telling words that stand as they are, with their places: not denied, not doubted, not a relative's."""
        reached = [(scope.start, scope.end) for scope in self.scopes]
        if not reached:
            return tuple((place, token[3]) for place, token in enumerate(self.tokens) if token[3])
        return tuple(
            (place, words)
            for place, (start, end, _, words) in enumerate(self.tokens)
            if words and not any(first <= start and end <= last for first, last in reached)
        )

    def said_plainly(self, *, besides: frozenset[int] = frozenset()) -> frozenset[str]:
        """The telling words that stand as they are; `besides` places are left out."""
        if not besides:
            return self._plain_words
        return frozenset(word for place, words in self.plain if place not in besides for word in words)

    @cached_property
    def _plain_words(self) -> frozenset[str]:
        return frozenset(word for _, words in self.plain for word in words)

    @cached_property
    def sides(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Each side that it says, with the telling words that follow: `right` with those of `medial knee`."""
        return tuple(
            (side, frozenset(word for other in self.tokens[place + 1 : place + 4] for word in other.words))
            for place, side in self.sided
        )

    @cached_property
    def sided(self) -> tuple[tuple[int, str], ...]:
        """The places of the words that are sides, in order, each with its side; most lines have none."""
        return tuple((place, side) for place, (_, _, raw, _) in enumerate(self.tokens) if (side := _side(raw)))


@lru_cache(maxsize=65_536)
def _side(raw: str) -> str:
    return Token(0, 0, raw, ()).side


@dataclass(frozen=True)
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
        return _words_of_key(self.terms[0].key)

    @cached_property
    def scope(self) -> Scope | None:
        """What is said about it, or None."""
        return context_at(self.line.scopes, self.start, self.end)


@lru_cache(maxsize=16_384)
def _words_of_key(key: str) -> frozenset[str]:
    return frozenset(key.split())


@lru_cache(maxsize=8)
def lines_of(note: Note) -> tuple[Line, ...]:
    """The sentences of a note with their words. The last notes are kept: several readers ask for the same one."""
    text = note.text
    sentences = sentences_of(text)
    words = tokens_within(text, ((one.start, one.end) for one in sentences))
    return tuple(Line(one, tokens, text) for one, tokens in zip(sentences, words, strict=True))


def sentences_in(note: Note) -> tuple[Sentence, ...]:
    """The sentences of a note, as its lines have them."""
    return tuple(line.sentence for line in lines_of(note))


def line_at(lines: Sequence[Line], start: int, end: int) -> Line | None:
    """The line that a stretch stands in whole, or None."""
    place = bisect_right(lines, start, key=lambda line: line.sentence.start) - 1
    return lines[place] if place >= 0 and end <= lines[place].sentence.end else None


def items_of(lines: Iterable[Line]) -> dict[int, list[Line]]:
    """The lines of each list item and paragraph, by its number."""
    items: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        items[line.sentence.item].append(line)
    return items


def beside(mentions: Iterable[Mention]) -> Iterator[tuple[Mention, frozenset[int]]]:
    """Each mention with the places in its line that the other mentions of the line take."""
    for _, group in groupby(mentions, key=lambda one: one.line.sentence.start):
        of_line = list(group)
        for mention in of_line:
            yield mention, frozenset(place for other in of_line if other is not mention for place in other.places)


def mentions_of(lines: tuple[Line, ...], icd10cm: Icd10cm) -> tuple[Mention, ...]:
    """The terms that the lines name, in order; no two share a word."""
    keys, words = icd10cm.keys, icd10cm.words
    marks, worths = _marks(_Itself(keys)), _worths(_Itself(words))
    found = [
        Mention(line, first, last, terms)
        for line in lines
        for first, last, key in _runs(line, worths, marks)
        if key in keys and (terms := icd10cm.terms(key))
    ]
    return _longest(found)


class _Itself:
    """Keys that are the same only when they are the same object: to compare two sets of them would cost more than is won."""

    __slots__ = ("keys",)

    def __init__(self, keys: frozenset[str]) -> None:
        self.keys = keys

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.keys is self.keys

    def __hash__(self) -> int:
        return id(self.keys)


@lru_cache(maxsize=8)
def _marks(known: _Itself) -> frozenset[int]:
    """The sum of the hashes of the words of each key: a set of words whose sum is not among them is no key."""
    return frozenset(sum(map(hash, key.split())) for key in known.keys)


class _Worths(dict[tuple[str, ...], int | None]):
    """What the words that one written word stands for add to a sum; None where a word is of no term. Reckoned once for each."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, words: tuple[str, ...]) -> int | None:
        if len(self) >= _WORTHS_KEPT:
            self.clear()
        self[words] = worth = sum(map(hash, set(words))) if self._known.issuperset(words) else None
        return worth


_WORTHS_KEPT = 65_536


@lru_cache(maxsize=8)
def _worths(known: _Itself) -> _Worths:
    return _Worths(known.keys)


_Stretch = list[tuple[int, tuple[str, ...], int]]


def _runs(line: Line, worths: _Worths, marks: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """The runs that begin and end with a telling word and may be a term: the first and last place, and the key."""
    for stretch, is_many in _stretches(line, worths):
        sums = [worth for _, _, worth in stretch]
        if is_many or len(set(sums)) < len(sums):
            yield from _repeating(line, stretch, marks)
            continue
        for begin, (first, _, _) in enumerate(stretch):
            if marks.isdisjoint(accumulate(sums[begin : begin + LONGEST])):
                continue
            for last, mark in enumerate(accumulate(sums[begin : begin + LONGEST]), begin):
                if mark in marks and (last > begin or line.tokens[first].raw.lower() not in _ADJECTIVES):
                    yield first, stretch[last][0], key_of(words[0] for _, words, _ in stretch[begin : last + 1])


def _repeating(line: Line, stretch: _Stretch, marks: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """The runs of a stretch where a word stands twice, or one is written out as several: a word counts once."""
    for begin, (first, beginning, own) in enumerate(stretch, 1):
        words, mark = set(beginning), own
        if mark in marks and line.tokens[first].raw.lower() not in _ADJECTIVES:
            yield first, first, key_of(words)
        for last, further, worth in stretch[begin:]:
            if words.isdisjoint(further):
                mark += worth
            elif words.issuperset(further):
                continue
            else:
                mark = sum(map(hash, words.union(further)))
            words.update(further)
            if len(words) > LONGEST:
                break
            if mark in marks:
                yield first, last, key_of(words)


def _stretches(line: Line, worths: _Worths) -> Iterator[tuple[_Stretch, bool]]:
    """The telling words of a line with their places and the sum of their hashes, and whether one is written out as several.

    Cut where a word is of no term, many small words stand, or something begins anew.
    """
    stretch: _Stretch = []
    before, is_many = 0, False
    for place, (_, _, raw, words) in enumerate(line.tokens):
        if not words:
            continue
        worth = worths[words]
        if stretch and (
            worth is None or place - before > MOST_BETWEEN + 1 or (raw.lower() in _BEGINNING and _begins_anew(line, place))
        ):
            yield stretch, is_many
            stretch, is_many = [], False
        if worth is not None:
            stretch.append((place, words, worth))
            is_many = is_many or len(words) > 1
            before = place
    if stretch:
        yield stretch, is_many


def _begins_anew(line: Line, place: int) -> bool:
    """Whether a comma stands before it: `kidney stones, history of migraine` is no history of kidney stones."""
    return "," in line.text[line.tokens[place - 1].end : line.tokens[place].start]


def _longest(found: list[Mention]) -> tuple[Mention, ...]:
    """Of mentions that share words the one with the most telling words stays; then the shorter stretch, then the earlier."""
    taken: set[tuple[int, int]] = set()
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda one: (-len(one.words), one.terms[0].rank, one.last - one.first, one.start)):
        places = [(mention.line.sentence.start, place) for place in mention.places]
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda one: one.start))
