"""Quoted facts become mentions, and our own dictionary and rules make codes of them, in the context of the note.

A fact counts when the model calls it present, when its term is an entry of the dictionary, and when every telling word of that entry stands
in the quote, in one sentence and as it is: a model that calls a "foot ulcer" a diabetic one, or "kidney failure" acute, leads nowhere.
Abbreviations and spellings count as the dictionary writes them out. What is denied, doubted or a relative's is set aside by the same rules
as everything else.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from superbill.claims.note import Note, Suggestion
from superbill.codes.icd10cm import Icd10cm, Term
from superbill.codes.terms import key_of_term
from superbill.coding.mentions import Line, Mention, lines_of, mentions_of
from superbill.coding.model.facts import PRESENT, Fact
from superbill.coding.site_terms import SiteTerms
from superbill.coding.suggest import CodingResult, suggest

MOST_PERCENT = 45
"""What a quoted suggestion claims at most: nobody has measured this model on this site's notes."""

_CODE = re.compile(r"\b[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b|\b\d{5}\b|\b[A-V]\d{4}\b")


@dataclass(frozen=True, slots=True)
class QuotedSuggestion:
    """A suggestion that came of a quote, after our own dictionary and rules, and the words that were quoted."""

    suggestion: Suggestion
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What came of the facts: suggestions that the note had not given without them, and why the other facts led to none."""

    suggestions: tuple[QuotedSuggestion, ...]
    unused: Mapping[str, int]


def suggest_quoted(
    note: Note, facts: Iterable[Fact], *, on: date, icd10cm: Icd10cm, site: SiteTerms | None, before: CodingResult
) -> Quoted:
    """Codes by our own dictionary and rules for what a model quoted; `before` is what the note gives without a model."""
    terms = _QuotedTerms(site, tuple(facts), note, icd10cm.on_day(on))
    if not terms.quoted:
        return Quoted((), dict(terms.unused))
    found = suggest(note, on=on, icd10cm=icd10cm, site=terms)
    known = {one.code for one in before.suggestions}
    made = []
    for one in found.suggestions:
        facts_of = [fact for fact in terms.quoted if _touches(one, fact)]
        if one.code not in known and facts_of:
            made.append(_marked(one, facts_of, note))
    used = {quote for one in made for quote in one.quotes}
    rest = sum(note.text[fact.start : fact.end] not in used for fact in terms.quoted)
    unused = terms.unused + Counter({"suggested or set aside without the model": rest} if rest else {})
    return Quoted(tuple(made), dict(unused))


def _touches(one: Suggestion, fact: Fact) -> bool:
    return any(span.start < fact.end and fact.start < span.end for span in one.evidence)


def _marked(one: Suggestion, facts: list[Fact], note: Note) -> QuotedSuggestion:
    quotes = tuple(dict.fromkeys(note.text[fact.start : fact.end] for fact in facts))
    why = tuple(f"The model quoted: “{note.text[fact.start : fact.end]}”, and calls it “{fact.term}”." for fact in facts)
    return QuotedSuggestion(replace(one, confidence=min(one.confidence, MOST_PERCENT), why=(*why, *one.why)), quotes)


class _QuotedTerms(SiteTerms):
    """The site's terms, with the mentions that come of quotes: read by the coder like words that a site has taught it."""

    def __init__(self, site: SiteTerms | None, facts: tuple[Fact, ...], note: Note, icd10cm: Icd10cm) -> None:
        super().__init__({})
        self._site = site
        self.unused: Counter[str] = Counter()
        self.quoted: list[Fact] = []
        self._made: list[Mention] = []
        lines = lines_of(note)
        for fact in facts:
            made = self._mention(fact, lines, icd10cm)
            if isinstance(made, str):
                self.unused[made] += 1
            else:
                self.quoted.append(fact)
                self._made.append(made)

    def mentions(self, lines: Iterable[Line], found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Those of the note, and those of quotes that say more than what stands there already."""
        lines = tuple(lines)
        kept = list(self._site.mentions(lines, found) if self._site else found)
        for made in self._made:
            over = [one for one in kept if one.start < made.end and made.start < one.end]
            if all(one.words < made.words for one in over):
                kept = [one for one in kept if one not in over]
                kept.append(made)
        return tuple(sorted(kept, key=lambda one: one.start))

    def weighed(self, term: str, code: str, percent: int) -> tuple[int, str]:
        """As the site's coders decided."""
        return self._site.weighed(term, code, percent) if self._site else (percent, "")

    def _mention(self, fact: Fact, lines: tuple[Line, ...], icd10cm: Icd10cm) -> Mention | str:
        """The words of the quote that the dictionary's entry has, as a mention in their line; or why there is none."""
        if fact.status != PRESENT:
            return "not said to be present"
        if _CODE.search(fact.term):
            return "a code in place of a term"
        terms = _entry(fact.term, icd10cm)
        if not terms:
            return "no entry of the dictionary"
        made = [
            one
            for line in lines
            if line.sentence.start < fact.end and fact.start < line.sentence.end and (one := _said(fact, line, terms))
        ]
        if not made:
            return "not every word of the term stands in the quote"
        return next((one for one in made if one.scope is None), made[0])


def _said(fact: Fact, line: Line, terms: tuple[Term, ...]) -> Mention | None:
    """The words of the quote that are all telling words of the entry, said plainly, or under one scope that rules over them all; else None."""
    wanted = frozenset(terms[0].key.split())
    places = [
        place
        for place, token in enumerate(line.tokens)
        if fact.start <= token.start and token.end <= fact.end and wanted.intersection(token.words)
    ]
    plain = {place for place, _ in line.plain}
    for chosen in ([place for place in places if place in plain], places):
        if wanted <= {word for place in chosen for word in line.tokens[place].words}:
            made = Mention(line, chosen[0], chosen[-1], terms)
            return made if chosen is not places or made.scope else None
    return None


def _entry(term: str, icd10cm: Icd10cm) -> tuple[Term, ...]:
    """The entry of the dictionary for a term: the whole of it, else the longest entry that stands in it."""
    if found := icd10cm.terms(key_of_term(term)):
        return found
    inside = mentions_of(lines_of(Note(term)), icd10cm)
    return max(inside, key=lambda one: len(one.words)).terms if inside else ()
