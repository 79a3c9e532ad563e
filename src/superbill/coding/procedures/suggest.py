"""Hold the table of services against a note: what was done, by which words, the code that the facts lead to, and what is still to ask."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from superbill.claims.note import Evidence, Note
from superbill.coding.mentions import line_at, lines_of, sentences_in
from superbill.coding.procedures.done import Kind, Standing, standing
from superbill.coding.procedures.facts import Around, Fact, Seen, around, count_of, digit, length_cm, minutes, side
from superbill.coding.procedures.lookup import small
from superbill.coding.procedures.service import ServiceAside, ServicesFound, SuggestedService
from superbill.coding.procedures.table import Choice, ServiceRow, ServiceTable, is_said
from superbill.coding.sections import PROCEDURE, Sentence

Valid = Callable[[str], bool | None]
"""Whether a code is in force on the day; None where no book that could tell is installed."""

_PER_GAP, _FEWEST, _SURE_PLACE = 12, 25, 8


@dataclass(frozen=True, slots=True)
class Named:
    """A row of the table that words of the note name, with the sentence around them."""

    row: ServiceRow
    sentence: Sentence
    start: int
    end: int


@dataclass
class _Known:
    """What is known of one service: facts by name, the words of all, and the text in which `said` is looked for."""

    named: Named
    facts: dict[str, Fact]
    words: str
    spans: list[tuple[int, int]]
    standing: Standing


def suggest_from_table(note: Note, table: ServiceTable, *, on: date, visit: Mapping[str, str], valid: Valid) -> ServicesFound:
    """The services of the table that the note says were done, each with its words; and those it only names.

    `visit` are facts that no note tells, such as payer = medicare or place = facility. Every `Evidence` satisfies
    `note.text[start:end] == words`. Raises nothing for a text of any kind.
    """
    sentences = sentences_in(note)
    known: list[_Known] = []
    aside: list[ServiceAside] = []
    seen: Seen = {}
    for named in names_in(note, table):
        stands = standing(note, named.sentence, named.start, named.end, kind=named.row.kind)
        if stands.reason:
            aside.append(ServiceAside(named.row.name, _evidence(note, (named.start, named.end), named.sentence), stands.reason))
        else:
            known.append(_known(note, named, sentences, stands, seen))
    suggested: list[SuggestedService] = []
    for group in _grouped(known):
        suggested += _suggestions(note, group, sentences, on=on, visit=visit, valid=valid)
    return ServicesFound(tuple(suggested), _listed(aside, suggested))


def names_in(note: Note, table: ServiceTable) -> list[Named]:
    """Where the note names services, in order; of names that share words the longest stays."""
    found: list[Named] = []
    lines = lines_of(note)
    for number, match in table.lookup.find(small(note.text)):
        row = table.rows[number]
        line = line_at(lines, *match.span())
        if line is None or (row.unless and row.unless.search(note.text, line.sentence.start, line.sentence.end)):
            continue
        found.append(Named(row, line.sentence, *match.span()))
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _known(note: Note, named: Named, sentences: tuple[Sentence, ...], stands: Standing, seen: Seen) -> _Known:
    row, near = named.row, around(note.text, sentences, named.sentence, named.start, named.end, seen=seen)
    looked: dict[str, Fact | None] = {"side": side(near) if row.sided else None, "digit": digit(near) if row.sided else None}
    choices = (*row.codes, *row.more)
    if any(choice.cm for choice in choices):
        looked["cm"] = length_cm(near)
    if any(choice.count or choice.beyond or choice.units == "count" for choice in choices):
        looked["count"] = count_of(near, row.counted)
    if any(choice.minutes for choice in choices):
        looked["minutes"] = minutes(near)
    if row.sites:
        looked["site"] = _site(near, row.sites)
    facts = {name: fact for name, fact in looked.items() if fact is not None}
    start, end = near.stretches[-1]
    return _Known(named, facts, note.text[start:end].lower(), [(named.start, named.end)], stands)


def _site(near: Around, sites: re.Pattern[str]) -> Fact | None:
    match = near.first(sites)
    return Fact(match.lastgroup or "", *match.span()) if match else None


def _grouped(known: Sequence[_Known]) -> list[list[_Known]]:
    """The mentions of one service together: of one row, and where each site counts by itself, of one site."""
    groups: dict[tuple[str, str], list[_Known]] = {}
    for one in known:
        site = one.facts["site"].value if one.named.row.each_site and "site" in one.facts else ""
        groups.setdefault((one.named.row.name, site), []).append(one)
    for (name, site), members in list(groups.items()):
        if not site and (others := [key for key in groups if key[0] == name and key[1]]):
            groups[others[0]] += members  # a mention that names no site is about the one that another names
            del groups[(name, site)]
    return list(groups.values())


def _suggestions(
    note: Note, group: list[_Known], sentences: Sequence[Sentence], *, on: date, visit: Mapping[str, str], valid: Valid
) -> list[SuggestedService]:
    row = group[0].named.row
    facts, why = _joined(group)
    text = "\n".join(one.words for one in group)
    if row.wants and not row.wants.search(note.text if row.kind is Kind.PROCEDURE else text):
        return []
    choice, gaps = _chosen(row, facts, text, on=on, visit=visit, valid=valid)
    if choice is None:
        return []
    forms = len({note.text[one.named.start : one.named.end].lower() for one in group})
    best = max(group, key=lambda one: (not one.standing.doubt, len(one.facts)))
    spans = _spans(group, facts)
    evidence = tuple(_evidence(note, span, _sentence_at(sentences, span[0], best.named.sentence)) for span in spans)
    doubt = (best.standing.doubt,) if best.standing.doubt else ()
    shown = tuple((name, fact.value) for name, fact in facts.items())
    told = tuple(f"{_SAID[name]}: {fact.value}." for name, fact in facts.items() if name in _SAID)
    sure = _confidence(row, best, gaps, choice, valid)
    first = SuggestedService(
        choice.code, row.name, _units(choice, facts, forms), evidence, sure, (best.standing.why, *told, *why), (*doubt, *gaps), shown,
        source=row.source, rule=row.name,
    )  # fmt: skip
    return [first, *_further(row, first, facts, text, on=on, visit=visit, valid=valid)]


_SAID = {
    "site": "Site",
    "cm": "Length or size in cm",
    "count": "Number",
    "minutes": "Minutes",
    "side": "Side",
    "digit": "Finger or toe",
}


def _joined(group: list[_Known]) -> tuple[dict[str, Fact], tuple[str, ...]]:
    """The facts of all mentions: the first that tells one; lengths of wounds of one group are added (CPT counts them together)."""
    facts: dict[str, Fact] = {}
    for one in group:
        for name, fact in one.facts.items():
            facts.setdefault(name, fact)
    lengths = {(one.facts["cm"].start, one.facts["cm"].value) for one in group if "cm" in one.facts}
    if group[0].named.row.sum_cm and len(lengths) > 1:
        total = sum((Decimal(value) for _, value in lengths), Decimal())
        facts["cm"] = replace(facts["cm"], value=f"{total.normalize():f}")
        return facts, (f"{len(lengths)} lengths of the same kind and place are added.",)
    return facts, ()


def _chosen(
    row: ServiceRow, facts: Mapping[str, Fact], text: str, *, on: date, visit: Mapping[str, str], valid: Valid
) -> tuple[Choice | None, tuple[str, ...]]:
    """The code that everything speaks for, else the least that nothing speaks against with the questions that are open."""
    least: tuple[Choice, tuple[str, ...]] | None = None
    for choice in row.codes:
        if not choice.since <= on < choice.until or valid(choice.code) is False:
            continue
        missing = _missing(choice, facts, text, visit)
        if missing is None:
            continue
        if not missing:
            return choice, ()
        if least is None:
            least = choice, tuple(filter(None, (row.question(name) for name in missing)))
    return least or (None, ())


def _missing(choice: Choice, facts: Mapping[str, Fact], text: str, visit: Mapping[str, str]) -> list[str] | None:
    """The facts that the choice still needs; None where one speaks against it."""
    if (choice.said and not is_said(choice.said, text)) or (choice.unsaid and is_said(choice.unsaid, text)):
        return None
    if choice.visit and any(visit.get(name, "") != value for name, value in choice.visit.items()):
        return None
    missing = []
    for name, wanted in (("site", choice.site), ("cm", choice.cm), ("count", choice.count), ("minutes", choice.minutes)):
        if not wanted:
            continue
        if name not in facts:
            missing.append(name)
        elif not _holds(name, wanted, facts[name].value):
            return None
    return missing


def _holds(name: str, wanted: object, value: str) -> bool:
    if name == "site":
        return value in str(wanted).split("|")
    assert isinstance(wanted, tuple)
    if name == "cm":
        return bool(wanted[0] < Decimal(value) <= wanted[1])
    return bool(wanted[0] <= int(value) <= wanted[1])


def _further(
    row: ServiceRow,
    first: SuggestedService,
    facts: Mapping[str, Fact],
    text: str,
    *,
    on: date,
    visit: Mapping[str, str],
    valid: Valid,
) -> list[SuggestedService]:
    """The codes of each one beyond the first, and what is always billed beside."""
    further = []
    for choice in row.more:
        if not choice.since <= on < choice.until or valid(choice.code) is False or _missing(choice, facts, text, visit) != []:
            continue
        count = int(facts["count"].value) if "count" in facts else 1
        units = min(count, choice.upto) - choice.beyond if choice.beyond else int(choice.units)
        if units > 0:
            why = (*first.why, f"Beyond the first {choice.beyond}: {units}.") if choice.beyond else first.why
            further.append(
                replace(
                    first, code=choice.code, name=f"{row.name}: each more" if choice.beyond else row.name, units=units, why=why
                )
            )
    return further


def _units(choice: Choice, facts: Mapping[str, Fact], forms: int) -> int:
    if choice.units == "count":
        return max(1, int(facts["count"].value)) if "count" in facts else 1
    return forms if choice.units == "forms" else int(choice.units)


def _confidence(row: ServiceRow, best: _Known, gaps: tuple[str, ...], choice: Choice, valid: Valid) -> int:
    """Whole percent: less for each open question, half where it is only planned for today, more under the heading of procedures."""
    sure = row.sure - _PER_GAP * len(gaps) + (_SURE_PLACE if best.named.sentence.section == PROCEDURE else 0)
    sure -= 5 if row.kind is Kind.ANYWHERE else 0
    sure = sure // 2 if best.standing.doubt else sure
    return max(_FEWEST, min(97, sure))


def _spans(group: list[_Known], facts: Mapping[str, Fact]) -> list[tuple[int, int]]:
    """The places of the names, then those of the facts that are not within them."""
    spans = [span for one in group for span in one.spans]
    for fact in facts.values():
        if not any(start <= fact.start and fact.end <= end for start, end in spans):
            spans.append((fact.start, fact.end))
    return list(dict.fromkeys(spans))


def _evidence(note: Note, span: tuple[int, int], sentence: Sentence) -> Evidence:
    return Evidence(*span, note.text[slice(*span)], sentence.section)


def _sentence_at(sentences: Sequence[Sentence], place: int, otherwise: Sentence) -> Sentence:
    return next((one for one in sentences if one.start <= place < one.end), otherwise)


def _listed(aside: Iterable[ServiceAside], suggested: Iterable[SuggestedService]) -> tuple[ServiceAside, ...]:
    """Each service once for each reason, but none that is suggested anyway."""
    done = {one.rule for one in suggested}
    kept: dict[tuple[str, str], ServiceAside] = {}
    for one in aside:
        if one.name not in done:
            kept.setdefault((one.name, one.reason.partition(":")[0]), one)
    return tuple(kept.values())
