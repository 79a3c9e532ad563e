"""From a gap to a query that does not lead: the note's own words in the title, its indicators cited, options that it supports.

The usual gaps have templates (`coding/queries/`). For every other code the options are what the code book offers below its
heading, in the book's words; where that is too much to read and the note supports too little of it, the question is open.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from superbill.claims.note import Evidence, Note
from superbill.claims.query import OTHER, UNDETERMINED, Form, Indicator, Option, Query
from superbill.codes.icd10cm import Icd10cm, Icd10cmCode
from superbill.codes.terms import key_of_term
from superbill.coding import sections
from superbill.coding.choose import side_of_title
from superbill.coding.context import Context
from superbill.coding.mentions import lines_of
from superbill.coding.queries import Template, template_for, templates
from superbill.coding.sections import Sentence, sentences_of

MOST_INDICATORS = 8
MOST_OPTIONS = 8
LONGEST_INDICATOR = 220
"""Characters; of a longer sentence the words around the match are cited."""

GENERAL = "general"
Span = tuple[int, int]
_NOT_SO = frozenset({Context.NEGATED, Context.FAMILY, Context.HYPOTHETICAL})
_NOT_ABOUT_THE_PATIENT = frozenset({sections.FAMILY, sections.INSTRUCTIONS})
_SAYS_NOTHING = re.compile(r"^other\b|\bunspecified\b|\bnot elsewhere classified\b", re.IGNORECASE)
_SIDE_WORDS = re.compile(r",? ?\b(?:right|left|bilateral)\b(?: (?:side|eye|ear))?", re.IGNORECASE)


def query_for(
    note: Note, *, code: str, gap: str, evidence: tuple[Evidence, ...], icd10cm: Icd10cm, on: date, template: str = ""
) -> Query:
    """The query that a gap needs, to be read and changed by a coder before it is sent.

    `evidence` are the words that the gap is about, the most telling first; at least one. `template` names one of
    `coding.queries`, or `general`; without a name the one that fits is taken.
    """
    assert evidence, "a query is about words of the note"
    chosen = templates().get(template) if template else template_for(code, gap)
    condition = " ".join(evidence[0].words.split())
    spoken = condition[:1].upper() + condition[1:]
    if chosen is not None:
        options, support = _offered(chosen, note, code)
        cited = indicators(note, evidence, support, chosen.looks_for)
        title = chosen.title.replace("{condition}", spoken)
        question = chosen.question.replace("{condition}", condition)
        return Query(chosen.name, code, gap, title, question, cited, options, Form.OPEN if not options else chosen.form)
    cited = indicators(note, evidence)
    options = _from_book(code, note, icd10cm, on=on)
    question = f"The note names “{condition}”. In your clinical judgment, can it be described further for this visit?"
    form = Form.CHOICE if options else Form.OPEN
    return Query(GENERAL, code, gap, f"{spoken}: further detail", question, cited, options, form)


def indicators(
    note: Note, evidence: Iterable[Evidence], support: Iterable[Span] = (), looks_for: Iterable[re.Pattern[str]] = ()
) -> tuple[Indicator, ...]:
    """The sentences that name the condition, those that speak for an option, then what else bears on it; each once, as they stand."""
    sentences = _about_the_patient(note)
    places = [*((one.start, one.end) for one in evidence), *support]
    for pattern in looks_for:
        places += [match.span() for match in pattern.finditer(note.text) if match.group()]
    found: dict[tuple[int, int], Indicator] = {}
    for start, end in places:
        sentence = next((one for one in sentences if one.start <= start < one.end), None)
        if sentence is not None:
            one = _cited(note.text, sentence, start, end)
            if not any(other.start <= one.start and one.end <= other.end for other in found.values()):
                found.setdefault((one.start, one.end), one)
    return tuple(sorted(list(found.values())[:MOST_INDICATORS], key=lambda one: one.start))


def _cited(text: str, sentence: Sentence, start: int, end: int) -> Indicator:
    first, last = sentence.start, sentence.end
    if last - first > LONGEST_INDICATOR:
        first = max(first, start - LONGEST_INDICATOR // 3)
        last = min(last, max(end, start + LONGEST_INDICATOR // 2))
        first = first if first == sentence.start else text.find(" ", first, start + 1) + 1 or start
        last = last if last == sentence.end else max(text.rfind(" ", end, last), end)
    return Indicator(first, last, text[first:last], sentence.section)


def _about_the_patient(note: Note) -> list[Sentence]:
    return [one for one in sentences_of(note.text) if one.section not in _NOT_ABOUT_THE_PATIENT]


def said_of_patient(note: Note) -> Iterator[tuple[int, int]]:
    """The stretches of a note that say something of the patient: without what is denied, about the family, or advice."""
    for line in lines_of(note):
        if line.sentence.section in _NOT_ABOUT_THE_PATIENT:
            continue
        first = line.sentence.start
        for scope in sorted((one for one in line.scopes if one.context in _NOT_SO), key=lambda one: one.start):
            yield first, max(first, scope.start)
            first = max(first, scope.end)
        yield first, max(first, line.sentence.end)


def _offered(template: Template, note: Note, code: str) -> tuple[tuple[Option, ...], list[Span]]:
    """The options of a template that the note's own words speak for, with those words, and the two that every query has.

    None, for an open question, where fewer than two remain: one alone would lead.
    """
    passages = tuple(said_of_patient(note))
    spoken = [(one, one.support(note.text, passages)) for one in template.options]
    fitting = [(one, words) for one, words in spoken if words is not None or not one.when]
    if len(fitting) < 2:
        return (), [words for _, words in fitting if words]
    clinical = (Option(one.words, code=one.code.replace("{code}", code)) for one, _ in fitting)
    return (*clinical, OTHER, UNDETERMINED), [words for _, words in fitting if words]


def _from_book(code: str, note: Note, icd10cm: Icd10cm, *, on: date) -> tuple[Option, ...]:
    """What the book tells apart below the code's heading, without sides and 7th characters; empty when that would be no fair choice."""
    icd10cm = icd10cm.on_day(on)
    heading, below = _heading(code, icd10cm, on=on)
    if heading is None:
        return ()
    options: dict[str, Option] = {}
    for child in below:
        words = _plain(child, heading)
        if words and not _SAYS_NOTHING.search(words):
            options.setdefault(words.lower(), Option(words, code=child.code))
    offered = list(options.values())
    if len(offered) > MOST_OPTIONS:
        known, said = set(key_of_term(heading.title).split()), set(key_of_term(note.text).split())
        offered = [one for one in offered if (set(key_of_term(one.words).split()) - known) & said][:MOST_OPTIONS]
    return (*offered, OTHER, UNDETERMINED) if len(offered) > 1 else ()


def _heading(code: str, icd10cm: Icd10cm, *, on: date) -> tuple[Icd10cmCode | None, tuple[Icd10cmCode, ...]]:
    """The nearest heading at or above a code below which more than one thing is told apart, and what is directly below it."""
    node = icd10cm.find(code, on=on)
    while node is not None:
        below = tuple(child for child in icd10cm.children(node.code) if not child.seventh)
        if len({_plain(child, node).lower() for child in below} - {""}) > 1:
            return node, below
        node = None if "-" in node.parent else icd10cm.find(node.parent, on=on)
    return None, ()


def _plain(child: Icd10cmCode, heading: Icd10cmCode) -> str:
    """What a code says beyond its heading, without its side: of `Cystitis, acute` below `Cystitis` the words `acute`."""
    title = _SIDE_WORDS.sub("", child.title) if side_of_title(child.title) else child.title
    further = title.removeprefix(heading.title).strip(" ,")
    return further[:1].upper() + further[1:]
