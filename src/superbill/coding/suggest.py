"""A note becomes suggested codes, each with its words, and the findings that are set aside, each with its reason.

The order is that of an office claim: what the assessment lists, in its order; then what only the reason for the visit says; then
status codes (Guidelines IV.G: the first-listed diagnosis is the one chiefly responsible for the visit). Nothing is suggested
without a place in the text, and a code always comes from the code set, never from the text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from superbill.claims.note import Evidence, Note, SetAside, Suggestion
from superbill.codes.icd10cm import Icd10cm
from superbill.codes.terms import key_of_term
from superbill.coding import sections
from superbill.coding.choose import Choice, Facts, choose, says_less, side_of_title
from superbill.coding.combine import combined
from superbill.coding.confidence import FEWEST, confidence_of
from superbill.coding.context import Context, Scope
from superbill.coding.draft import Draft
from superbill.coding.mentions import Line, Mention, beside, items_of, lines_of, mentions_of
from superbill.coding.sides import side_of, side_place
from superbill.coding.site_terms import SiteTerms

_CONCLUSIONS = frozenset({sections.ASSESSMENT, sections.DISCHARGE, sections.PLAN})

_IN_DOUBT = 60
"""Percent of its confidence that a diagnosis has which is only suspected."""

_SECTION_REASONS = {
    sections.FAMILY: "family history: it stands under family history",
    sections.ALLERGIES: "allergy list: a reaction, not a condition of this visit",
    sections.INSTRUCTIONS: "hypothetical: it stands in the instructions to the patient",
}
_NOT_CODED = {
    False: "not coded in the office (Guidelines IV.H)",
    True: "not in the final diagnosis, so not coded as if it existed (Guidelines II.H)",
}
_ENOUGH_TITLES = 12
_NEXT_TO = 3
_TOBACCO = ("F17", "Z72.0", "Z87.891")


@dataclass(frozen=True, slots=True)
class Setting:
    """Which guidelines hold: for the office (section IV), or for stays in a hospital (sections II and III; `coding.inpatient`).

    A condition is taken from the sections `accepting`, and from `alone` where no section concludes or those name nothing that is sure
    (Guidelines IV.D and IV.H). In the sections `concluding` “likely” is the diagnosis of the author, whom somebody can ask; which words
    of doubt do is told by `concludes`. Such a diagnosis stays in doubt, unless doubt is coded (`codes_doubt`; Guidelines II.H and III.C),
    and it is none of the families that are only coded when `confirmed`. Families that are `lasting` are taken from the past history too.
    """

    accepting: frozenset[str]
    alone: frozenset[str]
    concluding: frozenset[str]
    concludes: Callable[[Scope], bool] = attrgetter("concludes")
    codes_doubt: bool = False
    confirmed: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()


_TAKEN = frozenset(
    {
        sections.ASSESSMENT,
        sections.DISCHARGE,
        sections.PLAN,
        sections.PROCEDURE,
        sections.REASON,
        sections.BODY,
        sections.DISPOSITION,
    }
)
OFFICE = Setting(
    accepting=_TAKEN,
    alone=_TAKEN | {sections.HISTORY, sections.COURSE, sections.ADMISSION},
    concluding=frozenset({sections.ASSESSMENT, sections.DISCHARGE, sections.BODY}),
)


@dataclass(frozen=True, slots=True)
class CodingResult:
    """Suggestions, the first-listed first; and findings of the note that are not suggested, in the order of the note."""

    suggestions: tuple[Suggestion, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention with its code, and why it may not be suggested (empty when it may; a doubt is no reason where a diagnosis is concluded)."""

    draft: Draft
    reason: str
    section: str


def suggest(note: Note, *, on: date, icd10cm: Icd10cm, site: SiteTerms | None = None) -> CodingResult:
    """Read a note and suggest ICD-10-CM codes valid on the day of service; with `site`, also by what its coders decided.

    Every `Evidence` satisfies `note.text[start:end] == words`. Takes no longer for a note with nothing in it, and raises nothing
    for a text of any kind.
    """
    drafts, aside = findings(note, on=on, icd10cm=icd10cm, site=site)
    drafts, weak = _shown(drafts)
    ordered = sorted(drafts, key=lambda draft: draft.order)
    return CodingResult(tuple(draft.sealed() for draft in ordered), _listed([*aside, *weak], drafts))


def findings(
    note: Note, *, on: date, icd10cm: Icd10cm, setting: Setting = OFFICE, site: SiteTerms | None = None
) -> tuple[list[Draft], list[SetAside]]:
    """All that the dictionary and the rules find in a note, however unsure; and what they set aside, with the reason."""
    icd10cm = icd10cm.on_day(on)
    lines = lines_of(note)
    accepting = setting.accepting if any(line.sentence.section in _CONCLUSIONS for line in lines) else setting.alone
    found, aside = _found(note, lines, icd10cm, on=on, setting=setting, site=site)
    if not any(_accepts(one, accepting, setting) and not one.reason and one.draft.names_something for one in found):
        accepting = setting.alone
    drafts = _drafts([one for one in found if not one.reason and _accepts(one, accepting, setting)])
    rest = [one for one in found if one.reason or not _accepts(one, accepting, setting)]
    drafts = _absorbed(drafts)
    for one in rest:
        target = _absorber(one.draft, drafts) if not one.reason else None
        if target is not None:
            target.add(one.draft.evidence)
        else:
            aside.append(one.draft.set_aside(one.reason or f"{one.section} only: the assessment does not take it up"))
    drafts, signs = combined(drafts, note, lines, icd10cm, on=on)
    if site is not None:
        _weigh(drafts, site)
    return drafts, [*aside, *signs]


def _weigh(drafts: list[Draft], site: SiteTerms) -> None:
    """Move each confidence by what coders decided on the term; what is only suspected is not a matter of the term."""
    for draft in drafts:
        if not draft.doubt:
            draft.confidence, draft.decided = site.weighed(key_of_term(draft.term), draft.code.code, draft.confidence)


def _found(
    note: Note, lines: tuple[Line, ...], icd10cm: Icd10cm, *, on: date, setting: Setting, site: SiteTerms | None
) -> tuple[list[_Found], list[SetAside]]:
    """Every mention with its chosen code; those whose code needs an answer first are set aside with the question."""
    found: list[_Found] = []
    aside: list[SetAside] = []
    passages = items_of(lines)
    mentions = mentions_of(lines, icd10cm)
    mentions = site.mentions(lines, mentions) if site else mentions
    for mention, taken in beside(mentions):
        reason = _reason(mention, setting)
        section = mention.line.sentence.section
        facts = _facts(mention, taken, passages[mention.line.sentence.item], lines, icd10cm)
        for choice in choose(icd10cm, mention.terms[0], facts, on=on):
            evidence = _evidence(note, mention, choice)
            if choice.code is None:
                question = " ".join(choice.gaps)
                aside.append(
                    SetAside(choice.heading.code, choice.heading.title, evidence[0], reason or f"needs more detail: {question}")
                )
            else:
                found.append(_Found(_draft(mention, choice, evidence, setting), reason, section))
    return found, aside


def _facts(mention: Mention, taken: frozenset[int], passage: list[Line], lines: tuple[Line, ...], icd10cm: Icd10cm) -> Facts:
    """What the text around a mention says: for diabetes its whole item, else its sentence without what else that names."""
    if "diabetes" in mention.words:
        said = frozenset(word for line in passage for word in line.said_plainly())
    else:
        said = mention.line.said_plainly(besides=taken)
    side, why = side_of(mention, lines, titles=_titles_below(icd10cm, mention.terms[0].code))
    return Facts(said, side, why, passage)


def _titles_below(icd10cm: Icd10cm, code: str) -> Iterator[str]:
    """Looked up only when they are asked for."""
    for stem in icd10cm.leaf_stems(code)[:_ENOUGH_TITLES]:
        yield stem.title


def _reason(mention: Mention, setting: Setting) -> str:
    """Why words that name a condition do not make it one of this visit; empty when they do, if only in doubt."""
    scope = mention.scope
    if scope is not None and not _is_concluded(mention, setting):
        told = f"{scope.context.value}: “{' '.join(scope.trigger.split())}”"
        return f"{told}; {_NOT_CODED[setting.codes_doubt]}" if scope.context is Context.UNCERTAIN else told
    return _SECTION_REASONS.get(mention.line.sentence.section, "")


def _is_concluded(mention: Mention, setting: Setting) -> bool:
    scope = mention.scope
    return scope is not None and setting.concludes(scope) and mention.line.sentence.section in setting.concluding


def _evidence(note: Note, mention: Mention, choice: Choice) -> list[Evidence]:
    """The words of the mention with the side beside it, and the words elsewhere in the line that moved the choice."""
    tokens, section = mention.line.tokens, mention.line.sentence.section
    first, last = side_place(mention, is_sided=choice.code is not None and bool(side_of_title(choice.code.title)))
    gained = choice.gained
    moved = (
        [place for place, token in enumerate(tokens) if not gained.isdisjoint(token.words) and not first <= place <= last]
        if gained
        else []
    )
    while moved and 0 < moved[0] - last <= _NEXT_TO:
        last = moved.pop(0)
    places = [(tokens[first].start, tokens[last].end)]
    if moved:
        places.append((tokens[moved[0]].start, tokens[_run_end(moved)].end))
    return [Evidence(start, end, note.text[start:end], section) for start, end in places]


def _run_end(places: list[int]) -> int:
    """The last of the places that follow one another from the first, with at most one place between."""
    last = places[0]
    for place in places[1:]:
        if place - last > 2:
            break
        last = place
    return last


def _draft(mention: Mention, choice: Choice, evidence: list[Evidence], setting: Setting) -> Draft:
    assert choice.code is not None
    term, section = mention.terms[0], mention.line.sentence.section
    guesses = sum(step.startswith("Nothing nearby") for step in choice.why)
    confidence = confidence_of(term, section=section, guesses=guesses, others=len(mention.terms) - 1)
    is_default = not choice.gained and any(step.startswith(("Nothing nearby", "No side")) for step in choice.why)
    draft = Draft(
        choice.code, choice.heading.code, term.words, confidence, list(choice.why), list(choice.gaps), evidence, 0, is_default
    )
    if _is_concluded(mention, setting):
        assert mention.scope is not None
        _doubt(draft, " ".join(mention.scope.trigger.split()), setting)
    return draft


def _doubt(draft: Draft, words: str, setting: Setting) -> None:
    """What the words of doubt make of a diagnosis: coded in a hospital, not in the office."""
    if setting.codes_doubt and not draft.code.code.startswith(setting.confirmed):
        draft.coded_doubt = words
        draft.why.append(f"The note says “{words}” at discharge: a hospital codes it as if it existed (Guidelines II.H, III.C).")
        return
    draft.doubt = words
    draft.confidence = draft.confidence * _IN_DOUBT // 100
    rule = (
        "this disease is coded only when it is confirmed (Guidelines I.C.1, I.C.10.c)"
        if setting.codes_doubt
        else ("what is not sure is not coded in the office (Guidelines IV.H)")
    )
    draft.why.append(f"The note says “{words}”: {rule}.")
    draft.gaps.append("Does the clinician diagnose this, or suspect it?")


def _accepts(one: _Found, accepting: frozenset[str], setting: Setting) -> bool:
    code, section = one.draft.code.code, one.section
    if section == sections.PAST and setting.lasting and code.startswith(setting.lasting):
        return True
    return section in accepting or (section == sections.SOCIAL and code.startswith(_TOBACCO))


def _drafts(found: list[_Found]) -> list[Draft]:
    """One draft a code: the surest way it was found, plainly before in doubt, with the words of all."""
    by_code: dict[str, Draft] = {}
    for one in sorted(found, key=lambda one: (bool(one.draft.doubt), -one.draft.confidence)):
        draft = by_code.setdefault(one.draft.code.code, one.draft)
        if draft is not one.draft:
            draft.add(one.draft.evidence)
    return list(by_code.values())


def _absorbed(drafts: list[Draft]) -> list[Draft]:
    """A code that was taken by default gives way to a nearer one of the same heading that words support."""
    kept = list(drafts)
    for draft in drafts:
        others = [other for other in kept if other is not draft]
        target = _absorber(draft, others)
        if target is not None and target.code.code != draft.code.code:
            target.add(draft.evidence)
            kept.remove(draft)
    return kept


def _absorber(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The draft that says the same, or the same more exactly; what is only suspected takes nothing from what is sure."""
    drafts = drafts if draft.doubt else [other for other in drafts if not other.doubt]
    for other in drafts:
        if other.code.code == draft.code.code:
            return other
    for other in drafts:
        if other.code.category == draft.code.category and (
            _is_below(draft, other) or says_less(draft.code.title, other.code.title)
        ):
            return other
    return None


def _is_below(draft: Draft, other: Draft) -> bool:
    """Whether a code that was taken by default stands under one heading with another that was not."""
    return (
        draft.is_default
        and other.code.code.startswith(draft.heading)
        and not (other.is_default and other.heading == draft.heading)
    )


def _shown(drafts: list[Draft]) -> tuple[list[Draft], list[SetAside]]:
    weak = [draft for draft in drafts if draft.confidence < FEWEST]
    aside = [
        draft.set_aside(". ".join(filter(None, (f"too unsure: {draft.confidence} percent", draft.decided)))) for draft in weak
    ]
    return [draft for draft in drafts if draft not in weak], aside


def _listed(aside: list[SetAside], drafts: list[Draft]) -> tuple[SetAside, ...]:
    """In the order of the note, each code once for each kind of reason; not what is suggested anyway, unless it is also denied."""
    suggested = {draft.code.code for draft in drafts}
    seen: set[tuple[str, str]] = set()
    listed = []
    for one in sorted(aside, key=lambda one: one.evidence.start):
        kind = one.reason.partition(":")[0]
        kind = "only" if kind.endswith(" only") else kind
        if (one.code, kind) in seen or (one.code in suggested and kind not in (Context.NEGATED, Context.UNCERTAIN)):
            continue
        seen.add((one.code, kind))
        listed.append(one)
    return tuple(listed)
