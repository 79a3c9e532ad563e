"""A coder that has learned from coded notes: the dictionary's findings and the remembered words, weighed together.

It suggests what the dictionary does not know but the coders of these notes always chose, and learns how often each of the
dictionary's reasons to set something aside was right here. No code without its words, and no code that the day does not have.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import chain

from superbill.claims.note import Evidence, Note, SetAside, Suggestion
from superbill.codes.icd10cm import Icd10cm, Icd10cmCode
from superbill.codes.terms import key_of_term
from superbill.coding.charts import ENGLISH, Chart
from superbill.coding.confidence import FEWEST
from superbill.coding.likely import LIKELY, Places, likely_weights
from superbill.coding.memory import Memory, Read, remember
from superbill.coding.phrases import Phrase, phrases_of, words_of_phrase
from superbill.coding.scores import SURE
from superbill.coding.suggest import CodingResult, findings
from superbill.coding.support import NAMES, Found, Support, Voice, supports
from superbill.coding.weigh import Row, Scale, Weights, learned, scale

_LETTERS = 6
"""Words are alike when they begin alike: `gastritis` and `gastric` share six letters."""
_MOST_PLACES = 3
_PARTS = 8
"""Even, so that the notes of a part are all of one half; and so many that what is held out is taught by nearly as much as what comes later."""
_SURE_IS = 0.96
"""90 % and more is claimed only down to where notes that were held out bear out that it is right so often."""
_LIKENESS_KEPT = 65_536
_FEWEST_MARKED = 40
"""Marked words are taken from this percent on: with several codes for the same words the best has less than half."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What coded notes have taught: the counts, what each kind of support is worth, and how far that can be believed."""

    memory: Memory
    weights: Weights
    scale: Scale
    language: str = ENGLISH
    likely: Weights | None = None
    """For what is likely by `weights` (`coding.likely`); None where too little was."""


def learn(
    charts: Sequence[Chart], *, on: date, icd10cm: Icd10cm, language: str = ENGLISH, step: Callable[[int], None] | None = None
) -> Learned:
    """Learn from charts with codes. `step` is told how many notes have been read."""
    likeness = title_likeness(icd10cm, on=on)
    reads, founds = [], []
    for count, chart in enumerate(charts, 1):
        reads.append(_read(chart, language))
        if language == ENGLISH:
            founds.append(_found(chart.note, on=on, icd10cm=icd10cm))
        if step:
            step(count)
    if not founds:
        return Learned(remember(reads, likeness), Weights((), ()), Scale((), ()), language)
    memory = remember(reads, likeness)
    rows: list[list[Row]] = []
    right: list[list[bool]] = []
    for read, found in zip(reads, founds, strict=True):
        said = supports(read.phrases, found, memory, likeness, own=read)
        rows.append([support.row() for support in said])
        right.append([support.code in read.codes for support in said])
    claims = _held_out(charts, reads, founds, likeness, _by_halves(rows, right))
    return Learned(
        memory,
        _weights(rows, right),
        scale(_weighed_again(claims), least=SURE / 100, so_often=_SURE_IS),
        language,
        _likely(chain.from_iterable(claims)),
    )


def _weights(rows: Sequence[Sequence[Row]], right: Sequence[Sequence[bool]]) -> Weights:
    return learned(NAMES, list(chain.from_iterable(rows)), list(chain.from_iterable(right)))


def _by_halves(rows: Sequence[Sequence[Row]], right: Sequence[Sequence[bool]]) -> tuple[Weights, Weights]:
    """For the even notes the weights that the odd ones teach, and the other way round."""
    return _weights(rows[1::2], right[1::2]), _weights(rows[::2], right[::2])


@dataclass(frozen=True, slots=True)
class _Claim:
    """What was claimed of a code of a note that was held out, the features that a likely one is weighed by again, and whether it was so."""

    weight: float
    row: Row
    so: bool


def _held_out(
    charts: Sequence[Chart],
    reads: Sequence[Read],
    founds: Sequence[Found],
    likeness: Callable[[str, str], float],
    weights: tuple[Weights, Weights],
) -> list[list[_Claim]]:
    """What is claimed of the codes of each note by what other notes taught alone, a part of the notes after the other."""
    claims: list[list[_Claim]] = [[] for _ in reads]
    for part in range(_PARTS):
        memory = remember([read for place, read in enumerate(reads) if place % _PARTS != part], likeness)
        for place in range(part, len(reads), _PARTS):
            note, read, found = charts[place].note, reads[place], founds[place]
            places = Places(note, phrases_of(note), found)
            for support in supports(read.phrases, found, memory, likeness):
                weight = weights[place % 2].probability(support.row())
                row = places.row(support, weight) if weight >= LIKELY else ()
                claims[place].append(_Claim(weight, row, support.code in read.codes))
    return claims


def _likely(claims: Iterable[_Claim]) -> Weights | None:
    likely = [claim for claim in claims if claim.row]
    return likely_weights([claim.row for claim in likely], [claim.so for claim in likely])


def _weighed_again(claims: Sequence[Sequence[_Claim]]) -> list[tuple[float, bool]]:
    """What is claimed in the end beside what was so: what is likely in a part of the notes by what the other parts teach of it."""
    told: list[tuple[float, bool]] = []
    for part in range(_PARTS):
        others = (note for place, note in enumerate(claims) if place % _PARTS != part)
        likely = _likely(chain.from_iterable(others))
        for claim in chain.from_iterable(claims[part::_PARTS]):
            told.append((likely.probability(claim.row) if likely and claim.row else claim.weight, claim.so))
    return told


def _read(chart: Chart, language: str) -> Read:
    phrases = frozenset(phrase.words for phrase in phrases_of(chart.note, language=language))
    marked = tuple(
        (words, given.code)
        for given in chart.codes or ()
        if (
            words := " ".join(
                words_of_phrase(chart.note.text[start:end], language=language) for start, end in given.spans
            ).strip()
        )
    )
    return Read(phrases, frozenset(chart.gold(denied=language != ENGLISH)), marked)


def _found(note: Note, *, on: date, icd10cm: Icd10cm) -> Found:
    drafts, aside = findings(note, on=on, icd10cm=icd10cm)
    return Found([draft.sealed() for draft in sorted(drafts, key=lambda draft: draft.order)], aside)


def title_likeness(icd10cm: Icd10cm, *, on: date) -> Callable[[str, str], float]:
    """How much a phrase and the title of a code share of their words, from 0 to 1."""

    @cache
    def title(code: str) -> frozenset[str]:
        found = icd10cm.find(code, on=on)
        return begun(key_of_term(found.title)) if found else frozenset()

    @lru_cache(maxsize=1024)
    def begun(phrase: str) -> frozenset[str]:
        return frozenset(word[:_LETTERS] for word in phrase.split())

    @lru_cache(maxsize=_LIKENESS_KEPT)
    def likeness(phrase: str, code: str) -> float:
        words, wanted = begun(phrase), title(code)
        shared = len(words & wanted)
        return shared / (len(words) + len(wanted) - shared) if shared else 0.0

    return likeness


class LearnedCoder:
    """Suggests by what was learned, with the codes of one day. Many notes are quicker by one coder than by one for each."""

    def __init__(self, taught: Learned, *, on: date, icd10cm: Icd10cm) -> None:
        self._taught, self._on, self._icd10cm = taught, on, icd10cm.on_day(on)
        self._likeness = title_likeness(self._icd10cm, on=on)

    def suggest(self, note: Note) -> CodingResult:
        """As `coding.suggest.suggest`, the surest first."""
        if self._taught.language != ENGLISH:
            return CodingResult(tuple(self._marked(note)), ())
        found, phrases = _found(note, on=self._on, icd10cm=self._icd10cm), phrases_of(note)
        made = list(self._weighed(note, phrases, found))
        taken = {one.code for _, one in made}
        weak = [
            SetAside(one.code, one.title, one.evidence[0], "too unsure by what coders chose")
            for one in found.suggestions
            if one.code not in taken
        ]
        ordered = [one for _, one in sorted(made, key=lambda each: (-each[0], each[1].code))]
        return CodingResult(tuple(ordered), tuple(one for one in (*found.aside, *weak) if one.code not in taken))

    def _weighed(self, note: Note, phrases: tuple[Phrase, ...], found: Found) -> Iterator[tuple[float, Suggestion]]:
        """The codes that enough speaks for, each with its weight; with the percent that was learned, and the words of the dictionary."""
        known = {one.code: one for one in found.suggestions}
        aside = {one.code: one for one in reversed(found.aside)}
        words, places = (phrase.words for phrase in phrases), Places(note, phrases, found)
        for support in supports(words, found, self._taught.memory, self._likeness):
            weight = self._weight(support, places)
            percent = round(100 * self._taught.scale.at(weight))
            if percent < FEWEST:
                continue
            if support.code in known:
                yield weight, replace(known[support.code], confidence=percent)
            elif one := self._new(note, support, phrases, aside.get(support.code), percent):
                yield weight, one

    def _weight(self, support: Support, places: Places) -> float:
        weight = self._taught.weights.probability(support.row())
        likely = self._taught.likely if weight >= LIKELY else None
        return likely.probability(places.row(support, weight)) if likely else weight

    def _new(
        self, note: Note, support: Support, phrases: Iterable[Phrase], aside: SetAside | None, percent: int
    ) -> Suggestion | None:
        """A code that the dictionary did not suggest, with the words that speak for it; None when it does not hold on the day."""
        code = self._icd10cm.find(support.code, on=self._on)
        if code is None or not (support.voices or aside):
            return None
        voice = support.voice
        evidence = _places(note, voice, phrases) if voice else []
        why = [_told(voice)] if voice else []
        term = voice.phrase if voice else ""
        if aside is not None:
            evidence, term = evidence or [aside.evidence], term or aside.evidence.words
            why.append(f"By its words alone it would be set aside: {aside.reason}.")
        return Suggestion(code.code, code.title, tuple(evidence), percent, term, tuple(why), _below(code))

    def _marked(self, note: Note) -> Iterator[Suggestion]:
        """Codes by the words that were marked for them, the longest words first, and no word for two."""
        evidence: dict[str, list[Evidence]] = defaultdict(list)
        percents: dict[str, tuple[int, str]] = {}
        for code, percent, phrase in _marked_codes(phrases_of(note, language=self._taught.language), self._taught.memory):
            evidence[code].append(Evidence(phrase.start, phrase.end, note.text[phrase.start : phrase.end]))
            percents[code] = max(percents.get(code, (0, "")), (percent, phrase.words))
        for code, (percent, words) in sorted(percents.items(), key=lambda each: (-each[1][0], each[0])):
            found = self._icd10cm.find(code, on=self._on)
            if found is not None:
                why = (f"Coders marked “{words}” for it.",)
                yield Suggestion(code, found.title, tuple(evidence[code]), percent, words, why, _below(found))


def _below(code: Icd10cmCode) -> tuple[str, ...]:
    """The question that a heading leaves open: coders gave it, perhaps before it was divided."""
    return () if code.billable else (f"{code.code} is a heading and cannot be billed: which code below it?",)


def _places(note: Note, voice: Voice, phrases: Iterable[Phrase]) -> list[Evidence]:
    places = [phrase for phrase in phrases if phrase.words == voice.phrase][:_MOST_PLACES]
    return [Evidence(one.start, one.end, note.text[one.start : one.end], one.section) for one in places]


def _told(voice: Voice) -> str:
    return f"Coders gave it to {voice.together} of {voice.stood} notes with the words “{voice.phrase}”."


def _marked_codes(phrases: Iterable[Phrase], memory: Memory) -> Iterator[tuple[str, int, Phrase]]:
    """The codes of marked words with their percent: (right + ½) / (stood + 1), by the notes that the words stood in."""
    taken: list[tuple[int, int]] = []
    for phrase in sorted(phrases, key=lambda one: (one.start - one.end, one.start)):
        codes = memory.marked.get(phrase.words)
        if not codes or any(phrase.start < end and start < phrase.end for start, end in taken):
            continue
        stood, together = memory.stood.get(phrase.words, 0), memory.together.get(phrase.words, {})
        percent, code = max((round(100 * (together.get(code, 0) + 0.5) / (stood + 1)), code) for code in codes)
        if percent >= _FEWEST_MARKED:
            taken.append((phrase.start, phrase.end))
            yield code, percent, phrase
