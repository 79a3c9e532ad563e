"""A discharge summary becomes the codes of a stay: the principal diagnosis with its guideline, the others, and presence on admission.

Unlike the office (section IV), a hospital codes what is “probable” or “likely” at discharge as if it existed.

Source: ICD-10-CM Official Guidelines, sections II (principal diagnosis) and III (other diagnoses), appendix I (present on admission).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from superbill.claims.note import Evidence, Note, SetAside, Suggestion
from superbill.codes.icd10cm import Icd10cm
from superbill.coding import sections
from superbill.coding.confidence import FEWEST
from superbill.coding.context import Context, Scope
from superbill.coding.draft import Draft
from superbill.coding.mentions import Line, lines_of
from superbill.coding.poa import YES, Indicator, indicator_of
from superbill.coding.principal import Candidate, choose_principal
from superbill.coding.suggest import Setting, findings

_DOUBTS = re.compile(
    r"probabl[ey]|suspect(?:s|ed|ing)?|likely|questionable|possibl[ey]|(?:still )?to be ruled out|(?:is |are )?(?:suspected|possible|probable|likely|questionable)|"
    r"rule[- ]?out|r/o|compatible with|consistent with|c/w|indicative of|suggestive of|comparable with|appears to (?:be|have)|concern(?:ing)? for|"
    r"presum(?:ed|ptive|ably)|working diagnosis(?: of)?|vs\.?|versus|\?|cannot be (?:excluded|ruled out)|not (?:yet )?excluded",
    re.IGNORECASE,
)
"""The words of II.H and others like them; “versus” by II.D."""

ONLY_CONFIRMED = ("B20", "B97.35", "Z21", "A92.5", "U07.1", "J09", "J10")
"""HIV, Zika, COVID-19, and influenza of a named virus are coded only when confirmed (Guidelines I.C.1.a, I.C.1.f, I.C.1.g, I.C.10.c)."""

_CHRONIC_SYSTEMIC = (
    "B18", "B20", "C", "D57", "E08", "E09", "E10", "E11", "E13", "E03", "E66", "E78", "E84", "F01", "F02", "F03", "F17", "F20", "F31", "G20", "G30", "G35", "G40",
    "G80", "G82", "I10", "I11", "I12", "I13", "I25", "I48", "I50", "I70", "J43", "J44", "J45", "J84", "K50", "K51", "K70", "K74", "M05", "M06", "M32", "N18", "N40",
)  # fmt: skip
"""Lasting diseases that are coded of a stay when the history names them: they ask for care all the time (Guidelines III)."""


_CATEGORY, _WITH_SEVENTH = 3, 8


def _concludes(scope: Scope) -> bool:
    return scope.context is Context.UNCERTAIN and bool(_DOUBTS.fullmatch(" ".join(scope.trigger.split())))


_TAKEN = frozenset({sections.DISCHARGE, sections.ASSESSMENT, sections.COURSE, sections.PLAN, sections.BODY})
HOSPITAL = Setting(
    accepting=_TAKEN,
    alone=_TAKEN | {sections.ADMISSION, sections.HISTORY, sections.REASON},
    concluding=frozenset({sections.DISCHARGE, sections.ASSESSMENT, sections.BODY}),
    concludes=_concludes,
    codes_doubt=True,
    confirmed=ONLY_CONFIRMED,
    lasting=_CHRONIC_SYSTEMIC,
)


@dataclass(frozen=True, slots=True)
class StayDiagnosis:
    """A code of the stay. `uncertain` are the words of doubt with which it is coded; `because` says why it belongs to the stay."""

    suggestion: Suggestion
    poa: Indicator
    uncertain: str
    because: str


@dataclass(frozen=True, slots=True)
class StayDiagnoses:
    """The diagnoses, the principal one first (none in a note that names none), and why it is. `rivals` are codes that may be it as well.

    `questions` are those that belong to the stay and to no code; what is not coded stands in `set_aside` with its reason.
    """

    diagnoses: tuple[StayDiagnosis, ...]
    why_principal: tuple[str, ...]
    guidelines: tuple[str, ...]
    rivals: tuple[str, ...]
    questions: tuple[str, ...]
    set_aside: tuple[SetAside, ...]


def diagnoses_of_stay(note: Note, *, on: date, icd10cm: Icd10cm) -> StayDiagnoses:
    """The diagnoses of a stay from its discharge summary; `on` is the day of discharge, whose codes hold (Guidelines, introduction)."""
    icd10cm = icd10cm.on_day(on)
    lines = lines_of(note)
    drafts, aside = findings(note, on=on, icd10cm=icd10cm, setting=HOSPITAL)
    drafts = _without_less(sorted((draft for draft in drafts if draft.confidence >= FEWEST), key=lambda draft: draft.order))
    sure = [draft for draft in drafts if not draft.doubt]
    aside += [draft.set_aside(draft.why[-1]) for draft in drafts if draft.doubt]
    beside: dict[str, list[Evidence]] = defaultdict(list)
    for one in aside:
        beside[one.code].append(one.evidence)
    listed = [Candidate(draft, _poa(draft, beside[draft.code.code], lines, icd10cm, on)) for draft in sure]
    chosen = choose_principal(listed, note, icd10cm=icd10cm, on=on)
    order = [chosen.candidate, *(each for each in listed if each is not chosen.candidate)] if chosen.candidate else []
    made = tuple(_diagnosis(each, is_principal=place == 0, is_moved=chosen.is_moved) for place, each in enumerate(order))
    questions = chosen.questions
    if made and icd10cm.is_poa_exempt(made[0].suggestion.code, on=on) is None:
        questions += ("Which codes are exempt from presence on admission is not known: its list is not installed.",)
    return StayDiagnoses(
        made, chosen.why, chosen.guidelines, chosen.rivals, questions, _in_order(aside, {each.suggestion.code for each in made})
    )


def _without_less(drafts: list[Draft]) -> list[Draft]:
    """One code of each family that says how much is known: an unspecified one gives its words to a neighbour, a later encounter to the first."""
    kept = list(drafts)
    for draft in drafts:
        code = draft.code.code
        fuller = next((other for other in kept if other is not draft and _says_more(other, draft)), None)
        if fuller is not None and len(code) > _CATEGORY:
            fuller.add(draft.evidence)
            kept.remove(draft)
    return kept


def _says_more(one: Draft, other: Draft) -> bool:
    mine, its = one.code.code, other.code.code
    if mine == its or mine[:-1] != its[:-1]:
        return False
    if len(its) == _WITH_SEVENTH and one.code.seventh:
        return its[-1] in "DS" and mine[-1] in "ABC"
    return "unspecified" in other.code.title.lower() and "unspecified" not in one.code.title.lower()


def _poa(draft: Draft, beside: list[Evidence], lines: tuple[Line, ...], icd10cm: Icd10cm, on: date) -> Indicator:
    code = draft.code
    exempt = icd10cm.is_poa_exempt(code.code, on=on)
    return indicator_of(code.code, code.title, draft.evidence, beside=beside, lines=lines, exempt=exempt)


def _diagnosis(one: Candidate, *, is_principal: bool, is_moved: bool) -> StayDiagnosis:
    draft, poa = one.draft, one.poa
    if is_principal and not is_moved and poa.letter == "U" and not poa.evidence:
        poa = Indicator(YES, (), "The principal diagnosis occasioned the admission (Guidelines II).")
    suggestion = draft.sealed()
    if poa.question:
        suggestion = replace(suggestion, gaps=(*suggestion.gaps, poa.question))
    return StayDiagnosis(suggestion, poa, draft.coded_doubt, "principal diagnosis" if is_principal else _because(draft))


def _because(draft: Draft) -> str:
    """Why a diagnosis beside the principal one is reported (Guidelines III)."""
    found = {one.section for one in draft.evidence}
    if sections.DISCHARGE in found or sections.ASSESSMENT in found:
        return "among the final diagnoses"
    if sections.COURSE in found or sections.PLAN in found:
        return "the hospital course deals with it (Guidelines III)"
    if sections.PAST in found:
        return "a lasting disease that asks for care all the time (Guidelines III)"
    return "the note names it; check that it was evaluated, treated, or lengthened the stay (Guidelines III)"


def _in_order(aside: list[SetAside], taken: set[str]) -> tuple[SetAside, ...]:
    seen: set[tuple[str, str]] = set()
    listed = []
    for one in sorted(aside, key=lambda one: one.evidence.start):
        kind = (one.code, one.reason.partition(":")[0])
        if one.code not in taken and kind not in seen:
            seen.add(kind)
            listed.append(one)
    return tuple(listed)
