"""The principal diagnosis: the condition established after study to be chiefly responsible for occasioning the admission.

What the discharge summary puts first is the start; the guidelines move it, each with its number and reason.

Source: ICD-10-CM Official Guidelines, section II, and the chapters named at each rule.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from superbill.claims.note import Evidence, Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding import sections
from superbill.coding.draft import Draft
from superbill.coding.poa import CHRONIC, NO, SEPSIS, UNKNOWABLE, UNSAID, YES, Indicator
from superbill.coding.sections import sections_of
from superbill.coding.signs import explains


@dataclass(frozen=True, slots=True)
class Candidate:
    """A diagnosis of the stay with its indicator of presence on admission."""

    draft: Draft
    poa: Indicator

    @property
    def code(self) -> str:
        """Its code."""
        return self.draft.code.code

    def is_in(self, *names: str) -> bool:
        """Whether some of its words stand in one of the sections."""
        return any(one.section in names for one in self.draft.evidence)


@dataclass(frozen=True, slots=True)
class Principal:
    """The choice (None where nothing may be principal), the reasons in order, the guidelines by number, and what may be it as well."""

    candidate: Candidate | None
    why: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    is_moved: bool = False
    """Whether a rule put it before what the note puts first."""


_MAY_Z = ("Z38", "Z43", "Z45", "Z46", "Z47", "Z48", "Z49", "Z51", "Z52")
_NEVER = ("V", "W", "X", "Y", "R65", "T31", "T32", "U09", "B95", "B96", "B97", "Z16")
_LOCAL_INFECTION = (
    "J01", "J12", "J13", "J14", "J15", "J16", "J17", "J18", "J20", "J69.0", "J85", "J86", "K35", "K57", "K61", "K65", "K75.0", "K80", "K81", "K83.0", "L02", "L03", "L08",
    "L89", "L97", "M00", "M86", "N10", "N12", "N30", "N39.0", "N41", "G00", "G03", "I33", "I38", "T80.21", "T83.5", "T84.5", "T81.4",
)  # fmt: skip
_COMPLICATION = (
    "T80", "T81", "T82", "T83", "T84", "T85", "T86", "T87", "T88", "D78", "E36", "E89", "G96.1", "G97", "H59", "H95", "I97", "J95", "K91", "K94", "K95", "L76", "M96", "N98", "N99",
)  # fmt: skip
_NOT_DONE = re.compile(
    r"\b(?:surgery|procedure|operation|cholecystectomy|replacement|repair|chemotherapy)\b[^.\n]{0,40}\b(?:was |were )?(?:cancel+ed|postponed|not (?:performed|carried out|done)|aborted)\b",
    re.IGNORECASE,
)
_OBSERVED = re.compile(r"\b(?:from|in|under) (?:the )?observation\b(?: (?:unit|status))?", re.IGNORECASE)
_AFTER_SURGERY = re.compile(
    r"\b(?:after|following|from) (?:an? )?(?:outpatient|ambulatory|same[- ]day) (?:surgery|procedure)\b", re.IGNORECASE
)
_REHABILITATION = re.compile(r"\badmitted (?:to [^.\n]{0,40})?for (?:inpatient |acute )?rehabilitation\b", re.IGNORECASE)
_POISONING, _ADVERSE = "Poisoning by", "Adverse effect of"
_SIGNS = "18"
"""The chapter of signs and symptoms."""
_FINAL = (sections.DISCHARGE, sections.ASSESSMENT)
_DUE_TO = re.compile(
    r"\b(?:due to|secondary to|2/2|d/t|from|because of|caused by|attribut(?:ed|able) to|related to|resulting from|in the setting of|explained by)(?!\w)",
    re.IGNORECASE,
)
_CAUSING = re.compile(
    r"\b(?:caus(?:ing|ed)|resulting in|leading to|led to|manifest(?:ed|ing) (?:as|by|with)|as the cause of|explain(?:s|ed|ing))\b",
    re.IGNORECASE,
)
_APART = re.compile(r"[.;](?:\s|$)|\n\s*(?:\d+[.)]|[-*•])|\b(?:not|unrelated)\b", re.IGNORECASE)
_AND = re.compile(r",|\b(?:and|or)\b|/", re.IGNORECASE)
_PRINCIPAL = re.compile(r"\b(?:principal|primary)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stay:
    """What a rule looks at: the diagnoses that may be principal, in the order of the note, the note, and the book in force on the day."""

    all_: Sequence[Candidate]
    note: Note
    icd10cm: Icd10cm
    on: date


Rule = Callable[[Candidate, Stay], "tuple[Candidate, str, str] | None"]
"""The principal so far and the stay → another, the guideline, and why; None where the rule does not move it."""


def choose_principal(listed: Sequence[Candidate], note: Note, *, icd10cm: Icd10cm, on: date) -> Principal:
    """Choose among the diagnoses of a stay, in the order in which the note puts them."""
    allowed = [each for each in listed if _may_be(each)]
    later = [each for each in allowed if each.poa.letter == NO]
    standing = [each for each in allowed if each.poa.letter != NO] or allowed
    if not standing:
        questions = ("Which condition, after study, occasioned the admission?",) if listed else ()
        return Principal(None, (), (), (), questions)
    current = _first(standing, note)
    why, guidelines = [f"{current.code} is what the note puts first of the final diagnoses."], []
    if later and listed and allowed[0] in later and current is not allowed[0]:
        why.append(f"{allowed[0].code} came after admission, so it did not occasion it (Guidelines II).")
    first, stay = current, Stay(standing, note, icd10cm, on)
    for rule in _RULES:
        moved = rule(current, stay)
        if moved is not None:
            current, number, because = moved
            guidelines.append(number)
            why.append(f"{because[:1].upper()}{because[1:]} (Guidelines {number}).")
    more = _told_of(current, note)
    rivals = _rivals(current, standing)
    number = "II.B" if rivals and all(each.draft.code.chapter == current.draft.code.chapter for each in rivals) else "II.C"
    if rivals:
        more.append(
            (
                number,
                f"{', '.join(each.code for each in rivals)} may have occasioned the admission as much: any of them may be first",
            )
        )
    guidelines += [one for one, _ in more]
    why += [f"{because[:1].upper()}{because[1:]} (Guidelines {one})." for one, because in more]
    questions = ("Which of the diagnoses that were there on admission was it chiefly for?",) if rivals else ()
    return Principal(
        current,
        tuple(why),
        tuple(dict.fromkeys(guidelines)),
        tuple(each.code for each in rivals),
        (*questions, *_open(current, stay)),
        current is not first,
    )


_MOST_NAMED = 4


def _open(now: Candidate, stay: Stay) -> tuple[str, ...]:
    """What would move the principal diagnosis if the note said it."""
    questions: list[str] = []
    if definite := _definite(now, stay):
        codes = ", ".join(each.code for each in definite[:_MOST_NAMED])
        questions.append(
            f"{now.code} is a sign: is it due to a diagnosis of this stay ({codes})? That would be first (Guidelines II.A)."
        )
    sepsis = _sepsis_beside(now, stay)
    if sepsis is not None and sepsis.poa.letter in (UNSAID, UNKNOWABLE):
        questions.append(f"Was {sepsis.code} there on admission? It would be first, before {now.code} (Guidelines I.C.1.d.4).")
    return tuple(questions)


def _may_be(one: Candidate) -> bool:
    if one.code.startswith("Z"):
        return one.code.startswith(_MAY_Z)
    return not one.code.startswith(_NEVER) and not one.draft.code.title.startswith(_ADVERSE)


def _first(standing: Sequence[Candidate], note: Note) -> Candidate:
    """What stands under a heading that calls it principal, else the first; `standing` is in the order of the note, final diagnoses first."""
    told = [section for section in sections_of(note.text) if section.name == sections.DISCHARGE]
    for section in told:
        heading = note.text[max(0, section.start - 45) : section.start].rpartition("\n")[2]
        if _PRINCIPAL.search(heading):
            for each in standing:
                if any(section.start <= one.start < section.end for one in each.draft.evidence):
                    return each
    return standing[0]


def _newborn(now: Candidate, stay: Stay) -> tuple[Candidate, str, str] | None:
    born = next((each for each in stay.all_ if each.code.startswith("Z38")), None)
    return (born, "I.C.16.a.2", "on the record of a birth the liveborn infant is first") if born and born is not now else None


def _pregnancy(now: Candidate, stay: Stay) -> tuple[Candidate, str, str] | None:
    of_pregnancy = next((each for each in stay.all_ if each.code.startswith("O")), None)
    if of_pregnancy is None or now.code.startswith(("O", "Z38")):
        return None
    return of_pregnancy, "I.C.15.a.1", "what belongs to pregnancy, birth and the weeks after goes before other chapters"


def _poisoning(now: Candidate, stay: Stay) -> tuple[Candidate, str, str] | None:
    poisoning = next((each for each in stay.all_ if each.draft.code.title.startswith(_POISONING)), None)
    if poisoning is None or poisoning is now:
        return None
    return poisoning, "I.C.19.e.5.b", "a poisoning goes before what it did"


def _sepsis(now: Candidate, stay: Stay) -> tuple[Candidate, str, str] | None:
    sepsis = _sepsis_beside(now, stay)
    if sepsis is None or sepsis.poa.letter != YES:
        return None
    return sepsis, "I.C.1.d.4", "with a sepsis that was there on admission the local infection comes second"


def _sepsis_beside(now: Candidate, stay: Stay) -> Candidate | None:
    """The sepsis beside a local infection that would come second to it."""
    if not now.code.startswith(_LOCAL_INFECTION) or now.code.startswith(_COMPLICATION):
        return None
    return next((each for each in stay.all_ if each.code.startswith(SEPSIS)), None)


def _sign(now: Candidate, stay: Stay) -> tuple[Candidate, str, str] | None:
    definite = next((each for each in _definite(now, stay) if _is_cause(each, now, stay)), None)
    if definite is None:
        return None
    return definite, "II.A", f"{now.code} is a sign of {definite.code}, which has been established"


def _definite(now: Candidate, stay: Stay) -> list[Candidate]:
    """The diagnoses beside a sign; none where the principal so far is no sign."""
    if now.draft.code.chapter != _SIGNS:
        return []
    return [each for each in stay.all_ if each.draft.code.chapter != _SIGNS and not each.code.startswith("Z")]


def _is_cause(disease: Candidate, sign: Candidate, stay: Stay) -> bool:
    """Whether a diagnosis accounts for a sign: the disease has it, the book forbids both, the note says so, or puts them in one item."""
    if explains(disease.code, sign.code) or stay.icd10cm.excludes1_between(sign.code, disease.code, on=stay.on):
        return True
    return any(_ties(one, other, disease.code, stay) for one in sign.draft.evidence for other in disease.draft.evidence)


def _ties(sign: Evidence, disease: Evidence, code: str, stay: Stay) -> bool:
    """Words such as “due to” between the two in a sentence; or one item of the final diagnoses, unless the disease is a lasting one."""
    first, second = sorted((sign, disease), key=lambda one: one.start)
    between = stay.note.text[first.end : second.start]
    if _APART.search(between):
        return False
    cause = (_DUE_TO if first is sign else _CAUSING).search(between)
    if cause is not None:
        return _AND.search(between, cause.end()) is None
    is_final = sign.section == disease.section and sign.section in _FINAL
    return is_final and _AND.search(between) is None and "\n" not in between and not code.startswith(CHRONIC)


def _complication(now: Candidate, stay: Stay) -> tuple[Candidate, str, str] | None:
    """A complication for whose treatment the patient came: the note names it as the reason, or first."""
    if now.code.startswith(_COMPLICATION):
        return now, "II.G", "the admission is for a complication of care"
    came_for = next(
        (each for each in stay.all_ if each.code.startswith(_COMPLICATION) and each.is_in(sections.ADMISSION, sections.REASON)),
        None,
    )
    return (came_for, "II.G", "the admission is for a complication of care, which is first") if came_for else None


def _underlying(now: Candidate, stay: Stay) -> tuple[Candidate, str, str] | None:
    """The book wants another listed before it: etiology and manifestation, “code first”."""
    for each in stay.all_:
        if each is now or not (note := stay.icd10cm.code_first_between(now.code, each.code, on=stay.on)):
            continue
        if stay.icd10cm.code_first_between(each.code, now.code, on=stay.on) is None:
            return each, "I.A.13", f"the book wants it before {now.code}: {note[:90]}"
    return None


def _therapy(now: Candidate, stay: Stay) -> tuple[Candidate, str, str] | None:
    therapy = next((each for each in stay.all_ if each.code.startswith(("Z51.0", "Z51.1"))), None)
    if therapy is None or therapy is now or not now.code.startswith("C"):
        return None
    return therapy, "I.C.2.e.2", "an admission for radiation or chemotherapy has that first"


_RULES: tuple[Rule, ...] = (_newborn, _pregnancy, _poisoning, _sign, _sepsis, _complication, _underlying, _therapy)


def _rivals(now: Candidate, all_: Sequence[Candidate]) -> list[Candidate]:
    """Others that were the reason for coming as much: both are named as such, and neither is a sign or a lasting disease of the past."""
    came = (sections.ADMISSION, sections.REASON)
    if not now.is_in(*came):
        return []
    return [
        each
        for each in all_
        if each is not now
        and each.is_in(*came)
        and each.is_in(sections.DISCHARGE, sections.ASSESSMENT)
        and each.draft.code.chapter != "18"
    ]


def _told_of(now: Candidate, note: Note) -> list[tuple[str, str]]:
    """What else the guidelines say of this stay."""
    doubt = now.draft.coded_doubt.lower()
    told: list[tuple[str, str]] = []
    if doubt.startswith(("vs", "versus")):
        told.append(("II.D", "of contrasting diagnoses each is coded as if it were confirmed"))
    elif doubt:
        told.append(("II.H", f"“{doubt}” at discharge is coded as if it existed"))
    if _NOT_DONE.search(note.text):
        told.append(("II.F", "what occasioned the admission stays principal, though the treatment was not carried out"))
    if _OBSERVED.search(note.text):
        told.append(("II.I", "after observation the condition that led to the admission is principal"))
    if _AFTER_SURGERY.search(note.text):
        told.append(
            ("II.J", "after surgery of the same day a complication is the reason, and without one the reason for the surgery")
        )
    if _REHABILITATION.search(note.text):
        told.append(("II.K", "for rehabilitation the condition for which it is done is first"))
    return told
