"""The procedures that a note of a stay says were done, each with its words, its code as far as these lead, and what is to ask.

What is denied, planned, only possible, or lies in the past is set aside. Source: ICD-10-PCS Official Guidelines, A11: the coder decides from
the words what the operation is; the clinician need not use the terms of the book.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from superbill.claims.note import Evidence, Note, SetAside
from superbill.codes.pcs import Pcs
from superbill.codes.shelf import OpenTable
from superbill.coding import sections
from superbill.coding.context import Context, context_at
from superbill.coding.mentions import Line, lines_of
from superbill.coding.pcs.index import Indexed, indexed_in
from superbill.coding.pcs.narrow import Narrowed, Said, Step, narrow
from superbill.coding.pcs.procedures import Procedure, Rule, all_procedures

_DONE_IN = frozenset({sections.PROCEDURE, sections.COURSE, sections.BODY, sections.DISCHARGE, sections.ASSESSMENT})
_NOT_INSTALLED = "The tables of ICD-10-PCS are not installed, so no code can be built."
_SIDES = ("right", "left")
_MOST_TOLD = 6
_MEANS = re.compile(r"\b(?:through|via)\s+(?:(?:an?|the|his|her|existing)\s+)*\Z", re.IGNORECASE)
"""What something else was done through: a transfusion through a central line places none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may stand at the first open character, with its label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ProcedureSuggestion:
    """A procedure with its words. `code` has seven characters, or as many as the words support; `question` asks for the next one."""

    name: str
    code: str
    is_whole: bool
    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...]
    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class StayProcedures:
    """The procedures in the order of the note, those named in the list of procedures first; and what is set aside, with the reason."""

    procedures: tuple[ProcedureSuggestion, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    procedure: Procedure
    line: Line
    evidence: Evidence


def procedures_of_stay(note: Note, *, on: date, pcs: Pcs | None, index: OpenTable | None = None) -> StayProcedures:
    """What was done in a stay; `pcs` are the tables in force on the day (None where they are not installed), and so is their index.

    Among the procedures of the note, what our own list does not know is looked up in the index.
    """
    lines = lines_of(note)
    done: list[ProcedureSuggestion] = []
    aside: list[SetAside] = []
    mentions = tuple(_mentions(lines, note.text, on))
    for mention in mentions:
        scope = context_at(mention.line.scopes, mention.evidence.start, mention.evidence.end)
        section = mention.line.sentence.section
        if scope is not None and scope.context not in (Context.RESOLVED,):
            aside.append(
                SetAside(
                    "", mention.procedure.name, mention.evidence, f"{scope.context.value}: “{' '.join(scope.trigger.split())}”"
                )
            )
        elif section not in _DONE_IN:
            aside.append(
                SetAside(
                    "", mention.procedure.name, mention.evidence, f"{section} only: nothing says that it was done in this stay"
                )
            )
        else:
            done += _built(mention, lines, note, pcs, on)
    if pcs is not None and index is not None:
        done += _by_index(lines, note, mentions, pcs=pcs, index=index, on=on)
    return StayProcedures(_merged(done), tuple(aside))


def _mentions(lines: Sequence[Line], text: str, on: date) -> Iterator[_Mention]:
    """Every place where a procedure is named, in order; of those that share words, the one with more of them."""
    starts = [line.sentence.start for line in lines]
    found: list[_Mention] = []
    small = text.lower() if lines else ""
    for each in all_procedures():
        if on not in each.period or (each.hints and not any(hint in small for hint in each.hints)):
            continue
        for match in each.words.finditer(text) if lines else ():
            line = lines[max(0, bisect_right(starts, match.start()) - 1)]
            if _is_named(each, match, line):
                evidence = Evidence(match.start(), match.end(), match.group(), line.sentence.section)
                found.append(_Mention(each, line, evidence))
    found.sort(key=lambda one: (one.evidence.start - one.evidence.end, one.evidence.start))
    taken: list[_Mention] = []
    for one in found:
        if all(one.evidence.end <= other.evidence.start or other.evidence.end <= one.evidence.start for other in taken):
            taken.append(one)
    yield from sorted(taken, key=lambda one: one.evidence.start)


def _is_named(procedure: Procedure, match: re.Match[str], line: Line) -> bool:
    """Whether the words stand in one sentence, nothing there makes them another procedure, and they are no means to something else."""
    start, end = line.sentence.start, line.sentence.end
    if match.start() < start or match.end() > end:
        return False
    is_other = procedure.unless is not None and procedure.unless.search(line.text, start, end) is not None
    return not is_other and _MEANS.search(line.text[start : match.start()]) is None


def _built(mention: _Mention, lines: Sequence[Line], note: Note, pcs: Pcs | None, on: date) -> Iterator[ProcedureSuggestion]:
    procedure = mention.procedure
    said = _said(mention, lines, note)
    tables = [(procedure.table, procedure.rules)]
    if procedure.also and not (procedure.also_unless and procedure.also_unless.search(said.sentence)):
        tables.append(procedure.also)
    for table, rules in tables:
        for here in _each_side(rules, said):
            narrowed = narrow(pcs, table, here, said, on=on) if pcs else None
            if narrowed is None:
                why = _NOT_INSTALLED if pcs is None else f"No table {table} is in force on {on}."
                yield ProcedureSuggestion(procedure.name, "", False, (mention.evidence,), (), why, ())
            else:
                yield _suggestion(procedure.name, narrowed, mention.evidence)


def _by_index(
    lines: Sequence[Line], note: Note, known: Sequence[_Mention], *, pcs: Pcs, index: OpenTable, on: date
) -> Iterator[ProcedureSuggestion]:
    """Operations that only the index knows; where it leads to several tables, which one is asked."""
    for line in lines:
        here = line.sentence
        for found in (
            indexed_in(note.text, here.start, here.end, index=index, on=on) if here.section == sections.PROCEDURE else ()
        ):
            if context_at(line.scopes, found.start, found.end) or any(_overlaps(one.evidence, found) for one in known):
                continue
            words = Evidence(found.start, found.end, note.text[found.start : found.end], here.section)
            sentence = note.text[here.start : here.end]
            if len(found.beginnings) > 1:
                choices = tuple(
                    Choice(code, " ".join(label for _, label in pcs.labels(code, on=on)[2:4])) for code in found.beginnings
                )
                yield ProcedureSuggestion(
                    found.title, "", False, (words,), (), f"{found.title}: which operation? {found.see}", choices
                )
                continue
            code = found.beginnings[0]
            rules: dict[int, Rule] = dict(enumerate(code[3:], 4))
            narrowed = narrow(pcs, code[:3], rules, Said(words.words, sentence, sentence), on=on)
            if narrowed is not None:
                yield _suggestion(found.title, narrowed, words)


def _overlaps(words: Evidence, found: Indexed) -> bool:
    return words.start < found.end and found.start < words.end


def _said(mention: _Mention, lines: Sequence[Line], note: Note) -> Said:
    """The sentence, and the item or paragraph with it; in the list of procedures nothing of the next item."""
    here = mention.line.sentence
    around = [line.sentence for line in lines if line.sentence.section == here.section and line.sentence.item == here.item]
    text = note.text[min(one.start for one in around) : max(one.end for one in around)]
    return Said(mention.evidence.words, note.text[here.start : here.end], text)


def _each_side(rules: Mapping[int, Rule], said: Said) -> Iterator[Mapping[int, Rule]]:
    """Both sides where the sentence says “bilateral” and the table has no value for both (B4.3)."""
    part = rules.get(4)
    if (
        isinstance(part, Mapping)
        and "bilateral" in said.sentence.lower()
        and "bilateral" not in part
        and set(_SIDES) <= set(part)
    ):
        yield from ({**rules, 4: part[side]} for side in _SIDES)
    else:
        yield rules


def _suggestion(name: str, narrowed: Narrowed, evidence: Evidence) -> ProcedureSuggestion:
    left = narrowed.left
    question = f"{name}: which {left.title.lower()}? {_told(list(left.values.values()))}" if left else ""
    choices = tuple(Choice(value, label) for value, label in left.values.items()) if left else ()
    return ProcedureSuggestion(name, narrowed.code, narrowed.is_whole, (evidence,), narrowed.steps, question, choices)


def _told(labels: list[str]) -> str:
    """The first of the choices in words."""
    more = ", …" if len(labels) > _MOST_TOLD else ""
    return f"{', '.join(labels[:_MOST_TOLD])}{more}"


def _merged(done: list[ProcedureSuggestion]) -> tuple[ProcedureSuggestion, ...]:
    """One row a procedure: what is told again with less takes the fuller code, and brings its words."""
    ranked = sorted(done, key=lambda one: (one.evidence[0].section != sections.PROCEDURE, one.evidence[0].start))
    merged: list[ProcedureSuggestion] = []
    for one in ranked:
        place = next(
            (place for place, other in enumerate(merged) if other.name == one.name and _says_the_same(other.code, one.code)), None
        )
        if place is None:
            merged.append(one)
            continue
        fuller = sorted((merged[place], one), key=lambda each: -len(each.code))[0]
        words = tuple(dict.fromkeys((*merged[place].evidence, *one.evidence)))
        merged[place] = ProcedureSuggestion(
            fuller.name, fuller.code, fuller.is_whole, words, fuller.steps, fuller.question, fuller.choices
        )
    return tuple(merged)


def _says_the_same(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
