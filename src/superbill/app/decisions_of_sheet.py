"""What a saved sheet decides on what was suggested: taken, replaced, added, or passed over.

A visit says each thing once. Saving the same sheet again adds nothing; a changed sheet takes back what it contradicts, and no more:
what was suggested then and is no longer stands, because the coder has seen it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import PAGE, SHEET, Decision, Kind, keep, standing, take_back, without_doubt
from superbill.app.desk import Desk
from superbill.app.find import visit_of
from superbill.app.site_terms import suggest_here
from superbill.claims.note import CodeChoice, Note, Suggestion
from superbill.claims.visit import Visit
from superbill.codes.icd10cm import Icd10cm
from superbill.codes.terms import key_of_term
from superbill.coding.site_words import kept_term, matched_term
from superbill.storage.models import DecisionRecord, NoteRecord, VisitRecord

_AUTOMATIC = "automatic"


def learn_from_sheet(desk: Desk, visit: VisitRecord, note: NoteRecord, choices: tuple[CodeChoice, ...], *, at: datetime) -> None:
    """Keep what a sheet decides. A sheet without codes decides nothing: it was put aside, not finished."""
    suggested = suggest_here(desk, Note(note.text, note.author), on=visit.served_on).suggestions if choices else ()
    with icd10cm() as tables:
        day = tables.on_day(visit.served_on)
        wanted = list(_decided(suggested, choices, visit_of(visit), day)) if choices else []
    former = list(standing(desk).filter(visit=visit, source__in=(SHEET, PAGE)))
    alone = set(standing(desk).filter(visit=visit, kind=Kind.AUTOMATIC).values_list("code", flat=True))
    wanted = [replace(one, kind=Kind.REJECTED) if one.code in alone and one.kind is Kind.PASSED else one for one in wanted]
    codes = {choice.code for choice in choices}
    over = [row for row in former if _is_contradicted(row, codes) or _says_more(wanted, row)]
    take_back(desk, over, at=at, because="sheet")
    said = {pair for row in former if row not in over for pair in _pairs(row.kind, row.term, row.code, row.to_code)}
    fresh = [one for one in wanted if not said.issuperset(_pairs(one.kind, one.term, one.code, one.to_code))]
    keep(desk, visit, fresh, source=SHEET, at=at)


def _decided(
    suggested: tuple[Suggestion, ...], choices: tuple[CodeChoice, ...], visit: Visit, tables: Icd10cm
) -> Iterator[Decision]:
    by_code = {one.code: one for one in suggested}
    taken = {choice.code for choice in choices}
    left = {one.code: one for one in suggested if one.code not in taken}
    replaced: dict[str, str] = {}
    for choice in choices:
        if choice.how == _AUTOMATIC:
            continue  # nobody has judged it: it teaches nothing until the sample of it is looked at
        own = by_code.get(choice.code)
        if own is not None:
            yield decision_on(own, Kind.ACCEPTED, tables)
        other = _in_its_place(choice, left) if own is None else None
        if other is not None and other.code not in replaced:
            replaced[other.code] = choice.code
        elif own is None or choice.how != "accepted":
            yield from _added(choice, own, visit, tables)
    for code, one in left.items():
        if code in replaced:
            yield decision_on(one, Kind.CHANGED, tables, to_code=replaced[code])
        else:
            yield decision_on(one, Kind.PASSED, tables)


def decision_on(one: Suggestion, kind: Kind, tables: Icd10cm, *, to_code: str = "", because: str = "") -> Decision:
    """A decision on a suggestion, with what it claimed."""
    term, words = matched_term(one.term, title=one.title, icd10cm=tables)
    decision = Decision(
        kind,
        one.code,
        term,
        words,
        to_code,
        section=one.evidence[0].section,
        confidence=one.confidence,
        asks=bool(one.gaps),
        because=because,
    )
    return without_doubt(decision, doubt=one.doubt)


def _in_its_place(choice: CodeChoice, left: dict[str, Suggestion]) -> Suggestion | None:
    """The suggestion for the same words that was not taken: always for a change, for an added code only in its own category."""
    for one in left.values():
        is_near = choice.how == "changed" or one.code[:3] == choice.code[:3]
        if is_near and any(a.start < b.end and b.start < a.end for a in one.evidence for b in choice.evidence):
            return one
    return None


def _added(choice: CodeChoice, own: Suggestion | None, visit: Visit, tables: Icd10cm) -> Iterator[Decision]:
    """The code that a coder gave to words of the note; without a term where none may be kept, or none was marked."""
    found = tables.find(choice.code, on=visit.served_on)
    term, words, section = "", "", ""
    for evidence in choice.evidence:
        term, words = kept_term(
            evidence.words,
            title=found.title if found else "",
            known=tables.words,
            names=_names(visit),
        )
        if term:
            section = evidence.section
            break
    if own is None or (term and term != key_of_term(own.term)):
        yield Decision(Kind.ADDED, choice.code, term, words, section=section)


def _names(visit: Visit) -> list[str]:
    """What people of the visit are called."""
    people = (visit.patient.person, visit.coverage.subscriber, visit.rendering)
    named = [name for one in people if one for name in (one.first_name, one.last_name)]
    middle = [one.middle_name for one in (visit.patient.person, visit.coverage.subscriber) if one]
    return [*named, *middle, visit.patient.person.address.city]


def _pairs(kind: str, term: str, code: str, to_code: str) -> list[tuple[str, str]]:
    """The (term, code) that a decision speaks of; a change speaks of both codes."""
    return [(term, code), (term, to_code)] if kind == Kind.CHANGED else [(term, code)]


def _is_contradicted(row: DecisionRecord, codes: set[str]) -> bool:
    """Whether a sheet with these codes says otherwise than a decision that was kept."""
    if row.kind in (Kind.ACCEPTED, Kind.ADDED):
        return row.code not in codes
    return row.code in codes or (row.kind == Kind.CHANGED and row.to_code not in codes)


def _says_more(wanted: Iterable[Decision], row: DecisionRecord) -> bool:
    """Whether what was only passed over is now replaced."""
    return row.kind == Kind.PASSED and any(
        one.kind is Kind.CHANGED and (one.term, one.code) == (row.term, row.code) for one in wanted
    )
