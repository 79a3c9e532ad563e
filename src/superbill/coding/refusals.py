"""A vaccine that was offered and declined: the visit says so with a code (ICD-10-CM Z28.2-, Z28.8-; Guidelines I.C.21.c.14).

Who declined decides: the patient (Z28.21), or a parent or guardian (Z28.82). What was put off, or declined on another day, or would be
declined, is none. Reasons of belief have codes of their own (Z28.1), so they are asked for.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from superbill.claims.note import Evidence, Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.context import Context, context_at
from superbill.coding.draft import STATUS_RANK, Draft
from superbill.coding.mentions import Line
from superbill.coding.sections import ALLERGIES, FAMILY, INSTRUCTIONS, PAST

BY_PATIENT, BY_CAREGIVER = "Z28.21", "Z28.82"
_SURE = 80
_VACCINE = (
    r"(?:vaccin(?:es?|ations?)|immuni[sz]ations?|boosters?(?! seats?)|shingrix|tdap|prevnar|gardasil|"
    r"(?:flu|influenza|covid(?:-19)?|pneumonia|pneumococcal|tetanus|shingles|zoster|hpv|mmr|rsv|hepatitis [ab]|meningococcal) shots?)"
)
_DECLINED = r"(?P<verb>declin(?:es|ed|ing)|refus(?:es|ed|ing))"
_REFUSED = (
    re.compile(rf"\b{_DECLINED}(?: (?!to\b)\w+){{0,1}}? (?:(?:the|a|an|any|all|his|her|their|this|today's) )?(?:(?!(?:after|since|despite|following|before|to|and|or|but|until|for)\b)[\w-]+ ){{0,3}}?{_VACCINE}\b", re.IGNORECASE),
    re.compile(rf"\b{_VACCINE}(?: today| again)?(?:\s*[:-]\s*| (?:(?:was|were|is|are) )?(?:offered(?: today)? (?:and|but) )?){_DECLINED}\b", re.IGNORECASE),
)  # fmt: skip
_CAREGIVER = re.compile(r"\b(?:mother|father|mom|dad|parents?|guardian|caregiver)\b(?: \w+){0,2} ?\Z", re.IGNORECASE)
_ANOTHER_DAY = re.compile(
    r"\b(?:last|previous(?:ly)?|prior|in (?:19|20)\d\d|ago|in the past|until now|but (?:now )?(?:agree[sd]?|accept(?:s|ed)|received|given))\b",
    re.IGNORECASE,
)
_NOT_REFUSED = re.compile(
    r"\b(?:titers?|antibod\w+|levels?|function|immunity)\b[^.]*\bdeclin|\bby (?:the |his |her )?(?:insurance|insurer|payer|plan)\b|"
    r"\b(?:given|received|administered)\b",
    re.IGNORECASE,
)
"""A value that declines, an insurer that does, and a vaccine that was given all the same."""
_OPEN = ("Was it for a reason of belief? Then Z28.1 says so.",)


def refused_vaccines(drafts: Sequence[Draft], note: Note, lines: Iterable[Line], icd10cm: Icd10cm, *, on: date) -> list[Draft]:
    """The code for a vaccine that was declined at this visit, with the words; none where one of its family is suggested already."""
    if not _is_told(note) or any(draft.code.code.startswith("Z28") for draft in drafts):
        return []
    found: dict[str, list[Evidence]] = {}
    for line in lines:
        if line.sentence.section not in (ALLERGIES, FAMILY, INSTRUCTIONS, PAST):
            for code, words in _in_line(note, line):
                found.setdefault(code, []).append(words)
    made = []
    for code, evidence in found.items():
        known = icd10cm.find(code, on=on)
        if known is not None:
            who = "The patient" if code == BY_PATIENT else "A parent or guardian"
            why = [f"{who} declined a vaccine: {code} (Guidelines I.C.21.c.14)."]
            made.append(Draft(known, code, "vaccine refusal", _SURE, why, list(_OPEN), evidence[:3], rank=STATUS_RANK))
    return made


def _is_told(note: Note) -> bool:
    """Whether the note has a word of declining at all: most have none, and need not be searched."""
    small = note.text.lower()
    return "decl" in small or "refu" in small


def _in_line(note: Note, line: Line) -> Iterable[tuple[str, Evidence]]:
    start, end = line.sentence.start, line.sentence.end
    for pattern in _REFUSED:
        for match in pattern.finditer(note.text, start, end):
            by_caregiver = bool(_CAREGIVER.search(note.text, start, match.start()))
            others = tuple(scope for scope in line.scopes if not match.start() < scope.end < match.end())  # not of its own words
            over = context_at(others, *match.span("verb"))
            if over is not None and not (by_caregiver and over.context is Context.FAMILY):
                continue
            if not _ANOTHER_DAY.search(note.text, start, end) and not _NOT_REFUSED.search(note.text, start, end):
                words = Evidence(*match.span(), match.group(), line.sentence.section)
                yield BY_CAREGIVER if by_caregiver else BY_PATIENT, words
